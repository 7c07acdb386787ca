"""What the pages of the site say."""

import fake_evidence as fake

from evalcap.compact.pages import compact_page, site_page
from evalcap.evidence.model import Contribution
from evalcap.portfolio import Entry, Portfolio
from evalcap.words import catalogue


def page(given):
    return compact_page(Portfolio.of(given), "", catalogue())


def front(given, failed=None):
    return site_page(Portfolio.of(given), failed or {}, "", catalogue())


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
    assert "not graded: simulated data" in text


def test_without_an_evaluation_the_page_says_so_instead_of_being_empty(entries):
    text = page(entries()[1:])
    assert "No evaluation of a programme has been published here yet" in text


def test_an_evaluation_that_names_no_objective_is_listed_all_the_same(section):
    text = page([Entry(fake.one_outcome(), fake.some_lessons())])
    assert "Begin before the season" in section(text, "untagged")


def test_the_front_page_links_every_file_of_every_report(entries, outline):
    links = outline(front(entries())).links
    for slug in ("border-training", "job-training-grants", "document-checks-demo"):
        for name in ("index.html", "report.pdf", "report.docx"):
            assert f"{slug}/{name}" in links
    assert "compact/index.html" in links


def test_files_are_linked_in_the_same_order_whatever_order_they_came_in(outline):
    files = ("report.docx", "report.pdf", "index.html")
    entry = Entry(fake.job_training(), fake.some_lessons(), files=files)
    links = outline(front([entry])).links
    shown = [link.rsplit("/", 1)[1] for link in links if link.startswith("job")]
    assert shown == ["index.html", "index.html", "report.pdf", "report.docx"]


def test_files_that_were_not_made_are_not_linked(outline):
    entry = Entry(fake.job_training(), fake.some_lessons(), files=("report.pdf",))
    links = outline(front([entry])).links
    assert "job-training-grants/report.pdf" in links
    assert "job-training-grants/index.html" not in links


def test_a_study_that_failed_is_named_with_the_first_line_of_why():
    failed = {"border-x": "The file a.csv is <missing>.\nPut it back."}
    text = front([], failed=failed)
    assert "<strong>border-x</strong>: The file a.csv is &lt;missing&gt;." in text
    assert "Put it back" not in text
    assert "No study has been published yet." in text
