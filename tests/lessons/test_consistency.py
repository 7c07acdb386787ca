"""What the parts of lessons.toml ask of each other."""

from datetime import date

import pytest

from evalcap.lessons import Lesson, Recommendation, Response
from evalcap.lessons.consistency import inconsistencies

WORDS = dict.fromkeys(("title", "context", "cause", "effect", "therefore"), "words")
ANSWERED = {"action": "Buy sets", "owner": "Training unit", "due": date(2026, 6, 30)}


def lesson(**more):
    return Lesson(**{"id": "x", "polarity": "null", "evidence": ("a/b",), **WORDS, **more})


def problems(*lessons, **response):
    asked = Recommendation(id="r", text="Do it.", lessons=("x",), response=Response(**response))
    return list(inconsistencies(lessons or (lesson(),), (asked,)))


def test_an_action_that_the_compact_does_not_have_is_named():
    assert problems(lesson(actions=("22(d)",))) == [
        "lessons[1].actions: there is no action 22(d) in the Compact"
    ]
    assert problems(lesson(actions=("99(a)",))) == [
        "lessons[1].actions: there is no action 99(a) in the Compact"
    ]


def test_an_action_stands_under_one_of_the_lesson_s_objectives():
    said = problems(lesson(objectives=(4,), actions=("4(b)", "11(b)")))
    assert said == [
        "lessons[1].actions: 11(b) belongs to objective 11, which objectives does not name"
    ]
    assert problems(lesson(actions=("11(b)",))) == []


def test_what_is_accepted_says_what_is_done_by_whom_and_by_when():
    said = problems(response="accepted")
    assert [line.split(":")[0] for line in said] == [
        f"recommendations[1].response.{key}" for key in ("action", "owner", "due")
    ]
    assert problems(response="accepted", **ANSWERED) == []


def test_an_acceptance_in_part_says_why_not_the_rest():
    said = problems(response="partly_accepted", **ANSWERED)
    assert said == [
        "recommendations[1].response.reason: missing; it says which part is not accepted, and why"
    ]
    assert problems(response="partly_accepted", reason="No budget", **ANSWERED) == []


@pytest.mark.parametrize("answer", ["none_yet", "rejected"])
def test_what_is_not_accepted_needs_no_action(answer):
    assert problems(response=answer, reason="No budget") == []
