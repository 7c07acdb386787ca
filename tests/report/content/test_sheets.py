"""Sheets made from evidence."""

import fake_evidence as fake

from evalcap.lessons import Lessons
from evalcap.report.content.sheets import sheets_of
from evalcap.words import catalogue

WORDS = catalogue()


def test_only_sheets_with_rows_are_made_and_names_suit_a_spreadsheet():
    bare = sheets_of(fake.one_outcome(), Lessons(), WORDS)
    full = sheets_of(fake.supported_work(), fake.some_lessons(), WORDS)
    assert "Lessons" not in bare
    assert {"About", "Outcomes", "Estimates", "Lessons", "Terms"} <= set(full)
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in full)


def test_a_restricted_lesson_is_in_no_sheet():
    lessons = fake.some_lessons(title="Kept back", sensitivity="restricted")
    told = str(sheets_of(fake.supported_work(), lessons, WORDS))
    assert "Kept back" not in told


def test_every_estimate_has_a_row():
    evidence = fake.supported_work()
    rows = sheets_of(evidence, Lessons(), WORDS)["Estimates"]
    assert [row["Key"] for row in rows] == [e.key for e in evidence.estimates]


def test_a_column_without_a_value_is_left_out_and_one_of_zeros_is_kept():
    evidence = fake.one_outcome()
    estimate = evidence.estimates[0].model_copy(update={"point": 0.0, "term": None})
    rows = sheets_of(evidence.model_copy(update={"estimates": (estimate,)}), Lessons(), WORDS)
    assert "Term" not in rows["Estimates"][0]
    assert rows["Estimates"][0]["Estimate"] == 0.0
