from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from evalcap.dataset import Panel
from evalcap.errors.design import (
    ClusterError,
    CollinearTermsError,
    DesignError,
    EmptySampleError,
    OptionError,
)
from evalcap.estimate import PanelFit
from evalcap.estimators.panel import estimate_panel, hausman_test

MODELS = ["fixed_effects", "two_way", "random_effects", "first_difference", "between", "pooled"]


@pytest.fixture
def frame() -> pd.DataFrame:
    rng = np.random.default_rng(64)
    frame = pd.DataFrame([(u, t) for u in range(20) for t in range(5)], columns=["post", "year"])
    level = rng.normal(size=20)[frame["post"]]
    frame["age"] = rng.normal(size=100) + 0.5 * level
    frame["rank"] = rng.normal(size=100)
    frame["region"] = frame["post"] % 7
    frame["size"] = 1 + frame["post"] % 3
    frame["checks"] = frame["age"] - frame["rank"] + level + rng.normal(size=100)
    frame["start"] = np.nan
    return frame


def panel(frame: pd.DataFrame, **roles: object) -> Panel:
    names = {"unit": "post", "time": "year", "outcome": "checks", "treated_from": "start"}
    return Panel.from_frame(frame, **(names | roles))


def test_fixed_effects_are_dummy_regression(frame):
    fit = estimate_panel(panel(frame), regressors=["age", "rank"], variance="classical")
    dummies = pd.get_dummies(frame["post"], dtype=float)
    design = np.column_stack([frame[["age", "rank"]], dummies])
    theirs = sm.OLS(frame["checks"], design).fit()
    np.testing.assert_allclose(fit.estimate, theirs.params.iloc[:2], rtol=1e-9)
    np.testing.assert_allclose(fit.std_error, theirs.bse.iloc[:2], rtol=1e-9)
    assert fit.degrees_of_freedom == theirs.df_resid


def test_pooled_is_least_squares_with_a_constant(frame):
    fit = estimate_panel(
        panel(frame), regressors=["age", "rank"], model="pooled", variance="classical"
    )
    theirs = sm.OLS(frame["checks"], sm.add_constant(frame[["age", "rank"]])).fit()
    assert fit.terms == ("(Intercept)", "age", "rank")
    np.testing.assert_allclose(fit.estimate, theirs.params, rtol=1e-9)
    np.testing.assert_allclose(fit.covariance, theirs.cov_params(), rtol=1e-8, atol=1e-14)
    assert fit.r_squared == pytest.approx(theirs.rsquared)


def test_between_is_least_squares_of_means(frame):
    means = frame.groupby("post")[["checks", "age", "rank"]].mean()
    theirs = sm.OLS(means["checks"], sm.add_constant(means[["age", "rank"]])).fit()
    fit = estimate_panel(
        panel(frame), regressors=["age", "rank"], model="between", variance="classical"
    )
    np.testing.assert_allclose(fit.estimate, theirs.params, rtol=1e-9)


def test_clustered_errors_have_no_small_sample_factor(frame):
    fit = estimate_panel(panel(frame, cluster="region"), regressors=["age"], model="pooled")
    groups = {"groups": frame["region"], "use_correction": False}
    design = sm.add_constant(frame["age"])
    theirs = sm.OLS(frame["checks"], design).fit(cov_type="cluster", cov_kwds=groups)
    np.testing.assert_allclose(fit.std_error, theirs.bse, rtol=1e-9)
    assert (fit.degrees_of_freedom, fit.n_clusters) == (6, 7)


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize(
    ("variance", "weight"), [("classical", None), ("robust", "size"), ("clustered", "size")]
)
def test_units_of_measure_do_not_matter(frame, model, variance, weight):
    options = {"regressors": ["age", "rank"], "model": model, "variance": variance}
    plain = estimate_panel(panel(frame, weight=weight), **options)
    scaled = frame.assign(age=1e3 * (1e5 + frame["age"]))
    fit = estimate_panel(panel(scaled, weight=weight), **options)
    np.testing.assert_allclose(fit.estimate[-2:] * [1e3, 1], plain.estimate[-2:], rtol=1e-7)
    np.testing.assert_allclose(fit.std_error[-2:] * [1e3, 1], plain.std_error[-2:], rtol=1e-7)
    assert (fit.std_error > 0).all()


@pytest.mark.parametrize("model", MODELS)
def test_one_cluster_is_refused(frame, model):
    with pytest.raises(ClusterError):
        estimate_panel(panel(frame.assign(c=1), cluster="c"), regressors=["age"], model=model)


@pytest.mark.parametrize("model", MODELS)
def test_an_outcome_that_never_varies_is_refused(frame, model):
    with pytest.raises(DesignError, match="no standard errors"):
        estimate_panel(panel(frame.assign(checks=3)), regressors=["age"], model=model)


