import numpy as np
import pandas as pd
import pytest

from evalcap.dataset import Panel
from evalcap.errors.design import CollinearTermsError
from evalcap.estimators.panel import estimate_panel
from evalcap.estimators.twfe import estimate_twfe
from evalcap.inference.panel_rows import TREATMENT, LeastSquares, panel_rows
from evalcap.inference.wild_bootstrap import bootstrap_rows

ROLES = {"unit": "u", "time": "t", "outcome": "y", "treated_from": "g", "never": 0, "cluster": "c"}


@pytest.fixture
def frame() -> pd.DataFrame:
    rng = np.random.default_rng(1)
    unit, time = (a.ravel() for a in np.indices((21, 5)))
    frame = pd.DataFrame({"u": unit, "t": time, "c": unit % 7, "g": np.where(unit % 7 < 3, 3, 0)})
    frame["x"], frame["y"] = rng.normal(size=(2, len(frame)))
    frame["w"] = rng.uniform(0.5, 2, len(frame))
    return frame.drop(index=[4, 17, 50])


def test_two_way_effects_give_the_estimate_of_twfe(frame):
    panel = Panel.from_frame(frame, **ROLES, weight="w")
    rows = panel_rows(panel, LeastSquares(covariates=("x",)))
    expected = estimate_twfe(panel, covariates=["x"])
    found = bootstrap_rows(rows, TREATMENT)
    assert found.point == pytest.approx(expected.point)
    # The two standard errors differ in how many parameters they count.
    n, k = len(frame), 2
    counted, free = k + 21 + 5 - 1, k + 5
    factor = np.sqrt((n - free) / (n - counted))
    assert found.std_error == pytest.approx(expected.std_error * factor)


def test_two_way_effects_leave_out_the_rows_that_twfe_does(frame):
    once = frame.iloc[[3]].assign(u=90, c=90)
    panel = Panel.from_frame(pd.concat([frame, once]), **ROLES)
    expected = estimate_twfe(panel)
    rows = panel_rows(panel, LeastSquares())
    assert rows.excluded == expected.excluded == {"units of a single row": 1}
    assert len(rows.kept) == expected.n_obs == len(frame)
    assert rows.n_clusters == expected.n_clusters == 7


def test_unit_effects_give_the_coefficient_of_fixed_effects(frame):
    panel = Panel.from_frame(frame.assign(z=frame["x"] * frame["t"]), **ROLES)
    spec = LeastSquares(covariates=("x", "z"), fixed_effects=("unit",), parameter="z")
    fit = estimate_panel(panel, regressors=["x", "z"], model="fixed_effects")
    assert bootstrap_rows(panel_rows(panel, spec), "z").point == pytest.approx(fit.term("z").point)


def test_no_effects_leave_an_intercept(frame):
    panel = Panel.from_frame(frame, **ROLES)
    spec = LeastSquares(covariates=("x",), fixed_effects=(), parameter="x")
    fit = estimate_panel(panel, regressors=["x"], model="pooled")
    assert bootstrap_rows(panel_rows(panel, spec), "x").point == pytest.approx(fit.term("x").point)


def test_rows_that_cannot_be_used_are_counted_as_the_estimators_do(frame):
    frame.loc[[0, 30], "y"] = None
    panel = Panel.from_frame(frame, **ROLES)
    assert panel_rows(panel, LeastSquares()).excluded == estimate_twfe(panel).excluded


def test_treatment_is_in_the_regression_only_when_it_is_its_subject(frame):
    panel = Panel.from_frame(frame, **ROLES)
    assert panel_rows(panel, LeastSquares(covariates=("x",))).names == (TREATMENT, "x")
    other = LeastSquares(covariates=("x",), parameter="x")
    assert panel_rows(panel, other).names == ("x",)


def test_a_covariate_without_variation_within_units_is_refused(frame):
    panel = Panel.from_frame(frame.assign(x=frame["u"]), **ROLES)
    spec = LeastSquares(covariates=("x",), fixed_effects=("unit",), parameter="x")
    with pytest.raises(CollinearTermsError, match="'x'"):
        bootstrap_rows(panel_rows(panel, spec), "x")
