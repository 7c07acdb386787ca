"""What the pages of the site say."""

from datetime import date

import fake_evidence as fake

from evalcap.compact.pages import compact_page
from evalcap.compact.templating import Style
from evalcap.evidence.corrections import Correction
from evalcap.evidence.model import Contribution
from evalcap.portfolio import Entry, Portfolio


def page(given):
    return compact_page(Portfolio.of(given), Style(""))


def test_an_evaluation_stands_under_its_objective_with_finding_grade_and_lesson(entries, section):
    text = section(page(entries()), "objective-11")
    assert "Objective 11: Manage borders in an integrated, secure and coordinated manner" in text
    assert "Test score came out higher, as intended, probably because of the programme" in text
    assert "3 of 5 (moderate)" in text
    assert "Begin before the season" in text
    assert "A weakness of one post" not in text


def test_benchmarks_stand_apart_and_without_lessons(entries, section):
    text = page(entries())
    assert "Job training grants" not in section(text, "objective-11")
    assert "Job training grants" in section(text, "benchmark")
    assert "Begin before the season" not in section(text, "benchmark")


def test_a_demonstration_says_what_it_is_wherever_it_is_listed(section):
    shown = fake.demonstration().model_copy(update={"contribution": Contribution(objectives=(11,))})
    text = section(page([Entry(shown, fake.some_lessons())]), "objective-11")
    assert text.count("Simulated demonstration data; no evidence") == 2  # study and lesson
    assert "not graded, as the data are simulated" in text


def test_without_an_evaluation_the_page_says_so_instead_of_being_empty(entries):
    text = page(entries()[1:])
    assert "No evaluation of a programme has been published here yet" in text


def test_an_evaluation_that_names_no_objective_is_listed_all_the_same(section):
    text = page([Entry(fake.one_outcome(), fake.some_lessons())])
    assert "Begin before the season" in section(text, "untagged")


def test_the_page_leads_to_every_other_page_of_the_site(entries, outline):
    links = outline(page(entries())).links
    for name in ("index.html", "portfolio/index.html", "gaps.html", "lessons.html", "about.html"):
        assert f"../{name}" in links


def test_withdrawn_studies_are_not_listed():
    gone = Correction(kind="withdrawn", day=date(2026, 3, 4), reason="Why")
    about = {"contribution": Contribution(objectives=(11,)), "corrections": (gone,)}
    text = page([Entry(fake.one_outcome(**about), fake.some_lessons())])
    assert "Training at three border posts" not in text
