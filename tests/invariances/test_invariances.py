"""What must not change an estimate, for every estimator at once."""

from collections.abc import Callable
from functools import partial

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evalcap.dataset import Panel
from evalcap.estimate import Estimate
from evalcap.estimators.extended_twfe import estimate_extended_twfe
from evalcap.estimators.group_time import estimate_group_time
from evalcap.estimators.group_time_triple_difference import (
    estimate_group_time_triple_difference,
)
from evalcap.estimators.imputation import estimate_imputation, estimate_two_stage
from evalcap.estimators.local_projection import estimate_local_projection
from evalcap.estimators.stacked import estimate_stacked
from evalcap.estimators.sun_abraham import estimate_sun_abraham
from evalcap.estimators.triple_difference import estimate_triple_difference
from evalcap.estimators.twfe import estimate_twfe
from evalcap.estimators.two_period import estimate_two_period
from evalcap.kernels.contrasts import ESTIMATORS as METHODS

Estimator = Callable[[Panel], Estimate]


def two_period(panel: Panel, method: str) -> Estimate:
    first = int(panel.periods[0])
    return estimate_two_period(
        panel, before=first + 1, after=first + 2, method=method, covariates=["age"]
    )


def group_time(panel: Panel, **options: object) -> Estimate:
    effects = estimate_group_time(panel, comparison="not_yet_treated", **options)
    return effects.aggregate("event_time").overall


def triple_difference(panel: Panel, **options: object) -> Estimate:
    first = int(panel.periods[0])
    return estimate_triple_difference(
        panel, eligible="young", before=first + 1, after=first + 2, **options
    )


def group_time_triple_difference(panel: Panel) -> Estimate:
    effects = estimate_group_time_triple_difference(
        panel, eligible="young", comparison="not_yet_treated"
    )
    return effects.aggregate("event_time").overall


INFLUENCE: dict[str, Estimator] = {
    **{f"two_period {method}": partial(two_period, method=method) for method in METHODS},
    "group_time": group_time,
    "group_time doubly_robust": partial(group_time, covariates=["age"]),
    "group_time cross_sections": partial(group_time, unbalanced="cross_sections"),
    "local_projection": lambda panel: estimate_local_projection(panel).overall,
    "local_projection variance": lambda panel: (
        estimate_local_projection(panel, weighting="variance").overall
    ),
    "triple_difference": triple_difference,
    "triple_difference covariate": partial(
        triple_difference, covariates=["age"], method="regression"
    ),
    "group_time_triple_difference": group_time_triple_difference,
}
REGRESSION: dict[str, Estimator] = {
    "twfe": estimate_twfe,
    "twfe covariate": partial(estimate_twfe, covariates=["trend"]),
    "imputation": lambda panel: estimate_imputation(panel).overall,
    "two_stage": estimate_two_stage,
    "sun_abraham": lambda panel: estimate_sun_abraham(panel).overall,
    "extended_twfe": lambda panel: estimate_extended_twfe(panel).overall,
    "stacked": lambda panel: estimate_stacked(panel, before=1, after=1).overall,
}
EVERY = INFLUENCE | REGRESSION
# Horvitz and Thompson's weights need not sum to one, so that levels matter to them.
LEVEL_FREE = [name for name in EVERY if name != "two_period ipw_unnormalised"]

few_examples = settings(max_examples=3, deadline=None, derandomize=True)
seeds = st.integers(0, 2**32 - 1)


def draw(seed: int) -> pd.DataFrame:
    """Forty posts over six years; starts in the third and fourth year or never, weights."""
    rng = np.random.default_rng(seed)
    frame = pd.DataFrame(
        [(post, year) for post in range(40) for year in range(2010, 2016)],
        columns=["post", "year"],
    )
    age = rng.normal(size=40)
    order = np.argsort(age + rng.normal(scale=2, size=40))
    start = np.empty(40)
    start[order] = np.repeat([np.nan, 2012, 2013], [16, 12, 12])
    frame["start"], frame["age"] = start[frame["post"]], age[frame["post"]]
    frame["trend"] = frame["age"] * (frame["year"] - 2010)
    frame["size"] = rng.uniform(0.5, 2, size=40)[frame["post"]]
    frame["region"] = frame["post"] % 13
    frame["young"] = frame["post"] // 13 % 2
    exposure = (frame["year"] - frame["start"] + 1).clip(lower=0).fillna(0)
    frame["checks"] = frame["trend"] + exposure + rng.normal(size=len(frame))
    return frame


def estimate(name: str, frame: pd.DataFrame, **roles: object) -> np.ndarray:
    names = {
        "unit": "post",
        "time": "year",
        "outcome": "checks",
        "treated_from": "start",
        "cluster": "region",
        "weight": "size",
    }
    result = EVERY[name](Panel.from_frame(frame, **(names | roles)))
    return np.array([result.point, result.std_error])


def assert_same(ours: np.ndarray, plain: np.ndarray, scale: float = 1.0) -> None:
    np.testing.assert_allclose(ours, plain, rtol=1e-8, atol=1e-9 * scale)


