"""One estimate against another."""

import fake_evidence as fake
import pytest

from evalcap.words import catalogue
from evalcap.words.comparison import agreement, experiments, true_effect, truths

WORDS = catalogue()


def test_a_randomised_comparison_is_set_beside_the_primary_analysis():
    evidence = fake.supported_work()
    ((sentence, note),) = experiments(evidence, evidence.headlines()[0], WORDS)
    assert "the estimate is 1,529 US dollars higher" in sentence
    assert "which is 336 US dollars higher" in sentence
    assert "lies inside the interval of the primary analysis" in sentence
    assert note == "Not the published 1,794."


def test_a_randomised_primary_analysis_has_nothing_to_be_set_beside():
    evidence = fake.supported_work()
    experimental = evidence.estimate("earnings/experimental")
    assert not list(experiments(evidence, experimental, WORDS))


def test_agreement_leaves_the_randomised_comparison_out():
    evidence = fake.supported_work()
    assert agreement(evidence, evidence.headlines()[0], WORDS) == (
        "All 3 other analyses of this outcome point the same way. "
        "All their intervals leave out zero."
    )


def test_disagreement_is_counted():
    evidence = fake.one_outcome()
    others = (fake.estimate("score", "b", -1.0, -2.0, -0.5), fake.estimate("score", "c", 1, -1, 3))
    mixed = evidence.model_copy(update={"estimates": (*evidence.estimates, *others)})
    assert agreement(mixed, mixed.headlines()[0], WORDS) == (
        "1 of 2 other analyses of this outcome point the same way. "
        "1 of their 2 intervals leave out zero."
    )


def test_an_estimate_of_exactly_zero_points_the_same_way_as_none():
    main = fake.estimate("score", "main", -1.0, -2.0, 0.5, primary=True)
    other = fake.estimate("score", "other", 0.0, -1.0, 1.0)
    evidence = fake.one_outcome(estimates=(main, other))
    assert agreement(evidence, main, WORDS).startswith(
        "The other analysis of this outcome does not"
    )


def test_one_analysis_alone_agrees_with_nothing():
    evidence = fake.one_outcome()
    assert agreement(evidence, evidence.headlines()[0], WORDS) == ""


@pytest.mark.parametrize("name", ["overall", "detections", "detections/group_time"])
def test_the_truth_finds_its_estimate_by_key_outcome_or_being_the_only_one(name):
    evidence = fake.demonstration().model_copy(update={"truth": {name: 3.59}})
    (sentence,) = truths(evidence, evidence.outcomes[0], WORDS)
    assert sentence == (
        "Documents detected: the effect built into the simulation is 3.59 detections a month "
        "higher. The estimate (Group-time effects) is 3.63 detections a month higher "
        "(95\u00a0% interval: 1.79 to 5.47), so the truth lies inside its interval."
    )
    assert true_effect(evidence, evidence.outcomes[0]) == 3.59


def test_a_missed_truth_is_said_to_be_outside():
    evidence = fake.demonstration().model_copy(update={"truth": {"overall": 9.0}})
    (sentence,) = truths(evidence, evidence.outcomes[0], WORDS)
    assert "the truth lies outside its interval" in sentence


def test_a_truth_about_something_else_is_not_set_beside_an_estimate():
    evidence = fake.demonstration().model_copy(update={"truth": {"share_of_noise": 0.2}})
    assert not list(truths(evidence, evidence.outcomes[0], WORDS))
