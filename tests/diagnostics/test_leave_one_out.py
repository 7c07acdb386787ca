from typing import Any

import numpy as np
import pandas as pd
import pytest

from evalcap.dataset import Panel
from evalcap.diagnostics import check_leave_one_cluster_out
from evalcap.errors.design import NoTreatedError
from evalcap.estimate import Estimate
from evalcap.estimators.twfe import estimate_twfe


def panel(gain: list[float], cluster: str | None = "region", noise: float = 0.0) -> Panel:
    """Two treated and two comparison units in each region; treated gain what is said."""
    rng = np.random.default_rng(0)
    n = 4 * len(gain)
    region, treated = np.arange(n) // 4, np.arange(n) % 4 < 2
    first = pd.DataFrame(
        {
            "unit": np.arange(n),
            "wave": 1,
            "start": np.where(treated, 2.0, np.nan),
            "region": [f"R{r}" for r in region],
            "score": 0.0,
        }
    )
    last = first.assign(wave=2, score=np.where(treated, np.array(gain)[region], 0.0))
    frame = pd.concat([first, last])
    frame["score"] += rng.normal(scale=noise, size=len(frame))
    roles = {"unit": "unit", "time": "wave", "outcome": "score", "treated_from": "start"}
    return Panel.from_frame(frame, cluster=cluster, **roles)


def mean_gain(of: Panel, std_error: float = 0.1) -> Estimate:
    """The mean gain of treated units, with a standard error that is given."""
    point = float(of.outcome[of.is_treated].mean())
    return Estimate("ATT", point, std_error, len(of.outcome), of.n_units, of.n_clusters)


def check(gain: list[float], std_error: float) -> Any:
    return check_leave_one_cluster_out(panel(gain), estimate=lambda of: mean_gain(of, std_error))


def test_the_effect_without_each_cluster_by_hand():
    found = check([1.0, 2.0, 6.0], 0.5)
    frame = found.to_frame()
    assert frame["left_out"].tolist() == ["R0", "R1", "R2"]
    assert frame["estimate"].tolist() == pytest.approx([4.0, 3.5, 1.5])
    assert found.statistic == pytest.approx(1.5 / 0.5)


@pytest.mark.parametrize(
    ("gain", "std_error", "verdict"),
    [
        ([1.0, 1.1, 0.9], 0.1, "passed"),
        ([1.0, 1.0, 4.0], 0.2, "concern"),
        ([1.0, 1.0, 1.2], 0.54, "concern"),
        ([-0.2, -0.2, 4.0], 0.2, "failed"),
        ([-0.2, 0.0, 0.25], 2.0, "passed"),
    ],
)
def test_the_verdict_asks_for_sign_significance_and_size(gain, std_error, verdict):
    assert check(gain, std_error).verdict == verdict


def test_a_cluster_without_which_there_is_no_effect_fails():
    def only_with_all(of: Panel) -> Estimate:
        if of.n_clusters < 3:
            raise NoTreatedError("none")
        return mean_gain(of)

    found = check_leave_one_cluster_out(panel([1.0, 1.0, 1.0]), estimate=only_with_all)
    assert found.verdict == "failed"
    assert "cannot be estimated without any of 3 clusters" in found.sentence


def test_an_effect_without_standard_error_cannot_be_weighed():
    found = check([1.0, 1.1, 0.9], np.nan)
    assert found.verdict == "cannot_be_tested"
    assert found.statistic is None
    assert "no standard error" in found.sentence


def test_the_studys_own_estimator_is_used():
    of = panel([1.0, 2.0, 3.0], noise=0.1)
    found = check_leave_one_cluster_out(of, estimate=estimate_twfe)
    kept = of.frame[of.frame["region"] != "R0"]
    roles = {"unit": "unit", "time": "wave", "outcome": "score", "treated_from": "start"}
    expected = estimate_twfe(Panel.from_frame(kept, cluster="region", **roles))
    assert found.details[0]["estimate"] == pytest.approx(expected.point)


def test_units_are_not_named():
    found = check_leave_one_cluster_out(panel([1.0] * 4, cluster=None), estimate=mean_gain)
    assert found.details[0]["left_out"] == "unit 1"


def test_with_many_clusters_the_question_does_not_arise():
    found = check_leave_one_cluster_out(panel([1.0] * 201), estimate=mean_gain)
    assert found.verdict == "not_applicable"


def test_an_effect_that_cannot_be_estimated_at_all_is_refused():
    def never(_: Panel) -> Estimate:
        raise NoTreatedError("none")

    with pytest.raises(NoTreatedError):
        check_leave_one_cluster_out(panel([1.0, 2.0]), estimate=never)
