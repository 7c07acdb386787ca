from typing import Any

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf

from evalcap.dataset import Panel
from evalcap.diagnostics import check_composition


def rows(shift: float = 0.0, n: int = 400, seed: int = 3) -> pd.DataFrame:
    """Different people in each of two waves; in the treated places they get older."""
    rng = np.random.default_rng(seed)
    later, treated = rng.random(n) < 0.5, rng.random(n) < 0.5
    return pd.DataFrame(
        {
            "wave": np.where(later, 2, 1),
            "start": np.where(treated, 2.0, np.nan),
            "place": rng.integers(0, 10, n) + 10 * treated,
            "age": rng.normal(size=n) + shift * (later & treated),
            "woman": (rng.random(n) < 0.5).astype(float),
            "weight": rng.uniform(0.5, 2, n),
            "score": 1.0,
        }
    )


def people(data: pd.DataFrame, *covariates: str, **more: Any) -> Panel:
    roles = {"time": "wave", "outcome": "score", "treated_from": "start"}
    return Panel.from_frame(data, unit=None, covariates=covariates, **roles, **more)


def test_the_difference_and_its_test_are_those_of_a_clustered_regression():
    data = rows(0.3)
    found = check_composition(people(data, "age", cluster="place", weight="weight"))
    data = data.assign(treated=data["start"].notna() * 1.0, later=(data["wave"] == 2) * 1.0)
    fit = smf.wls("age ~ treated * later", data, weights=data["weight"]).fit(
        cov_type="cluster", cov_kwds={"groups": data["place"]}, use_t=True
    )
    row = found.details[0]
    gap = row["change_treated"] - row["change_comparison"]
    assert gap == pytest.approx(fit.params["treated:later"])
    assert found.statistic == pytest.approx(fit.tvalues["treated:later"] ** 2, rel=1e-8)
    assert found.p_value == pytest.approx(fit.pvalues["treated:later"], rel=1e-8)


@pytest.mark.parametrize(
    ("shift", "n", "verdict"),
    [(0.0, 400, "passed"), (1.0, 400, "failed"), (0.6, 30, "concern"), (0.15, 20_000, "concern")],
)
def test_the_verdict_asks_for_size_and_significance(shift, n, verdict):
    assert check_composition(people(rows(shift, n), "age")).verdict == verdict


def units(*, drop: list[int] = ()) -> Panel:
    """Ten units over two waves whose rank is as they were first seen."""
    unit, wave = (a.ravel() for a in np.indices((10, 2)))
    data = pd.DataFrame({"unit": unit, "wave": wave + 1, "rank": unit % 5 + 9.0 * wave, "score": 1})
    data["start"] = np.where(unit < 5, 2.0, np.nan)
    lost = data["unit"].isin(drop) & (data["wave"] == 2)
    roles = {"unit": "unit", "time": "wave", "outcome": "score", "treated_from": "start"}
    return Panel.from_frame(data[~lost], covariates=["rank"], **roles)


def test_the_same_units_are_the_same_though_their_covariates_move():
    found = check_composition(units())
    assert found.verdict == "passed"
    assert "same kinds of units" in found.sentence


def test_units_lost_change_who_is_left_by_hand():
    """Treated 0 1 2 3 4 without 3 and 4: the mean falls from 2 to 1, spread is root two."""
    row = check_composition(units(drop=[3, 4])).details[0]
    assert row["change_treated"] == pytest.approx(-1)
    assert row["change_comparison"] == 0
    assert row["normalised_difference"] == pytest.approx(-1 / np.sqrt(2))


def test_redundant_covariates_do_not_spoil_the_test():
    data = rows(0.2)
    data["years"] = 2 * data["age"]
    both, one = (check_composition(people(data, *c)) for c in (("age", "years"), ("age",)))
    assert both.p_value == pytest.approx(one.p_value)


def test_without_covariates_the_question_does_not_arise():
    assert check_composition(people(rows())).verdict == "not_applicable"


def test_a_group_missing_in_one_period_cannot_be_compared():
    data = rows()
    gone = data["start"].notna() & (data["wave"] == 1)
    assert check_composition(people(data[~gone], "age")).verdict == "cannot_be_tested"


def test_a_covariate_without_spread_before_treatment_is_beyond_any():
    data = rows()
    data["new"] = ((data["wave"] == 2) & data["start"].notna()).astype(float)
    assert "beyond any spread" in check_composition(people(data, "new")).sentence
