from typing import Any

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from evalcap.dataset import Panel
from evalcap.diagnostics import check_overlap


def frame(rank: np.ndarray, treated: np.ndarray, **columns: Any) -> pd.DataFrame:
    """Units in two periods, covariates as before treatment."""
    first = pd.DataFrame(
        {
            "unit": np.arange(len(rank)),
            "wave": 1,
            "start": np.where(treated, 2.0, np.nan),
            "rank": rank,
            "score": 1.0,
            **columns,
        }
    )
    return pd.concat([first, first.assign(wave=2)], ignore_index=True)


def panel(data: pd.DataFrame, covariates: tuple[str, ...] = ("rank",), **more: Any) -> Panel:
    roles = {"unit": "unit", "time": "wave", "outcome": "score", "treated_from": "start"}
    return Panel.from_frame(data, **roles, covariates=covariates, **more)


def draw(shift: float, n: int = 400, seed: int = 2) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    treated = rng.random(n) < 0.4
    return frame(rng.normal(size=n) + shift * treated, treated, age=rng.normal(size=n))


def test_the_numbers_follow_from_a_logit():
    data = draw(1.0)
    found = check_overlap(panel(data, ("rank", "age"))).to_frame().set_index("measure")["value"]
    first = data[data["wave"] == 1]
    treated = first["start"].notna().to_numpy()
    fit = sm.Logit(treated.astype(float), sm.add_constant(first[["rank", "age"]])).fit(disp=0)
    p = fit.predict().to_numpy() if hasattr(fit.predict(), "to_numpy") else fit.predict()
    odds = (p / (1 - p))[~treated]
    outside = (p[treated] < p[~treated].min()) | (p[treated] > p[~treated].max())
    expected = {
        "share of treated units outside the comparison range": outside.mean(),
        "treated units": treated.sum(),
        "comparison units": (~treated).sum(),
        "effective number of comparison units": odds.sum() ** 2 / (odds**2).sum(),
        "largest share of weight": odds.max() / odds.sum(),
    }
    for measure, value in expected.items():
        assert found[measure] == pytest.approx(value, rel=1e-6)


@pytest.mark.parametrize(("shift", "verdict"), [(0.0, "passed"), (3.5, "failed")])
def test_the_verdict_follows_how_far_the_groups_lie_apart(shift, verdict):
    assert check_overlap(panel(draw(shift))).verdict == verdict


def test_one_comparison_unit_that_carries_a_tenth_of_the_weight_is_of_concern():
    """Where rank is 1 there are 12 treated and 2 comparison units, so each counts for 6."""
    rank = np.array([1.0] * 14 + [0.0] * 60)
    treated = np.array([True] * 12 + [False] * 2 + [True] * 20 + [False] * 40)
    found = check_overlap(panel(frame(rank, treated)))
    assert found.verdict == "concern"
    heaviest = found.to_frame().set_index("measure").loc["largest share of weight", "value"]
    assert heaviest == pytest.approx(6 / (2 * 6 + 40 * 0.5))


def test_equal_propensities_lose_nothing():
    rank, treated = np.tile([0.0, 1.0], 40), np.repeat([True, False], 40)
    found = check_overlap(panel(frame(rank, treated)))
    assert found.verdict == "passed"
    assert found.statistic == pytest.approx(40)


def test_separated_groups_fail():
    treated = np.repeat([True, False], 20)
    found = check_overlap(panel(frame(treated + np.linspace(0, 0.5, 40), treated)))
    assert found.verdict == "failed"
    assert "separate treated units from comparison units perfectly" in found.sentence


def test_weights_of_units_count():
    data = draw(0.5).assign(weight=1.0)
    plain = check_overlap(panel(data))
    data.loc[data["unit"] == 0, "weight"] = 500.0
    assert check_overlap(panel(data, weight="weight")).statistic < plain.statistic


def test_a_redundant_covariate_changes_nothing():
    data = draw(0.5)
    data["twice"] = 2 * data["rank"]
    both = check_overlap(panel(data, ("rank", "twice"))).statistic
    assert both == pytest.approx(check_overlap(panel(data)).statistic)


def test_without_covariates_the_question_does_not_arise():
    assert check_overlap(panel(draw(0.5), ())).verdict == "not_applicable"


def test_one_treated_unit_has_no_range():
    treated = np.arange(20) == 0
    found = check_overlap(panel(frame(np.linspace(0, 1, 20), treated)))
    assert found.verdict == "cannot_be_tested"


def test_counts_below_ten_are_not_spoken():
    rank, treated = np.tile([0.0, 1.0], 6), np.array([True, True, False, False] * 3)
    assert "fewer than 10" in check_overlap(panel(frame(rank, treated))).sentence
