import numpy as np
import pytest

from evalcap.errors.design import CollinearComparisonError, DesignError, OverlapError
from evalcap.estimators.two_by_two import compare_changes, compare_rows
from evalcap.kernels import contrasts
from evalcap.kernels.contrasts import ESTIMATORS
from evalcap.kernels.cross_sections import Rows

N = 120


@pytest.fixture
def units():
    rng = np.random.default_rng(55)
    covariates = rng.normal(size=(N, 2))
    treated = (covariates[:, 0] + rng.logistic(size=N) > 0).astype(float)
    change = treated + covariates[:, 1] + rng.normal(size=N)
    return change, treated, covariates, rng.uniform(0.5, 2, size=N)


def compare(units, method="doubly_robust", covariates=None):
    change, treated, plain, weight = units
    covariates = plain if covariates is None else covariates
    names = tuple(f"x{j}" for j in range(covariates.shape[1]))
    return compare_changes(
        change, treated, covariates, weight, method=method, names=names, cell="cell A"
    )


@pytest.mark.parametrize("method", ESTIMATORS)
def test_it_is_the_kernel_s_estimate_with_a_constant(units, method):
    change, treated, covariates, weight = units
    regressors = np.column_stack([np.ones(N), covariates])
    expected = contrasts.ESTIMATORS[method](change, treated, regressors, weight)
    contrast = compare(units, method).contrast
    assert contrast.att == pytest.approx(expected.att, rel=1e-10)
    np.testing.assert_allclose(contrast.influence, expected.influence, rtol=1e-8, atol=1e-10)


@pytest.mark.parametrize("method", ESTIMATORS)
@pytest.mark.parametrize(("shift", "scale"), [(1e6, 1), (0, 1e-9), (-5e4, 1e7)])
def test_units_of_measure_do_not_matter(units, method, shift, scale):
    covariates = units[2].copy()
    covariates[:, 0] = scale * (shift + covariates[:, 0])
    ours, plain = compare(units, method, covariates).contrast, compare(units, method).contrast
    assert ours.att == pytest.approx(plain.att, rel=1e-8)
    np.testing.assert_allclose(ours.influence, plain.influence, rtol=1e-6, atol=1e-8)


def test_redundant_columns_are_named_and_left_out(units):
    covariates = np.column_stack([np.full(N, 3.0), units[2], units[2].sum(axis=1)])
    comparison = compare(units, covariates=covariates)
    assert comparison.dropped == ("x0", "x3")
    assert comparison.contrast.att == pytest.approx(compare(units).contrast.att, rel=1e-10)


def test_separation_is_refused_in_the_cell_s_name(units):
    covariates = (units[1] + 0.1 * units[2][:, 0].clip(-1, 1))[:, None]
    with pytest.raises(OverlapError, match="In cell A"):
        compare(units, covariates=covariates)


def test_covariates_redundant_among_comparison_units_are_refused_in_the_cell_s_name(units):
    covariates = (units[1] * units[2][:, 0])[:, None]
    n = int((units[1] == 0).sum())
    with pytest.raises(CollinearComparisonError, match=f"In cell A .* the {n} comparison units"):
        compare(units, "regression", covariates)


def rows(treated: np.ndarray, covariate: np.ndarray) -> Rows:
    n = len(treated)
    return Rows(
        np.random.default_rng(1).normal(size=n),
        np.arange(n) % 2.0,
        treated,
        covariate[:, None],
        np.ones(n),
    )


def test_one_treated_row_in_a_period_is_too_few_for_doubly_robust_cross_sections(units):
    treated = np.zeros(N)
    treated[[0, 1, 2]] = 1  # row 1 is the only treated one in the later period
    with pytest.raises(DesignError, match="redundant among the 3 treated rows of one period"):
        compare_rows(
            rows(treated, units[2][:, 0]), method="doubly_robust", names=("x",), cell="cell A"
        )


@pytest.mark.parametrize(
    ("method", "error"), [("ipw", OverlapError), ("regression", CollinearComparisonError)]
)
def test_cross_sections_are_refused_in_the_cell_s_name(units, method, error):
    treated = units[1]
    covariate = treated * (1 + units[2][:, 0].clip(-0.5, 0.5))
    with pytest.raises(error, match="In cell A"):
        compare_rows(rows(treated, covariate), method=method, names=("x",), cell="cell A")
