"""How often 95 % intervals hold the truth with 200 clusters, for every estimator.

A course reaches officers of border posts in the third or the fourth year, or never. What it does
differs between posts and averages one point; posts share shocks, so that they and not their
officers are the sample. Older officers are trained more often, and where an estimator takes
covariates, their scores also grow faster.
"""

from collections.abc import Callable
from functools import partial

import numpy as np
import pandas as pd
import pytest

from evalcap.dataset import Panel
from evalcap.estimate import Estimate
from evalcap.estimators.extended_twfe import estimate_extended_twfe
from evalcap.estimators.group_time import estimate_group_time
from evalcap.estimators.imputation import estimate_imputation, estimate_two_stage
from evalcap.estimators.local_projection import estimate_local_projection
from evalcap.estimators.stacked import estimate_stacked
from evalcap.estimators.sun_abraham import estimate_sun_abraham
from evalcap.estimators.synthetic.estimator import estimate_synthetic
from evalcap.estimators.triple_difference import estimate_triple_difference
from evalcap.estimators.twfe import estimate_twfe
from evalcap.estimators.two_period import estimate_two_period
from evalcap.kernels.contrasts import ESTIMATORS as METHODS

pytestmark = pytest.mark.simulation

REPEATS, CLUSTERS, YEARS = 400, 200, 5
TRUTH = 1.0
# Three standard errors of a share of 0.95 among this many draws: 0.033.
TOLERANCE = 3 * np.sqrt(0.95 * 0.05 / REPEATS)

Estimator = Callable[[Panel], Estimate]


def draw(seed: int, *, per_cluster: int = 2, trend: float = 0.0) -> Panel:
    """Draw officers of 200 posts over five years; `trend` is how much age adds to growth."""
    rng = np.random.default_rng(seed)
    n = CLUSTERS * per_cluster
    officer, year = (code.ravel() for code in np.indices((n, YEARS)))
    post = np.arange(n) // per_cluster
    age = rng.normal(size=CLUSTERS)
    is_trained = rng.uniform(size=CLUSTERS) < 1 / (1 + np.exp(0.5 - 0.5 * age))
    start = np.where(is_trained, rng.integers(2, 4, size=CLUSTERS), np.inf)
    effect = rng.normal(TRUTH, 0.5, size=CLUSTERS)
    shared = rng.normal(size=(CLUSTERS, YEARS)).cumsum(axis=1) / 2
    noise = rng.normal(size=(n, YEARS)) + rng.normal(size=(n, 1))
    own = post[officer]
    score = (shared[post] + noise)[officer, year] + trend * age[own] * year
    frame = pd.DataFrame(
        {
            "officer": officer,
            "post": own,
            "year": year,
            "start": start[own],
            "age": age[own],
            "recruit": officer % 2,
            "score": score + effect[own] * (year >= start[own]),
        }
    )
    return Panel.from_frame(
        frame,
        unit="officer",
        time="year",
        outcome="score",
        treated_from="start",
        cluster="post",
    )


def triple(panel: Panel) -> Estimate:
    return estimate_triple_difference(panel, eligible="recruit", before=1, after=3)


def overall(estimate: Callable[..., object], **options: object) -> Estimator:
    return lambda panel: estimate(panel, **options).overall


def group_time(by: str, **options: object) -> Estimator:
    def estimate(panel: Panel) -> Estimate:
        found = estimate_group_time(panel, **options).aggregate(by)
        return found if by == "overall" else found.overall

    return estimate


PLAIN: dict[str, Estimator] = {
    "two-period, unadjusted": partial(estimate_two_period, before=1, after=3),
    "group-time, overall": group_time("overall"),
    "group-time, event time": group_time("event_time", comparison="not_yet_treated"),
    "two-way fixed effects": estimate_twfe,
    "two-stage": estimate_two_stage,
    "Sun-Abraham": overall(estimate_sun_abraham),
    "extended two-way": overall(estimate_extended_twfe),
    "local projection": overall(estimate_local_projection),
    "local projection, variance": overall(estimate_local_projection, weighting="variance"),
    "stacked": overall(estimate_stacked, before=1, after=1),
}
ADJUSTED: dict[str, Estimator] = {
    f"two-period, {method}": partial(
        estimate_two_period, before=1, after=3, method=method, covariates=["age"]
    )
    for method in METHODS
    if method != "unadjusted"
} | {"group-time, doubly robust": group_time("overall", covariates=["age"])}


def coverage(name: str, estimate: Estimator, make: Callable[[int], Panel], truth: float) -> float:
    """Share of intervals that hold the truth, printed with bias and errors."""
    found = [estimate(make(seed)) for seed in range(REPEATS)]
    points, errors = (
        np.array([getattr(e, part) for e in found]) for part in ("point", "std_error")
    )
    inside = [low <= truth <= high for low, high in (e.interval() for e in found)]
    share = float(np.mean(inside))
    print(  # noqa: T201 - the table that a run shows
        f"{name:40} coverage {share:.3f}  bias {points.mean() - truth:+.4f}  "
        f"spread {points.std():.4f}  mean std. error {errors.mean():.4f}"
    )
    return share


@pytest.mark.parametrize("name", PLAIN)
def test_intervals_hold_as_often_as_they_say(name):
    assert coverage(name, PLAIN[name], draw, TRUTH) == pytest.approx(0.95, abs=TOLERANCE)


@pytest.mark.parametrize("name", ADJUSTED)
def test_with_a_covariate_that_shapes_the_trend_too(name):
    make = partial(draw, trend=0.5)
    assert coverage(name, ADJUSTED[name], make, TRUTH) == pytest.approx(0.95, abs=TOLERANCE)


def test_imputation_is_conservative():
    found = coverage("imputation", overall(estimate_imputation), draw, TRUTH)
    assert found >= 0.95 - TOLERANCE


def test_what_a_course_does_to_both_kinds_is_no_triple_difference():
    assert coverage("triple difference", triple, draw, 0.0) == pytest.approx(0.95, abs=TOLERANCE)


def test_synthetic_comparisons_of_independent_units():
    estimate = partial(estimate_synthetic, inference="jackknife")
    make = partial(draw, per_cluster=1)
    found = coverage("synthetic difference-in-differences", estimate, make, TRUTH)
    assert found == pytest.approx(0.95, abs=TOLERANCE)


def test_leaving_the_trend_out_is_found_by_this_test():
    # Without its covariate the comparison is biased, and the intervals do not hold.
    make = partial(draw, trend=0.5)
    found = coverage(
        "two-period, covariate forgotten", PLAIN["two-period, unadjusted"], make, TRUTH
    )
    assert found < 0.95 - TOLERANCE
