"""Items of checklists that evidence and lessons answer."""

import fake_evidence as fake
import pytest

from evalcap.lessons import Lessons
from evalcap.report.lint import checklists
from evalcap.report.lint.checklists import LOOKS, Reported, checklist_findings


def items(evidence, lessons=None, narrative=()):
    reported = Reported(evidence, lessons or Lessons(), narrative)
    return {(f.rule, f.severity) for f in checklist_findings(reported)}


def test_every_item_of_a_list_has_a_look_and_every_look_an_item():
    lists = checklists._checklists()
    assert {item["look"] for items in lists.values() for item in items} == set(LOOKS)


def test_trend_items_are_all_there_but_two_that_only_a_reader_finds():
    numbers = {int(item["item"]) for item in checklists._checklists()["trend"]}
    assert set(range(1, 23)) - numbers == {9, 19}


def test_a_primary_outcome_without_an_estimate_is_critical():
    evidence = fake.one_outcome().model_copy(update={"estimates": ()})
    assert ("UNEG 5", "critical") in items(evidence)
    assert "UNEG 5" not in {rule for rule, _ in items(fake.one_outcome())}


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"countries": ()}, "UNEG 1.2"),
        ({"period_end": None}, "TREND 13"),
        ({"commissioner": "none"}, "UNEG 1.2"),
        ({"summary": " "}, "UNEG 1.3"),
    ],
)
def test_what_is_not_said_is_asked_for(change, rule):
    whole = fake.subject(summary="Officers were trained.")
    told = items(fake.one_outcome(subject=whole))
    lacking = items(fake.one_outcome(subject=whole.model_copy(update=change)))
    assert len(lacking) > len(told) or (rule, "warning") not in told
    assert (rule, "warning") in lacking


def test_a_section_and_lessons_answer_their_items():
    bare = items(fake.one_outcome())
    told = items(fake.one_outcome(), fake.some_lessons(), ("context",))
    answered = {rule for rule, _ in bare - told}
    assert {"UNEG 2", "TREND 2", "TREND 4", "TREND 22"} <= answered


def test_what_is_no_evaluation_of_a_programme_is_only_told():
    assert {severity for _, severity in items(fake.supported_work())} <= {"note", "critical"}
