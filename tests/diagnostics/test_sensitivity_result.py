from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from evalcap.diagnostics import Check, Sensitivity
from evalcap.kernels.distribution import Interval


def result(**changes: Any) -> Sensitivity:
    known = Sensitivity(
        method="relative_magnitude",
        target="first",
        outcome="detections",
        n_after=1,
        n_clusters=60,
        level=0.95,
        value=np.array([0.5, 1.0]),
        conf_low=np.array([0.4, -0.2]),
        conf_high=np.array([2.0, 2.6]),
        parallel=Interval(0.6, 1.8),
        breakdown=0.85,
        seen=1.0,
    )
    return replace(known, **changes)


@pytest.mark.parametrize(
    ("breakdown", "verdict"),
    [(1.2, "passed"), (1.0, "passed"), (0.8, "concern"), (0.4, "failed"), (None, "failed")],
)
def test_the_verdict_compares_the_breakdown_with_what_was_seen(breakdown, verdict):
    assert result(breakdown=breakdown).verdict == verdict


def test_an_effect_that_could_be_zero_anyway_has_nothing_to_lose():
    found = result(parallel=Interval(-0.1, 1.0), breakdown=None)
    assert found.verdict == "not_applicable"
    assert "no finding that diverging trends could overturn" in found.sentence


def test_the_sentence_says_how_far_trends_may_part():
    assert (
        "The effect on detections in the first period of treatment differs from zero if treated "
        "and comparison units would have moved alike without the programme (95% interval 0.6 to "
        "1.8), and still does as long as they part from one period to the next by at most 0.85 "
        "times their largest step apart before treatment, but that is less than what was seen"
    ) in result().sentence


def test_the_sentence_says_when_nothing_can_be_allowed():
    assert (
        "can no longer be told from zero once they may part at all"
        in result(breakdown=None).sentence
    )


def test_the_sentence_of_a_mean_says_over_how_many_periods():
    assert "over 4 periods" in result(target="mean", n_after=4).sentence


def test_smoothness_speaks_of_bends():
    found = result(method="smoothness", breakdown=0.3, seen=0.2)
    assert (
        "slope changes by at most 0.3 from one period to the next, which covers" in found.sentence
    )
    assert "largest bend estimated before treatment, 0.2" in found.sentence


def test_it_is_also_a_check():
    check = result().check
    assert isinstance(check, Check)
    assert (check.name, check.verdict, check.statistic) == ("sensitivity", "concern", 0.85)
    assert check.details[0] == {"value": 0.5, "conf_low": 0.4, "conf_high": 2.0}
    assert str(result()) == str(check)


def test_few_clusters_are_noted():
    assert result().notes == ()
    assert "with 12 clusters they are too narrow" in result(n_clusters=12).check.notes[0]


def test_the_frame_has_a_row_for_each_value():
    frame = result().to_frame()
    assert frame.columns.tolist() == ["value", "conf_low", "conf_high"]
    assert frame["conf_high"].tolist() == [2.0, 2.6]


def test_a_notebook_shows_the_sentence_and_the_table():
    assert "<table" in result()._repr_html_()
    assert "Sensitivity: concern." in result()._repr_html_()
