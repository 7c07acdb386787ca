"""An annex to a voluntary review."""

import fake_evidence as fake
import fake_portfolio as many

from evalcap.compact.annex import annex_page, round_tables
from evalcap.compact.templating import Style
from evalcap.evidence.model import Contribution
from evalcap.lessons import Recommendation, Response
from evalcap.portfolio import Entry, Portfolio
from evalcap.words.catalogue import site_catalogue

HOSTILE = "<script>alert(1)</script>"


def annex(given):
    return annex_page(Portfolio.of(given), Style(""))


def test_it_says_that_it_is_no_official_form(entries):
    page = annex(entries())
    assert "An unofficial outline" in page
    assert "It follows no official form" in page
    assert "nothing here measures progress" in page


def test_an_objective_has_its_studies_lessons_and_recommendations(entries, section):
    text = section(annex(entries()), "objective-11")
    assert "Objective 11: Manage borders in an integrated" in text
    assert "Paragraph 27 of the resolution" in text
    assert "probably because of the programme" in text
    assert text.count("Strength of evidence: 3 of 5 (moderate)") == 2  # finding and lesson
    assert "<strong>Therefore:</strong> <span>Train in winter" in text
    told = (
        "Move courses to winter.</span> <strong>Accepted.</strong> <span>Training unit.</span> Due"
    )
    assert f"{told} 31 March 2025." in text


def test_a_programme_stands_in_it_once_with_its_latest_cycle():
    first = many.study("course-old", **many.year(2021))
    second = many.study("course-new", previous_cycle="course-old", **many.year(2023))
    page = annex([first, second])
    assert "Evaluations of programmes: 1." in page
    assert "1 report on an earlier cycle is on the site." in page
    assert "Course-New" in page
    assert "Course-Old" not in page
    assert "earlier cycle" not in annex([first])


def test_nothing_restricted_is_in_it(entries):
    page = annex(entries())
    assert "A weakness of one post" not in page
    assert "at that post" not in page


def test_a_benchmark_is_not_in_it(entries):
    assert "Job training grants" not in annex(entries())


def test_what_is_simulated_says_so_wherever_it_stands(entries, section):
    page = annex([Entry(fake.demonstration(), fake.lessons_on(fake.demonstration()))])
    assert "nothing on it is evidence" in page
    assert "Parts of it are simulated" not in page
    assert "Parts of it are simulated" in annex(entries())
    text = section(page, "objective-4")
    assert text.count("Simulated demonstration data; no evidence") == 3  # all that it has
    assert "Parts of it are simulated" not in annex(entries()[:1])


def test_a_rejection_stands_with_its_reason_and_without_a_status():
    refused = Response(response="rejected", reason="No budget", status="not_started")
    asked = Recommendation(id="r", text="Do it.", lessons=("start-early",), response=refused)
    lessons = fake.some_lessons().model_copy(update={"recommendations": (asked,)})
    evidence = fake.one_outcome(contribution=Contribution(objectives=(11,)))
    told = "<span>Do it.</span> <strong>Rejected.</strong> <span>No budget.</span></li>"
    assert told in annex([Entry(evidence, lessons)])


def test_each_round_table_says_what_there_is_for_each_of_its_objectives(entries):
    tables = round_tables(Portfolio.of(entries()), site_catalogue())
    assert [len(table.seats) for table in tables] == [5, 7, 6, 5]
    second = {seat.name: seat for seat in tables[1].seats}
    assert second["11 Manage borders"].told == (
        "Evaluations: 1. Simulated demonstrations: 1. Lessons: 2."
    )
    assert second["11 Manage borders"].anchor == "objective-11"
    assert (second["8 Save lives"].told, second["8 Save lives"].anchor) == ("No evaluation.", "")


def test_a_round_table_that_was_not_confirmed_says_so(entries):
    notes = [
        table.note.split(":")[0]
        for table in round_tables(Portfolio.of(entries()), site_catalogue())
    ]
    assert notes == ["", "", "Not confirmed", "Not confirmed"]


def test_the_page_is_whole_and_its_links_lead_somewhere(entries, outline):
    found = outline(annex(entries()))
    assert found.open == []
    assert {link[1:] for link in found.links} <= set(found.ids)


def test_without_a_study_it_says_so():
    assert "No study has named an objective yet" in annex([])


def test_hostile_text_comes_out_as_text(entries):
    page = annex(entries(subject=fake.subject(title=HOSTILE), outcome={"label": HOSTILE}))
    assert HOSTILE not in page
