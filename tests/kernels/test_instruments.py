import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from linearmodels.iv import IV2SLS, IVGMM
from scipy.stats import ncx2

from evalcap.kernels.aggregation import sum_within
from evalcap.kernels.instruments import critical_f, disagreement, effective_f, reduce


@pytest.fixture
def data() -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Outcome, endogenous regressor, three instruments, all of mean zero; twenty clusters."""
    rng = np.random.default_rng(41)
    instruments = rng.normal(size=(200, 3))
    unseen = rng.normal(size=200)
    endogenous = instruments @ [0.4, 0.2, 0.1] + unseen + rng.normal(size=200)
    outcome = endogenous + 2 * unseen + rng.normal(size=200)
    columns = np.column_stack([outcome, endogenous, instruments])
    columns -= columns.mean(axis=0)
    return columns[:, 0], columns[:, 1], columns[:, 2:], np.arange(200) % 20


def test_both_reductions_are_regressions_on_the_instruments(data):
    outcome, endogenous, instruments, _ = data
    reduced = reduce(outcome, endogenous, instruments)
    first = sm.OLS(endogenous, instruments).fit()
    np.testing.assert_allclose(reduced.outcome, sm.OLS(outcome, instruments).fit().params)
    np.testing.assert_allclose(reduced.endogenous, first.params)
    np.testing.assert_allclose(reduced.bread[3:, 3:], first.normalized_cov_params)
    np.testing.assert_allclose(reduced.scores[:, 3:], instruments * first.resid[:, None])
    assert reduced.share == pytest.approx(first.rsquared)


def test_with_equal_variances_the_effective_f_is_the_f_of_the_first_stage(data):
    _, endogenous, instruments, _ = data
    fit = sm.OLS(endogenous, instruments).fit()
    gram = instruments.T @ instruments
    assert effective_f(fit.params, fit.cov_params(), gram) == pytest.approx(fit.fvalue)


def test_of_one_instrument_it_is_the_squared_t_statistic():
    assert effective_f(np.array([0.6]), np.array([[0.04]]), np.array([[17.0]])) == pytest.approx(9)


# Montiel Olea and Pflueger (2013), table 1: one instrument.
@pytest.mark.parametrize(("bias", "value"), [(0.05, 37.42), (0.1, 23.11), (0.2, 15.06)])
def test_one_instrument_needs_what_the_published_table_says(bias, value):
    found = critical_f(np.array([[0.3]]), np.array([[5.0]]), bias=bias)
    assert found == pytest.approx(value, abs=0.005)


def test_equally_strong_instruments_count_each_and_unequal_ones_fewer():
    equal = critical_f(np.eye(4), np.eye(4))
    assert equal == pytest.approx(ncx2.ppf(0.95, 4, 40) / 4, rel=1e-8)
    one, unequal = critical_f(np.eye(1), np.eye(1)), critical_f(np.diag([1, 1e-6]), np.eye(2))
    assert unequal == pytest.approx(one, rel=1e-4)


def test_instruments_may_be_mixed_without_changing_what_is_needed(data):
    _, endogenous, instruments, _ = data
    mix = np.array([[1.0, 0.5, 0], [0, 2.0, 0], [3.0, 0, 1]])
    found = []
    for z in (instruments, instruments @ mix):
        fit = sm.OLS(endogenous, z).fit(cov_type="HC1")
        parts = np.asarray(fit.params), np.asarray(fit.cov_params()), z.T @ z
        found.append([effective_f(*parts), critical_f(*parts[1:])])
    np.testing.assert_allclose(found[0], found[1], rtol=1e-9)


def test_disagreement_with_equal_variances_is_sargans_statistic(data):
    outcome, endogenous, instruments, _ = data
    theirs = IV2SLS(outcome, None, endogenous, instruments).fit(cov_type="unadjusted")
    residual = theirs.resids.to_numpy()
    spread = instruments.T @ instruments * (residual @ residual / 200)
    found = disagreement(outcome, endogenous, instruments, spread)
    assert found == pytest.approx(theirs.sargan.stat, rel=1e-9)


def test_disagreement_within_clusters_is_hansens_j(data):
    outcome, endogenous, instruments, cluster = data
    residual = IV2SLS(outcome, None, endogenous, instruments).fit().resids.to_numpy()
    sums = sum_within(instruments * residual[:, None], cluster, 20)
    found = disagreement(outcome, endogenous, instruments, sums.T @ sums)
    options = {"weight_type": "clustered", "clusters": pd.Series(cluster)}
    theirs = IVGMM(outcome, None, endogenous, instruments, **options).fit(iter_limit=2)
    assert found == pytest.approx(theirs.j_stat.stat, rel=1e-8)
