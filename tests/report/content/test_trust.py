"""Checks, grades and notes as viewed."""

import fake_evidence as fake
import pytest

from evalcap.evidence.model import CheckRecord
from evalcap.report.content.groups import group_tables
from evalcap.report.content.limits import limit_sentences, protection_sentences
from evalcap.report.content.trust import trust_views
from evalcap.words import catalogue

WORDS = catalogue()


def check(verdict):
    return CheckRecord(
        key="score/main/balance",
        outcome="score",
        analysis="main",
        name="balance",
        verdict=verdict,
        statistic=None,
        p_value=None,
        sentence="They were alike.",
    )


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
    (view,) = trust_views(fake.one_outcome(checks=(check(verdict),)), WORDS)
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


def test_groups_that_are_withheld_say_why():
    ((heading, made),) = group_tables(fake.demonstration(), WORDS)
    table = str(made)
    assert heading == "Documents detected, effects in detections a month"
    assert "+3.50 (+1.70 to +5.40)" in table.replace("\\", "")
    assert "withheld\\: fewer than 10 units in one arm" in table
    assert "\\<10" in table
    assert group_tables(fake.one_outcome(), WORDS) == ()


def test_a_failed_check_is_among_the_limits():
    told = limit_sentences(fake.one_outcome(checks=(check("failed"),)), WORDS)
    assert "A check failed for: Test score. The grade says how much that weighs." in told


def test_only_a_randomised_comparison_is_called_drawn_by_lot():
    evidence = fake.supported_work()
    assert not any("drawn by lot" in s for s in limit_sentences(evidence, WORDS))
    lottery = tuple(
        e.model_copy(update={"primary": e.analysis == "experimental"}) for e in evidence.estimates
    )
    drawn = limit_sentences(evidence.model_copy(update={"estimates": lottery}), WORDS)
    assert drawn[0].startswith("The comparison group was drawn by lot")


def test_protection_names_the_settings_that_were_used():
    assert any("below 10 are written" in s for s in protection_sentences(fake.one_outcome(), WORDS))
    places = protection_sentences(fake.demonstration(), WORDS)
    assert any("units are places" in s for s in places)
