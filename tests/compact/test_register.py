"""The lessons register."""

import csv
import io
import json

import fake_evidence as fake
import pytest

from evalcap.compact.register import COLUMNS, register_csv, register_json, register_rows
from evalcap.evidence.model import Contribution
from evalcap.portfolio import Entry, Portfolio
from evalcap.words import catalogue

WORDS = catalogue()


def evaluation(**lesson):
    evidence = fake.one_outcome(contribution=Contribution(objectives=(11,)))
    return Entry(evidence, fake.some_lessons(**lesson))


def table(*entries):
    rows = register_rows(Portfolio.of(entries), WORDS)
    return list(csv.DictReader(io.StringIO(register_csv(rows))))


def test_one_row_a_lesson_with_its_evidence_and_its_objectives():
    (row,) = table(evaluation())
    assert row["study"] == "border-training"
    assert row["evidence"] == "score/main"
    assert row["evidence_in_words"].startswith("Test score, Main: 3.2 points higher")
    assert row["grades"] == "score/main: 3"
    assert row["objectives"] == "11"
    assert row["objective_titles"].startswith("Manage borders")
    assert tuple(row) == COLUMNS


def test_a_benchmark_alone_gives_a_header_and_no_row():
    rows = register_rows(Portfolio.of([Entry(fake.job_training(), fake.some_lessons())]), WORDS)
    assert register_csv(rows) == ",".join(COLUMNS) + "\n"


def test_a_row_says_whether_it_is_evidence_or_simulated():
    (row,) = table(Entry(fake.demonstration(), fake.some_lessons()))
    assert row["role"] == "demonstration"
    assert row["grades"] == ""
    assert table(evaluation())[0]["role"] == "evaluation"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\n=", "\r+", " =", "\uff1d"])
def test_no_cell_can_be_taken_for_a_formula(start):
    (row,) = table(evaluation(title=f"{start}cmd|' /C calc'!A0"))
    assert row["title"].startswith("'")


def test_a_cell_holds_no_line_break():
    (row,) = table(evaluation(context="one\ntwo"))
    assert row["context"] == "one two"


def test_the_machine_form_says_how_many_studies_are_left_out_and_why():
    lessons = fake.some_lessons()
    entries = [Entry(e, lessons) for e in (fake.job_training(), fake.demonstration())]
    portfolio = Portfolio.of(entries)
    content = json.loads(register_json(portfolio, register_rows(portfolio, WORDS), WORDS))
    assert [row["role"] for row in content["lessons"]] == ["demonstration"]
    assert content["studies"] == 0
    assert content["demonstrations"] == 1
    left_out = {group["role"]: group for group in content["left_out"]}
    assert left_out["benchmark"]["studies"] == ["job-training-grants"]
    assert list(left_out) == ["benchmark"]
    assert "simulated and no evidence" in content["about"]
    assert "not programme evidence" in left_out["benchmark"]["why"]


def test_the_machine_form_keeps_lists_as_lists():
    portfolio = Portfolio.of([evaluation()])
    content = json.loads(register_json(portfolio, register_rows(portfolio, WORDS), WORDS))
    assert content["lessons"][0]["objectives"] == [11]
    assert content["lessons"][0]["countries"] == ["Ghana", "Togo"]