@pytest.mark.parametrize("level", [lambda post: post * 1.0, lambda post: post == 3])
@pytest.mark.parametrize("variance", ["clustered", "classical"])
def test_random_effects_that_fit_the_outcome_exactly_are_refused(frame, level, variance):
    same = panel(frame.assign(checks=level(frame["post"]).astype(float)))
    with pytest.raises(DesignError, match="no standard errors"):
        estimate_panel(same, regressors=["age"], model="random_effects", variance=variance)


@pytest.mark.parametrize("model", MODELS)
def test_columns_may_be_named_like_ours(frame, model):
    named = frame.rename(columns={"age": "unit", "rank": "period"})
    ours = estimate_panel(panel(named), regressors=["unit", "period"], model=model)
    plain = estimate_panel(panel(frame), regressors=["age", "rank"], model=model)
    np.testing.assert_allclose(ours.estimate, plain.estimate)


@pytest.mark.parametrize("model", MODELS)
def test_a_regressor_named_twice_is_refused(frame, model):
    with pytest.raises(CollinearTermsError, match="'age'"):
        estimate_panel(panel(frame), regressors=["age", "age"], model=model)


@pytest.mark.parametrize("model", ["fixed_effects", "two_way", "random_effects"])
def test_units_seen_once_cannot_carry_unit_effects(frame, model):
    with pytest.raises(DesignError):
        estimate_panel(panel(frame[frame["year"] == 2]), regressors=["age"], model=model)


def test_rows_left_out_are_counted(frame):
    frame.loc[[3, 4], "checks"] = np.nan
    frame.loc[[9], "rank"] = np.nan
    fit = estimate_panel(panel(frame), regressors=["age", "rank"])
    assert fit.n_obs == 97
    assert fit.excluded == {"rows without outcome": 2, "rows without covariate": 1}


def test_first_differences_are_taken_within_neighbouring_years_and_other_rows_counted(frame):
    # The first post misses its third year, and the second is seen in its first and third alone.
    gaps = frame.drop(index=[2, 6, 8, 9])
    fit = estimate_panel(panel(gaps), regressors=["age", "rank"], model="first_difference")
    steps = gaps.groupby("post")[["post", "year", "checks", "age", "rank"]].diff()
    steps = steps[steps["year"] == 1]
    expected = sm.OLS(steps["checks"], steps[["age", "rank"]]).fit()
    np.testing.assert_allclose(fit.estimate, expected.params, rtol=1e-10)
    assert (fit.n_obs, fit.n_units, fit.n_clusters) == (94, 19, 19)
    assert fit.excluded == {"rows whose unit has none in the periods beside them": 2}


def test_a_panel_without_neighbouring_years_has_no_first_differences(frame):
    apart = frame[(frame["year"] + frame["post"]) % 2 == 0]
    with pytest.raises(EmptySampleError, match="in the periods beside them"):
        estimate_panel(panel(apart), regressors=["age"], model="first_difference")


def test_one_cluster_with_differences_is_refused(frame):
    alone = frame[(frame["post"] == 0) | (frame["year"] == 2)]
    with pytest.raises(ClusterError):
        estimate_panel(panel(alone), regressors=["age"], model="first_difference")


@pytest.mark.parametrize(
    "options",
    [
        {"model": "fe"},
        {"variance": "hc1"},
        {"regressors": []},
        {"model": "between", "variance": "driscoll_kraay"},
    ],
)
def test_an_option_it_does_not_take_is_refused(frame, options):
    with pytest.raises(OptionError):
        estimate_panel(panel(frame), **({"regressors": ["age"]} | options))


@pytest.fixture
def fits(frame) -> tuple[PanelFit, PanelFit]:
    """A fixed and a random effects fit whose numbers are easy."""
    fit = estimate_panel(panel(frame), regressors=["age"], variance="classical")
    fixed = replace(fit, estimate=np.array([1.2]), covariance=np.array([[0.05]]))
    random = replace(
        fit,
        terms=("(Intercept)", "age"),
        estimate=np.array([5.0, 1.0]),
        covariance=np.diag([1.0, 0.01]),
    )
    return fixed, random


def test_the_hausman_test_compares_the_coefficients_that_both_have(fits):
    test = hausman_test(*fits)
    assert test.statistic == pytest.approx(0.2**2 / 0.04)
    assert test.degrees_of_freedom == 1
    assert test.p_value == pytest.approx(0.3173, rel=1e-3)


def test_the_hausman_test_needs_the_fixed_fit_to_be_the_less_precise(fits):
    with pytest.raises(DesignError, match="variance='classical'"):
        hausman_test(*reversed(fits))
