"""Checks, grades and notes as viewed."""

import fake_evidence as fake
import pytest

from evalcap.report.content.trust import trust_views
from evalcap.words import catalogue

WORDS = catalogue()


@pytest.mark.parametrize(
    ("verdict", "head"),
    [
        ("passed", "✓ Likeness at the start: passed."),
        ("concern", "! Likeness at the start: of concern."),
        ("failed", "✗ Likeness at the start: failed."),
        ("cannot_be_tested", "? Likeness at the start: cannot be tested."),
        ("surprising", "• Likeness at the start: surprising."),
    ],
)
def test_a_verdict_is_a_symbol_and_a_word(verdict, head):
    (view,) = trust_views(fake.one_outcome(checks=(fake.check(verdict),)), WORDS)
    assert view.checks == ((head, "They were alike."),)


def test_a_check_calls_the_outcome_by_its_label():
    (view,) = trust_views(fake.job_training(), WORDS)
    assert "“Scrap rate” moved" in view.checks[0][1]


def test_notes_of_estimates_and_reasons_of_the_grade_are_shown():
    (view,) = trust_views(fake.job_training(), WORDS)
    assert view.notes == ("Group-time effects: Cohort 1989 has one unit in some cells.",)
    assert view.reasons == ("At most 3: units were assigned at random.",)


def test_simulated_data_give_no_reasons_for_a_grade_they_do_not_get():
    assert trust_views(fake.demonstration(), WORDS) == ()
