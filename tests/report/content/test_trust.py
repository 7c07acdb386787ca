"""Checks, grades and notes as viewed."""

import fake_evidence as fake
import pytest

from evalcap.report.content.trust import deviations, trust_views
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


@pytest.mark.parametrize(
    ("language", "outcome", "analysis"),
    [
        ("en", "Outcome “Scrap rate” was changed", "Analysis Group-time effects was added"),
        ("fr", "Le résultat Scrap rate a été modifié", "ajoutée après l’acceptation"),
        ("es", "El resultado Scrap rate se modificó", "se añadió después"),
    ],
)
def test_deviations_call_outcomes_and_analyses_as_the_report_does(language, outcome, analysis):
    said = ("Outcome log_scrap was changed", "Analysis group_time was added")
    held = fake.job_training().model_copy(
        update={"deviations": tuple(f"{what} after the plan was accepted." for what in said)}
    )
    first, second = deviations(held, catalogue(language))
    assert first.startswith(outcome)
    assert analysis in second
    assert "group_time" not in second
