import numpy as np
import pytest

from evalcap.kernels.least_squares import (
    cleared,
    independent_columns,
    least_squares,
    span,
    surviving_columns,
)
from evalcap.kernels.tall import lengths


@pytest.fixture
def design() -> np.ndarray:
    rng = np.random.default_rng(3)
    return np.column_stack([np.ones(40), rng.normal(size=(40, 2))])


def test_coefficients_and_fit_are_those_of_a_solver(design):
    rng = np.random.default_rng(4)
    response, weight = rng.normal(size=40), rng.uniform(0.5, 2, size=40)
    fit = least_squares(design, response, weight)
    root = np.sqrt(weight)
    expected, *_ = np.linalg.lstsq(design * root[:, None], response * root)
    np.testing.assert_allclose(fit.coefficients, expected, rtol=1e-10)
    np.testing.assert_allclose(fit.fitted, design @ expected, rtol=1e-10)


def test_a_row_without_weight_changes_nothing_but_is_predicted(design):
    response = np.arange(40.0)
    weight = np.ones(40)
    weight[7] = 0
    changed = response.copy()
    changed[7] = 1e6
    before, after = (least_squares(design, y, weight) for y in (response, changed))
    np.testing.assert_allclose(after.coefficients, before.coefficients)
    assert after.fitted[7] == pytest.approx(before.fitted[7])


def test_influence_is_what_leaving_a_row_out_changes_to_first_order(design):
    response = design @ [1.0, 2.0, -1.0] + np.random.default_rng(5).normal(size=40)
    gradient = np.array([0.0, 1.0, 0.0])
    influence = least_squares(design, response, np.ones(40)).influence(gradient)
    weight, step = np.ones(40), 1e-6
    weight[11] += step
    moved = least_squares(design, response, weight).coefficients[1]
    still = least_squares(design, response, np.ones(40)).coefficients[1]
    assert influence[11] == pytest.approx(40 * (moved - still) / step, rel=1e-4)
    assert influence.mean() == pytest.approx(0, abs=1e-12)


def test_independent_columns_count_the_rank():
    rng = np.random.default_rng(6)
    free = rng.normal(size=(30, 3))
    columns = np.column_stack([free, free @ [1, 2, 3], np.zeros(30), free[:, 0] - free[:, 1]])
    keep = independent_columns(columns)
    assert keep.tolist() == [True, True, True, False, False, False]
    assert keep.sum() == np.linalg.matrix_rank(columns)


def test_a_constant_is_redundant_beside_a_constant_whatever_its_size():
    ones = np.ones(50)
    for size in (1e-9, 0.1, 1e9):
        assert independent_columns(np.column_stack([ones, size * ones])).tolist() == [True, False]


def test_rows_without_weight_do_not_make_a_column_independent(design):
    design[:, 2] = 0
    design[0, 2] = 1
    weight = np.ones(40)
    assert independent_columns(design, weight).all()
    weight[0] = 0
    assert independent_columns(design, weight).tolist() == [True, True, False]


def test_the_basis_is_orthonormal_and_spans_the_columns():
    rng = np.random.default_rng(7)
    year = 1e5 + rng.normal(size=60)
    columns = np.column_stack([np.ones(60), year, 2 * year + 1, 1e-8 * rng.normal(size=60)])
    spanned = span(columns)
    assert spanned.keep.tolist() == [True, True, False, True]
    np.testing.assert_allclose(spanned.basis.T @ spanned.basis, np.eye(3), atol=1e-12)
    left = columns - spanned.basis @ (spanned.basis.T @ columns)
    assert np.abs(left / np.abs(columns).max(axis=0)).max() < 1e-12


@pytest.mark.parametrize("apart", [1.0, 1e-3, 1e-6])
def test_the_basis_is_orthonormal_however_near_columns_lie(apart):
    rng = np.random.default_rng(9)
    first, second, third = rng.normal(size=(3, 60))
    columns = np.column_stack([first, first + apart * second, 1e5 * third])
    spanned = span(columns)
    assert spanned.keep.all()
    np.testing.assert_allclose(spanned.basis.T @ spanned.basis, np.eye(3), atol=1e-12)
    assert abs(spanned.basis[:, 1] @ second) > 0.8 * np.linalg.norm(second)


@pytest.mark.parametrize("left_over", [1.0, 1e-6])
def test_what_is_cleared_is_orthogonal_however_little_is_left(left_over):
    rng = np.random.default_rng(10)
    basis = np.linalg.qr(rng.normal(size=(60, 3))).Q
    rest = cleared(basis @ [1.0, 2.0, 3.0] + left_over * rng.normal(size=60), basis)
    assert np.abs(basis.T @ rest).max() < 1e-14 * np.linalg.norm(rest)


def test_what_fixed_effects_leave_of_a_column_decides_whether_it_survives():
    unit = np.repeat(np.arange(10), 3)
    varying = np.random.default_rng(8).normal(size=30)
    raw = np.column_stack([varying, 0.1 * unit, np.full(30, 0.1), 1e6 + varying**2, -varying])
    means = np.column_stack([np.bincount(unit, weights=c)[unit] / 3 for c in raw.T])
    kept = surviving_columns(lengths(raw), raw - means)
    assert kept.tolist() == [True, False, False, True, False]
