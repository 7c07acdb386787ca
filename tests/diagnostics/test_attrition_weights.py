from typing import Any

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from evalcap.dataset import Panel
from evalcap.diagnostics import attrition_weights, check_balance
from evalcap.errors.design import DesignError, EmptySampleError
from evalcap.errors.diagnostics import SeparatedLossError
from evalcap.estimators.two_period import estimate_two_period


def frame(n: int = 1000, seed: int = 2) -> pd.DataFrame:
    """Older units are lost, among the treated more so; the effect of 1 grows with age."""
    rng = np.random.default_rng(seed)
    age, treated = rng.normal(size=n), rng.random(n) < 0.5
    lost = rng.random(n) < 1 / (1 + np.exp(1 - age * (1 + treated)))
    first = pd.DataFrame(
        {
            "unit": np.arange(n),
            "wave": 1,
            "start": np.where(treated, 2.0, np.nan),
            "age": age,
            "score": rng.normal(size=n),
            "size": rng.uniform(0.5, 2, n),
        }
    )
    gain = treated * (1 + age) + rng.normal(size=n)
    last = first.assign(wave=2, score=np.where(lost, np.nan, first["score"] + gain))
    return pd.concat([first, last], ignore_index=True)


def panel(data: pd.DataFrame, unit: str | None = "unit", **more: Any) -> Panel:
    roles = {"time": "wave", "outcome": "score", "treated_from": "start"}
    return Panel.from_frame(data, unit=unit, **roles, **more)


def test_each_group_is_weighted_by_its_own_logit():
    data = frame()
    found = attrition_weights(panel(data), ["age"])
    first, last = data[data["wave"] == 1], data[data["wave"] == 2]
    stays = last["score"].notna().to_numpy()
    for group in (first["start"].notna().to_numpy(), first["start"].isna().to_numpy()):
        design = sm.add_constant(first.loc[group, "age"])
        p = sm.Logit(stays[group].astype(float), design).fit(disp=0).predict(design)
        expected = np.where(stays[group], stays[group].mean() / p, 0.0)
        np.testing.assert_allclose(found.weight[group], expected, rtol=1e-6)


def test_those_who_stay_stand_for_all():
    """Weighted, their mean age is near that of everybody at the start."""
    data = frame(4000)
    found = attrition_weights(panel(data), ["age"])
    age = data.loc[data["wave"] == 1, "age"].to_numpy()
    kept = found.weight > 0
    assert abs(age[kept].mean() - age.mean()) > 0.2
    assert np.average(age, weights=found.weight) == pytest.approx(age.mean(), abs=0.08)


def test_an_estimate_recovers_what_loss_had_biased():
    data = frame(20_000)
    of = panel(data)
    plain = estimate_two_period(of, before=1, after=2)
    weighted = estimate_two_period(attrition_weights(of, ["age"]).panel, before=1, after=2)
    assert plain.point < 0.8
    assert weighted.point == pytest.approx(1, abs=4 * weighted.std_error)


def test_a_panels_own_weights_are_kept():
    data = frame()
    of = panel(data, weight="size")
    found = attrition_weights(of, ["age"])
    np.testing.assert_allclose(found.panel.weight, found.weight[of.unit] * of.weight)


def test_nobody_lost_weighs_one():
    data = frame(100)
    data["score"] = data["score"].fillna(0.0)
    found = attrition_weights(panel(data), ["age"])
    assert (found.weight == 1).all()
    assert found.n_lost == 0
    assert found.effective_size == 100


def test_units_never_seen_before_treatment_are_counted():
    data = frame(100)
    found = attrition_weights(panel(data[~((data["unit"] < 10) & (data["wave"] == 1))]), ["age"])
    treated = data.loc[(data["unit"] < 10) & (data["wave"] == 1), "start"].notna().sum()
    assert found.excluded == {"units without a usable row before treatment": treated + _lost(data)}


def _lost(data: pd.DataFrame) -> int:
    """Comparison units of the first ten that miss the last wave as well."""
    last = data[(data["unit"] < 10) & (data["wave"] == 2) & data["start"].isna()]
    return int(last["score"].isna().sum())


def test_no_unit_seen_before_treatment_is_refused():
    data = frame()
    under = panel(data.assign(start=data["wave"].min()))
    with pytest.raises(EmptySampleError, match="without a usable row before treatment"):
        attrition_weights(under, ["age"])


def test_loss_that_covariates_predict_perfectly_is_refused():
    data = frame(100)
    data.loc[data["wave"] == 2, "score"] = 1.0
    data.loc[(data["wave"] == 2) & (data["age"] > 0), "score"] = np.nan
    with pytest.raises(SeparatedLossError, match="treated units the covariates predict perfectly"):
        attrition_weights(panel(data), ["age"])


def test_repeated_cross_sections_lose_nobody():
    with pytest.raises(DesignError, match="repeated cross-sections"):
        attrition_weights(panel(frame(50), unit=None), ["age"])


def test_weighted_panels_go_through_the_checks():
    assert check_balance(attrition_weights(panel(frame()), ["age"]).panel).excluded


def test_it_reads_as_a_sentence():
    text = str(attrition_weights(panel(frame()), ["age"]))
    assert "units that stay stand for" in text
    assert "equally weighted" in text