@pytest.mark.parametrize("name", LEVEL_FREE)
@given(seed=seeds, shift=st.floats(-1e4, 1e4))
@few_examples
def test_the_level_of_the_outcome(name, seed, shift):
    frame = draw(seed)
    moved = frame.assign(checks=shift + frame["checks"])
    assert_same(estimate(name, moved), estimate(name, frame))


@pytest.mark.parametrize("name", LEVEL_FREE)
@given(seed=seeds)
@few_examples
def test_what_units_always_have_and_what_all_share_in_a_year(name, seed):
    frame, rng = draw(seed), np.random.default_rng(seed + 1)
    own = rng.normal(scale=10, size=40)[frame["post"]]
    shared = rng.normal(scale=10, size=6)[frame["year"] - 2010]
    if name == "group_time cross_sections":
        own = 0  # levels of units matter where changes are not taken within them
    moved = frame.assign(checks=frame["checks"] + own + shared)
    ours, plain = estimate(name, moved), estimate(name, frame)
    if name == "group_time cross_sections":
        assert_same(ours[:1], plain[:1])
    else:
        assert_same(ours, plain)


@pytest.mark.parametrize("name", EVERY)
@given(seed=seeds, scale=st.floats(1e-6, 1e6))
@few_examples
def test_the_unit_of_the_outcome(name, seed, scale):
    frame = draw(seed)
    scaled = frame.assign(checks=scale * frame["checks"])
    assert_same(estimate(name, scaled), scale * estimate(name, frame), scale)
    mirrored = frame.assign(checks=-frame["checks"])
    assert_same(estimate(name, mirrored), [-1, 1] * estimate(name, frame))


@pytest.mark.parametrize("name", EVERY)
@given(seed=seeds)
@few_examples
def test_the_names_of_units_and_clusters_and_the_order_of_rows(name, seed):
    frame = draw(seed)
    posts, regions = (np.random.default_rng(seed).permutation(n) for n in (40, 13))
    renamed = frame.assign(
        post=[f"post {posts[p]:02d}" for p in frame["post"]], region=regions[frame["region"]]
    )
    shuffled = renamed.sample(frac=1, random_state=seed % 2**32)
    assert_same(estimate(name, shuffled), estimate(name, frame))


@pytest.mark.parametrize("name", EVERY)
@given(seed=seeds, years=st.integers(-3000, 3000))
@few_examples
def test_when_it_happened(name, seed, years):
    frame = draw(seed)
    moved = frame.assign(year=frame["year"] + years, start=frame["start"] + years)
    assert_same(estimate(name, moved), estimate(name, frame))


@pytest.mark.parametrize("name", EVERY)
@given(seed=seeds)
@few_examples
def test_two_halves_of_a_unit(name, seed):
    frame = draw(seed).assign(size=lambda f: f["size"] / 2)
    twice = pd.concat([frame, frame.assign(post=frame["post"] + 40)])
    ours, plain = estimate(name, twice), estimate(name, frame)
    assert_same(ours[:1], plain[:1])
    if name in INFLUENCE:
        # Within the same clusters the halves sum to the whole; regressions count rows instead.
        assert_same(ours, plain)


@pytest.mark.parametrize("name", EVERY)
@given(seed=seeds, factor=st.floats(1e-3, 1e3))
@few_examples
def test_the_size_of_all_weights(name, seed, factor):
    frame = draw(seed)
    assert_same(estimate(name, frame.assign(size=factor * frame["size"])), estimate(name, frame))


@pytest.mark.parametrize("name", EVERY)
@given(seed=seeds)
@few_examples
def test_clusters_that_are_units(name, seed):
    frame = draw(seed)
    named, default = (estimate(name, frame, cluster=c) for c in ("post", None))
    assert_same(named, default)


# A pair of years and a window of years are asked for by name.
BY_YEARS = ("triple_difference", "triple_difference covariate", "stacked")
WITHOUT_YEARS = [name for name in EVERY if name not in BY_YEARS]


@pytest.mark.parametrize("name", [name for name in WITHOUT_YEARS if "two_period" not in name])
@given(seed=seeds)
@few_examples
def test_a_period_s_place_among_gaps_of_the_same_calendar(name, seed):
    # Years counted two by two: event times double, effects stay.
    frame = draw(seed)
    wide = frame.assign(year=2 * frame["year"], start=2 * frame["start"])
    assert_same(estimate(name, wide), estimate(name, frame))


@pytest.mark.parametrize("name", [name for name in WITHOUT_YEARS if "two_period" not in name])
@given(seed=seeds, parts=st.sampled_from([3, 7, 10, 12, 52]))
@few_examples
def test_time_in_fractions_that_no_float_holds(name, seed, parts):
    # The same places, once by division and once by adding up, which part in the last digit.
    frame, steps = draw(seed), np.concatenate([[0], np.cumsum(np.full(5, 1 / parts))])
    fine = frame.assign(
        year=2010 + (frame["year"] - 2010) / parts,
        start=2010 + frame["start"].map(dict(zip(range(2010, 2016), steps, strict=True))),
    )
    assert_same(estimate(name, fine), estimate(name, frame))
