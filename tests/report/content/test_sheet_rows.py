"""Rows of a workbook, in the language of the report."""

from pathlib import Path

import fake_evidence as fake
import pytest

from evalcap.evidence import Evidence
from evalcap.lessons import Lessons
from evalcap.report.content.sheet_rows import check_rows, estimate_rows, path_rows
from evalcap.report.content.sheets import sheets_of
from evalcap.words import catalogue

ACCEPTED = Path(__file__).parents[3] / "studies" / "document-checks-demo" / "accepted"


def test_every_number_stands_beside_its_unit():
    evidence = fake.supported_work()
    rows = list(estimate_rows(evidence, catalogue()))
    units = {outcome.name: outcome.unit for outcome in evidence.outcomes}
    assert [row["Unit"] for row in rows] == [units[e.outcome] for e in evidence.estimates]


def test_times_since_the_start_are_numbers():
    rows = list(path_rows(fake.job_training(), catalogue()))
    assert rows
    assert all(isinstance(row["At"], int) for row in rows)


@pytest.mark.parametrize("language", ["fr", "es"])
def test_what_is_recorded_in_english_is_told_in_the_language_of_the_workbook(language):
    evidence, words = Evidence.read(ACCEPTED), catalogue(language)
    told = [row[words.say("sheet.column_sentence")] for row in check_rows(evidence, words)]
    recorded = [check.sentence for check in evidence.checks]
    assert told
    assert not set(told) & set(recorded)


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_the_first_sheet_says_what_every_other_holds(language):
    words = catalogue(language)
    sheets = sheets_of(fake.supported_work(), fake.some_lessons(), words)
    first, *others = sheets
    facts = [row[words.say("sheet.column_fact")] for row in sheets[first]]
    assert facts[-len(others) :] == others


def test_a_sheet_that_is_not_there_is_not_announced():
    sheets = sheets_of(fake.one_outcome(), Lessons(), catalogue())
    assert "Lessons" not in [row["Fact"] for row in sheets["About"]]
