from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from evalcap.dataset import Panel
from evalcap.diagnostics import check_pre_trends
from evalcap.errors.diagnostics import NotByEventTimeError
from evalcap.estimate import EffectPath
from evalcap.estimators.group_time import estimate_group_time

GOLDEN = Path(__file__).parents[1] / "golden" / "data"


def _posts(**columns: Any) -> Panel:
    return Panel.from_frame(
        pd.read_csv(GOLDEN / "posts.csv"),
        unit="border_post",
        time="month",
        outcome="detections",
        treated_from="start",
        never=0,
        **columns,
    )


def _path(
    estimate: list[float],
    *,
    std_error: float = 1.0,
    at: tuple[int, ...] = (-3, -2, 0),
    **more: Any,
) -> EffectPath:
    covariance = np.eye(len(at)) * std_error**2
    return EffectPath.from_estimates(at=at, estimate=estimate, covariance=covariance, **more)


# The pre-test statistic W of R's did 2.5.1 on the simulated panel of 60 border posts.
@pytest.mark.parametrize(
    ("columns", "options", "statistic"),
    [
        ({}, {}, 12.9977000076258),
        ({}, {"base_period": "universal"}, 12.9977000076257),
        ({}, {"covariates": ["traffic"]}, 13.3842073871436),
        ({}, {"covariates": ["traffic"], "method": "ipw"}, 13.6937297718524),
        ({}, {"comparison": "not_yet_treated"}, 12.6212116011495),
        ({"weight": "weight"}, {}, 14.4736650505267),
    ],
)
def test_the_statistic_is_that_of_the_reference(
    columns: dict[str, str], options: dict[str, Any], statistic: float
) -> None:
    found = check_pre_trends(estimate_group_time(_posts(**columns), **options))
    assert found.statistic == pytest.approx(statistic, rel=1e-8)
    assert found.p_value == pytest.approx(stats.chi2.sf(statistic, 9), rel=1e-8)
    assert found.verdict == "passed"


def test_nine_differences_on_ten_clusters_get_no_verdict() -> None:
    """R's did reports W = 435.7 here, p = 0, on a panel without differing trends in 60 units."""
    found = check_pre_trends(estimate_group_time(_posts(cluster="region")))
    assert found.verdict == "cannot_be_tested"
    assert (found.statistic, found.p_value) == (None, None)
    assert "9 differences are too many to test with 10 clusters" in found.sentence


@pytest.mark.parametrize(
    ("size", "verdict"), [(1.0, "passed"), (2.2, "concern"), (2.5, "failed"), (-2.5, "failed")]
)
def test_the_verdict_follows_the_p_value(size: float, verdict: str) -> None:
    """Chi-squared with two degrees of freedom: its 10 % point is 4.61, its 5 % point 5.99."""
    assert check_pre_trends(_path([size, 0.0, 9.0])).verdict == verdict


def test_effects_under_treatment_are_not_tested() -> None:
    calm, strong = (check_pre_trends(_path([1.0, 0.5, effect])) for effect in (0.0, 50.0))
    assert calm.statistic == strong.statistic == pytest.approx(1.25)


def test_a_base_period_is_not_a_difference() -> None:
    path = EffectPath(
        by="event_time",
        at=np.array([-2.0, -1.0, 0.0]),
        estimate=np.array([1.0, 0.0, 3.0]),
        covariance=np.diag([1.0, 0.0, 1.0]),
        overall=None,
        n_clusters=50,
        pre_trends="one_base",
    )
    found = check_pre_trends(path)
    assert found.to_frame()["event_time"].tolist() == [-2]
    assert found.statistic == pytest.approx(1.0)


def test_periods_of_anticipation_are_not_tested() -> None:
    path = _path([1.0, 5.0, 3.0])
    assert check_pre_trends(path).verdict == "failed"
    assert check_pre_trends(path, anticipation=2).statistic == pytest.approx(1.0)


def test_cells_of_anticipation_are_not_tested() -> None:
    effects = estimate_group_time(_posts())
    assert len(check_pre_trends(effects).details) == 9
    assert len(check_pre_trends(effects, anticipation=1).details) == 7


def test_degrees_of_freedom_make_the_test_an_f_test() -> None:
    found = check_pre_trends(_path([2.0, 1.0, 0.0], degrees_of_freedom=11))
    assert found.p_value == pytest.approx(stats.f.sf(5 / 2, 2, 11))


def test_nothing_before_treatment_cannot_be_tested() -> None:
    found = check_pre_trends(_path([1.0, 2.0], at=(0, 1)))
    assert found.verdict == "cannot_be_tested"
    assert "two periods before treatment" in found.sentence


def test_differences_tied_to_each_other_cannot_be_tested() -> None:
    path = EffectPath.from_estimates(
        at=[-3, -2, 0], estimate=[1.0, 1.0, 0.0], covariance=np.ones((3, 3))
    )
    assert check_pre_trends(path).verdict == "cannot_be_tested"


def test_the_sentence_names_the_largest_difference_and_its_interval() -> None:
    sentence = check_pre_trends(_path([0.5, -1.5, 9.0])).sentence
    assert "2 periods before treatment began, was -1.5 (95% interval -3.46 to 0.46)" in sentence


def test_a_pass_does_not_claim_parallel_trends() -> None:
    sentence = check_pre_trends(_path([0.1, 0.1, 9.0])).sentence
    assert "cannot show that the groups would have stayed alike" in sentence


def test_the_details_have_intervals_in_units_of_the_outcome() -> None:
    row = check_pre_trends(_path([0.5, -1.5, 9.0], std_error=2.0)).details[0]
    half = 2.0 * stats.norm.ppf(0.975)
    assert row["conf_low"] == pytest.approx(0.5 - half)
    assert row["conf_high"] == pytest.approx(0.5 + half)


def test_a_path_by_cohort_is_refused() -> None:
    path = estimate_group_time(_posts()).aggregate("cohort")
    with pytest.raises(NotByEventTimeError, match="effects by cohort"):
        check_pre_trends(path)


def test_differences_that_are_not_identified_are_counted() -> None:
    """Comparison units with one value cannot predict a change: here from month 1 to month 2."""
    frame = pd.read_csv(GOLDEN / "posts.csv")
    flat = (frame["start"] == 0) & (frame["month"] == 1)
    frame["busy"] = np.where(flat, 1.0, frame["traffic"])
    panel = Panel.from_frame(
        frame, unit="border_post", time="month", outcome="detections", treated_from="start", never=0
    )
    effects = estimate_group_time(panel, covariates=["busy"], method="regression")
    found = check_pre_trends(effects)
    assert found.excluded == {"differences before treatment that are not identified": 2}
    assert len(found.details) == 7


@pytest.mark.parametrize("base_period", ["varying", "universal"])
def test_differences_that_are_only_rounding_are_no_sign_of_anything(base_period: Any) -> None:
    # Levels and a common trend fit the outcome exactly, so that what is left is 1e-17 and not 0.
    frame = pd.read_csv(GOLDEN / "posts.csv")
    exact = 0.1 * frame["month"] + frame["traffic"] + 0.7 * (frame["month"] >= frame["start"])
    posts = Panel.from_frame(
        frame.assign(detections=exact),
        unit="border_post",
        time="month",
        outcome="detections",
        treated_from="start",
        never=0,
    )
    effects = estimate_group_time(posts, base_period=base_period)
    found = check_pre_trends(effects)
    assert effects.pre_test() is None
    assert found.verdict == "cannot_be_tested"
    assert "do not vary at all" in found.sentence
    assert found.to_frame()[["std_error", "conf_low", "conf_high"]].isna().all(axis=None)
