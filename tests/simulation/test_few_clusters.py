"""Intervals when there are few clusters: the conventional ones fail, the methods for few hold.

A programme without effect reaches forty per cent of the border posts; posts differ in size and
share shocks, so that the posts and not the officers are the sample.
"""

import json
from dataclasses import asdict, replace

import pytest
from cases import few_clusters
from measured import Coverage, measure, monte_carlo_error

pytestmark = pytest.mark.simulation

CLUSTERS = (10, 20, 40)
CONVENTIONAL = "two-period, normal distribution"
# The conventional regression interval takes t(G-1), which helps and is no cure.
PARTLY_CONVENTIONAL = "regression, t(G-1)"
HOLDING = [name for name in few_clusters(10) if name not in (CONVENTIONAL, PARTLY_CONVENTIONAL)]


def coverage(name: str, n_clusters: int, record_property) -> Coverage:
    found = measure(few_clusters(n_clusters)[name])
    record_property("coverage", json.dumps(asdict(found)))
    return found


@pytest.mark.parametrize("n_clusters", CLUSTERS)
def test_the_conventional_interval_holds_too_rarely(n_clusters, record_property):
    found = coverage(CONVENTIONAL, n_clusters, record_property)
    assert found.share < 0.95 - 3 * monte_carlo_error(found.repeats)


def test_the_conventional_interval_gets_better_with_more_clusters():
    fewest, most = (measure(few_clusters(n)[CONVENTIONAL]) for n in (CLUSTERS[0], CLUSTERS[-1]))
    reach = 3 * 2**0.5 * monte_carlo_error(fewest.repeats, fewest.share)
    assert most.share > fewest.share + reach


@pytest.mark.parametrize("n_clusters", CLUSTERS)
def test_a_t_distribution_helps_the_conventional_interval(n_clusters, record_property):
    found = coverage(PARTLY_CONVENTIONAL, n_clusters, record_property)
    plain = measure(replace(few_clusters(n_clusters)[CONVENTIONAL], repeats=found.repeats))
    assert plain.share <= found.share


@pytest.mark.parametrize("n_clusters", CLUSTERS)
@pytest.mark.parametrize("name", HOLDING)
def test_methods_for_few_clusters_hold_as_often_as_they_say(name, n_clusters, record_property):
    case = few_clusters(n_clusters)[name]
    found = coverage(name, n_clusters, record_property)
    reach = 3 * monte_carlo_error(case.repeats)
    assert found.share >= 0.95 - reach
    assert case.holds == "at least" or found.share <= 0.95 + reach
