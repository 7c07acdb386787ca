"""Effects against what the plan hoped for."""

import fake_evidence as fake
import pytest

from evalcap.words import catalogue
from evalcap.words.threshold import smallest_effect, target

WORDS = catalogue()


def against(mark, low, high, better="higher", unit="points"):
    outcome = {"smallest_effect": mark, "better": better, "unit": unit}
    evidence = fake.one_outcome((low + high) / 2, low, high, outcome=outcome)
    return smallest_effect(evidence.outcomes[0], evidence.estimates[0], WORDS)


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [(2.0, 4.0, "reached"), (1.0, 4.0, "open"), (-1.0, 1.9, "missed"), (-9.0, -3.0, "missed")],
)
def test_the_interval_decides_whether_a_mark_is_reached(low, high, verdict):
    assert against(2.0, low, high).verdict == verdict


def test_a_mark_lies_in_the_intended_direction():
    threshold = against(2.0, -4.0, -2.5, better="lower")
    assert (threshold.effect, threshold.verdict) == ("2 points lower", "reached")


def test_effects_as_large_as_the_mark_are_ruled_out_only_if_both_ways_are():
    assert against(2.0, -1.0, 1.0).excluded_both_ways
    assert not against(2.0, -2.5, 1.0).excluded_both_ways


def test_a_mark_in_logarithms_is_told_in_per_cent():
    # exp(-0.1) - 1 = -9.516 %
    assert against(0.1, -0.7, 0.04, "lower", "log points").effect == "9.5\u00a0% lower"


def test_no_mark_no_verdict():
    evidence = fake.one_outcome()
    assert target(evidence.outcomes[0], evidence.estimates[0], WORDS) is None


def test_a_target_is_an_effect_too():
    evidence = fake.demonstration()
    aimed = target(evidence.outcomes[0], evidence.estimates[0], WORDS)
    assert aimed.effect == "3 detections a month higher"
    assert aimed.verdict == "open"
