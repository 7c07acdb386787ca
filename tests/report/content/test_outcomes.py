"""Outcomes as viewed."""

import fake_evidence as fake

from evalcap.report.content.outcomes import outcome_views
from evalcap.words import catalogue

WORDS = catalogue()


def test_primary_outcomes_come_first_and_only_they_have_figures():
    evidence = fake.one_outcome(outcome={"primary": False})
    second = fake.one_outcome(outcome={"name": "pass", "label": "pass rate"})
    both = evidence.model_copy(
        update={
            "outcomes": (*evidence.outcomes, *second.outcomes),
            "estimates": (*evidence.estimates, *second.estimates),
        }
    )
    first, other = outcome_views(both, WORDS)
    assert (first.label, len(first.pictures)) == ("Pass rate", 1)
    assert (other.label, len(other.pictures)) == ("Test score", 0)


def test_an_outcome_without_an_estimate_is_left_out():
    evidence = fake.one_outcome().model_copy(update={"estimates": ()})
    assert outcome_views(evidence, WORDS) == ()


def test_the_facts_hold_estimate_marks_and_grade():
    (view,) = outcome_views(fake.demonstration(), WORDS)
    facts = str(view.facts)
    assert "3\\.63 detections a month higher" in facts
    assert "3 detections a month higher\\: open" in facts
    assert "not graded\\, as the data are simulated" in facts


def test_the_randomised_comparison_is_marked_in_the_table():
    (view,) = outcome_views(fake.supported_work(), WORDS)
    assert "Experimental \\(randomised comparison\\)" in str(view.analyses)
    assert view.notes == ()
    assert len(view.experiments) == 1


def test_several_terms_of_a_primary_fit_are_told_one_by_one():
    evidence = fake.job_training()
    terms = tuple(
        e.model_copy(update={"primary": True}) for e in evidence.estimates if e.term is not None
    )
    (view,) = outcome_views(evidence.model_copy(update={"estimates": terms}), WORDS)
    assert len(view.sentences) == 2
    assert "grant_1" in view.sentences[1]
