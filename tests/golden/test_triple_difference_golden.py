"""Triple differences against moderndid, which follows R's triplediff, and diff-diff."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from evalcap.dataset import Panel
from evalcap.estimate import GroupTimeEffects
from evalcap.estimators.group_time_triple_difference import (
    estimate_group_time_triple_difference,
)
from evalcap.estimators.triple_difference import estimate_triple_difference

HERE = Path(__file__).parent
REFERENCE = json.loads((HERE / "triple_difference.json").read_text())["golden"]
COVARIATES = ["age", "schooling"]
METHODS = {"dr": "doubly_robust", "reg": "regression", "ipw": "ipw", "none": "unadjusted"}
COMPARISONS = {"nevertreated": "never_treated", "notyettreated": "not_yet_treated"}
# The references stop a logit before its last digits; least squares is exact.
TOLERANCE = {"dr": 1e-6, "ipw": 1e-6, "reg": 1e-8, "none": 1e-8}


def entries(kind: str) -> list[str]:
    return [key for key in REFERENCE if key.startswith(f"{kind}/")]


@pytest.fixture(scope="module")
def towns() -> pd.DataFrame:
    return pd.read_csv(HERE / "data" / "towns.csv")


def panel_of(frame: pd.DataFrame, **roles: Any) -> Panel:
    names = {"unit": "person", "time": "year", "outcome": "income", "treated_from": "start"}
    return Panel.from_frame(frame, never=0, **(names | roles))


@pytest.mark.parametrize("key", entries("two_period"))
def test_two_periods(towns, key):
    _, design, method = key.split("/")
    roles = {"panel": {}, "weighted": {"weight": "weight"}, "cross_sections": {"unit": None}}
    ours = estimate_triple_difference(
        panel_of(towns[towns["start"].isin([0, 4])], **roles[design]),
        eligible="eligible",
        before=3,
        after=4,
        method=METHODS[method],
        covariates=[] if method == "none" else COVARIATES,
    )
    n, value = ours.n_units, REFERENCE[key]
    assert ours.point == pytest.approx(value["att"], rel=TOLERANCE[method])
    # They divide by n - 1 here, where we divide by n as both do for group-time effects.
    theirs = value["se"] * np.sqrt((n - 1) / n)
    assert ours.std_error == pytest.approx(theirs, rel=TOLERANCE[method])


def effects(frame: pd.DataFrame, comparison: str, method: str, **options: str) -> GroupTimeEffects:
    return estimate_group_time_triple_difference(
        panel_of(frame),
        eligible="eligible",
        comparison=COMPARISONS[comparison],
        method=METHODS[method],
        covariates=COVARIATES,
        **options,
    )


@pytest.mark.parametrize("key", entries("group_time"))
def test_every_cohort_and_year(towns, key):
    _, comparison, method, base = key.split("/")
    ours, value = effects(towns, comparison, method, base_period=base), REFERENCE[key]
    assert ours.cohort.tolist() == value["cohort"]
    assert ours.time.tolist() == value["time"]
    np.testing.assert_allclose(ours.att, value["att"], rtol=TOLERANCE[method])
    theirs = np.array(value["se"], float) * _their_scale(ours, comparison)
    np.testing.assert_allclose(ours.std_error, theirs, rtol=TOLERANCE[method])


def _their_scale(ours: GroupTimeEffects, comparison: str) -> np.ndarray:
    """What turns their standard errors into those of the influence that they average by.

    With several comparison cohorts they take the covariance over a cell's m units, divided by
    m - 1, and then divide by all n units.
    """
    latest = np.maximum(ours.time, ours.base)[:, None]
    starts = np.array([3, 4, 5, np.inf])
    serving = (starts > latest) & (starts != ours.cohort[:, None])
    several = (serving.sum(axis=1) > 1) & (comparison == "notyettreated")
    n, m = len(ours.influence), np.maximum(ours.n_treated + ours.n_comparison, 1)
    return np.where(several & ~ours.is_base, np.sqrt((m - 1) / m * n / m), 1.0)


@pytest.mark.parametrize("key", entries("average"))
def test_averages_over_cohorts_and_years(towns, key):
    _, comparison, method = key.split("/")
    ours, value = effects(towns, comparison, method), REFERENCE[key]
    tolerance = TOLERANCE[method]
    overall = ours.aggregate("overall")
    assert overall.point == pytest.approx(value["overall"], rel=tolerance)
    assert overall.std_error == pytest.approx(value["overall_se"], rel=tolerance)
    for by in ("event_time", "cohort"):
        path = ours.aggregate(by)
        assert path.at.tolist() == value[by]["at"]
        np.testing.assert_allclose(path.estimate, value[by]["att"], rtol=tolerance)
        np.testing.assert_allclose(path.std_error, value[by]["se"], rtol=tolerance)
