import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from evalcap.errors.design import DesignError
from evalcap.estimators.linear_models import fit_panel_model, fit_two_stage


def draw() -> pd.DataFrame:
    rng = np.random.default_rng(13)
    index = pd.MultiIndex.from_product([range(12), range(5)])
    frame = pd.DataFrame(rng.normal(size=(60, 3)), columns=["x", "z", "w"], index=index)
    frame["d"] = frame["z"] + 0.5 * frame["w"] + rng.normal(size=60)
    frame["y"] = frame["d"] - frame["w"] + rng.normal(size=60)
    return frame


def test_a_panel_model_is_linearmodels_own_with_clusters_by_row():
    frame, cluster = draw(), np.repeat(np.arange(4), 15)
    options = {"model": "pooled", "variance": "clustered"}
    result = fit_panel_model(frame["y"], frame[["x", "w"]], None, cluster, **options)
    groups = {"groups": cluster, "use_correction": False}
    theirs = sm.OLS(frame["y"], frame[["x", "w"]]).fit(cov_type="cluster", cov_kwds=groups)
    np.testing.assert_allclose(result.params, theirs.params)
    np.testing.assert_allclose(result.std_errors, theirs.bse)


def test_what_linearmodels_refuses_is_refused_in_its_words():
    frame = draw()
    twice = pd.concat([frame[["x"]], frame[["x"]].set_axis(["again"], axis=1)], axis=1)
    options = {"model": "fixed_effects", "variance": "classical"}
    with pytest.raises(DesignError, match=r"The model \(fixed_effects\) cannot be estimated"):
        fit_panel_model(frame["y"], twice, None, np.arange(60), **options)


def two_stage(frame: pd.DataFrame, names: list[str], **options: object):
    y, d, z = (frame[name].to_numpy() for name in ("y", "d", "z"))
    return fit_two_stage(y, d, frame[names].to_numpy(), z[:, None], **options)


@pytest.mark.parametrize("names", [[], ["w"], ["w", "x"]])
def test_the_endogenous_regressor_comes_first(names):
    frame = draw()
    fit = two_stage(frame, names, variance="classical", cluster=np.arange(60), n_absorbed=0)
    instruments = frame[["z", *names]].to_numpy()
    regressors = frame[["d", *names]].to_numpy()
    expected = np.linalg.solve(instruments.T @ regressors, instruments.T @ frame["y"].to_numpy())
    np.testing.assert_allclose(fit.coefficients, expected)


@pytest.mark.parametrize("variance", ["classical", "robust", "clustered"])
def test_absorbed_effects_count_as_parameters(variance):
    frame, cluster, names = draw(), np.arange(60) % 6, ["w", "x"]
    options = {"variance": variance, "cluster": cluster}
    none, ten = (two_stage(frame, names, n_absorbed=n, **options) for n in (0, 10))
    np.testing.assert_allclose(ten.covariance, none.covariance * (60 - 3) / (60 - 13))


def test_errors_are_residuals_times_what_instruments_predict():
    frame, cluster = draw(), np.arange(60) % 6
    fit = two_stage(frame, ["w"], variance="clustered", cluster=cluster, n_absorbed=0)
    instruments = frame[["z", "w"]].to_numpy()
    regressors = frame[["d", "w"]].to_numpy()
    predicted = instruments @ np.linalg.lstsq(instruments, regressors)[0]
    residual = frame["y"].to_numpy() - regressors @ fit.coefficients
    sums = np.array([(predicted * residual[:, None])[cluster == g].sum(axis=0) for g in range(6)])
    bread = np.linalg.inv(predicted.T @ predicted)
    expected = 6 / 5 * 59 / 58 * bread @ (sums.T @ sums) @ bread
    np.testing.assert_allclose(fit.covariance, expected)


def test_instruments_that_are_combinations_are_refused_in_the_words_of_linearmodels():
    frame = draw()
    y, d, z = (frame[name].to_numpy() for name in ("y", "d", "z"))
    options = {"variance": "classical", "cluster": np.arange(60), "n_absorbed": 0}
    with pytest.raises(DesignError, match="Two-stage least squares cannot be computed"):
        fit_two_stage(y, d, np.empty((60, 0)), np.column_stack([z, 2 * z]), **options)
