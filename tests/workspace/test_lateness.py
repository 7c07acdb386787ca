"""What management has not answered, or not done, in time."""

from datetime import date

import fake_evidence as fake
import pytest

from evalcap.lessons import Lessons, Recommendation, Response
from evalcap.workspace.lateness import late_answers

TODAY = date(2026, 3, 1)


def late(evaluated=date(2026, 1, 1), **answer):
    advice = Recommendation(
        id="r1", text="Do it.", lessons=("start-early",), response=Response(**answer)
    )
    lessons = Lessons(lessons=(fake.lesson(),), recommendations=(advice,))
    return late_answers(lessons, evaluated=evaluated, today=TODAY)


@pytest.mark.parametrize("status", ["not_started", "under_way"])
def test_a_promise_past_its_day_is_late(status):
    found = late(response="accepted", due=date(2026, 2, 28), status=status)
    assert found == ("recommendation r1 was to be done by 2026-02-28",)


def test_a_promise_kept_given_up_or_not_yet_due_is_not_late():
    assert late(response="accepted", due=date(2026, 2, 28), status="done") == ()
    assert late(response="accepted", due=date(2026, 2, 28), status="dropped") == ()
    assert late(response="partly_accepted", due=TODAY) == ()
    assert late(response="accepted") == ()


def test_an_answer_is_late_six_weeks_after_the_evaluation():
    # 1 January and 42 days is 12 February.
    assert late() == ("recommendation r1 was to be answered by 2026-02-12",)
    assert late(evaluated=date(2026, 1, 20)) == ()
    assert late(evaluated=None) == ()


def test_a_rejection_is_an_answer():
    assert late(response="rejected", reason="no money") == ()
