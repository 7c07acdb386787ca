"""The lessons register."""

import csv
import io
import json
from pathlib import Path

import fake_evidence as fake
import pytest
from jsonschema import Draft202012Validator

from evalcap.compact.register import COLUMNS, register_csv, register_json, register_of
from evalcap.evidence.model import Contribution
from evalcap.portfolio import Entry, Portfolio
from evalcap.words import catalogue

WORDS = catalogue()
SCHEMAS = Path(__file__).parents[2] / "docs" / "schemas"


def evaluation(**lesson):
    evidence = fake.one_outcome(contribution=Contribution(objectives=(11,)))
    return Entry(evidence, fake.some_lessons(**lesson))


def table(*entries):
    register = register_of(Portfolio.of(entries), WORDS)
    return list(csv.DictReader(io.StringIO(register_csv(register))))


def machine(*entries):
    return json.loads(register_json(register_of(Portfolio.of(entries), WORDS)))


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
    register = register_of(Portfolio.of([Entry(fake.job_training(), fake.some_lessons())]), WORDS)
    assert register_csv(register) == ",".join(COLUMNS) + "\n"


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
    content = machine(*entries)
    assert [row["role"] for row in content["lessons"]] == ["demonstration"]
    assert content["studies"] == 0
    assert content["demonstrations"] == 1
    left_out = {group["role"]: group for group in content["left_out"]}
    assert left_out["benchmark"]["studies"] == ["job-training-grants"]
    assert list(left_out) == ["benchmark"]
    assert "simulated and no evidence" in content["about"]
    assert "not programme evidence" in left_out["benchmark"]["why"]


def test_the_machine_form_keeps_lists_as_lists():
    content = machine(evaluation())
    assert content["lessons"][0]["objectives"] == [11]
    assert content["lessons"][0]["countries"] == ["Ghana", "Togo"]


def test_the_machine_form_follows_its_published_schema():
    schema = json.loads((SCHEMAS / "register.schema.json").read_text(encoding="utf-8"))
    simulated = Entry(fake.demonstration(), fake.some_lessons())
    content = machine(evaluation(), simulated, Entry(fake.job_training(), fake.some_lessons()))
    validator = Draft202012Validator(schema)
    assert list(validator.iter_errors(content)) == []
    assert not validator.is_valid({**content, "lessons": [{}]})


def test_recommendations_come_with_the_response_of_management():
    (row,) = machine(evaluation())["recommendations"]
    assert (row["recommendation"], row["lessons"]) == ("r1", ["start-early"])
    assert (row["response"], row["owner"], row["due"]) == (
        "accepted",
        "Training unit",
        "2025-03-31",
    )


def test_nothing_of_a_restricted_lesson_is_in_any_form():
    text = json.dumps(machine(evaluation())) + json.dumps(table(evaluation()))
    assert "secret" not in text
    assert "at that post" not in text
