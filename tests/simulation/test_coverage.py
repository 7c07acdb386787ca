"""Intervals of every estimator hold the truth as often as they say, with 200 clusters."""

import json
from dataclasses import asdict, replace

import pytest
from cases import CASES, trending
from measured import measure, monte_carlo_error

import evalcap as ec

pytestmark = pytest.mark.simulation


@pytest.mark.parametrize("name", CASES)
def test_intervals_hold_as_often_as_they_say(name, record_property):
    case = CASES[name]
    found = measure(case)
    record_property("coverage", json.dumps(asdict(found)))
    reach = 3 * monte_carlo_error(case.repeats)
    assert found.share >= 0.95 - reach
    assert case.holds == "at least" or found.share <= 0.95 + reach


def test_every_public_estimator_is_among_them():
    public = {name for name in dir(ec) if name.startswith("estimate_")}
    public |= {"compare_doses", "wild_bootstrap", "cluster_robust"}
    public |= {"jackknife_clusters", "randomisation_test"}
    assert public == {case.function.__name__ for case in CASES.values()}


def test_leaving_the_trend_out_is_found_by_this_test():
    # Without its covariate the comparison is biased, and the intervals do not hold.
    forgotten = replace(CASES["two-period, unadjusted"], draw=trending)
    assert measure(forgotten).share < 0.95 - 3 * monte_carlo_error(forgotten.repeats)
