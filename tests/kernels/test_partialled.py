import numpy as np
import pytest

from evalcap.kernels.partialled import absorb, partial_out


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(5)


def dummies(way: np.ndarray) -> np.ndarray:
    return (way[:, None] == np.arange(way.max() + 1)).astype(float)


def regressed(outcome, columns, weight):
    root = np.sqrt(weight)
    coefficients, *_ = np.linalg.lstsq(columns * root[:, None], outcome * root)
    return coefficients, root * (outcome - columns @ coefficients)


@pytest.mark.parametrize("n_ways", [0, 1, 2])
def test_the_coefficient_and_residuals_are_those_of_regression_on_dummies(rng, n_ways):
    n = 120
    regressor, others = rng.normal(size=n), rng.normal(size=(n, 2))
    weight, outcome = rng.uniform(0.5, 2, n), 3 * regressor + rng.normal(size=n)
    ways = [rng.integers(0, 5, n), rng.integers(0, 9, n)][:n_ways]
    fit = partial_out(outcome, regressor, [*others.T], weight, absorb(ways, weight))
    constant = [] if ways else [np.ones((n, 1))]
    columns = np.column_stack([regressor, others, *constant, *(dummies(w) for w in ways)])
    coefficients, residual = regressed(outcome, columns, weight)
    assert fit.point == pytest.approx(coefficients[0])
    np.testing.assert_allclose(fit.residual, residual, atol=1e-10)
    assert fit.n_parameters == np.linalg.matrix_rank(columns)


def test_groups_that_never_meet_cost_no_parameter_twice(rng):
    first, second = np.repeat([0, 1, 2, 3], 6), np.repeat([0, 1], 12)  # second lies within first
    fit = partial_out(
        rng.normal(size=24),
        rng.normal(size=24),
        [],
        np.ones(24),
        absorb([first, second], np.ones(24)),
    )
    assert fit.n_parameters == 5


def test_a_redundant_column_is_named_and_changes_nothing(rng):
    n = 50
    outcome, regressor, other = rng.normal(size=(3, n))
    both = [other, 2 * other + 1, np.full(n, 0.1)]
    fit = partial_out(outcome, regressor, both, np.ones(n), None)
    plain = partial_out(outcome, regressor, both[:1], np.ones(n), None)
    assert fit.redundant.tolist() == [False, True, True]
    assert fit.point == pytest.approx(plain.point)


@pytest.mark.parametrize("offset", [0.0, 1e6])
def test_a_regressor_that_fixed_effects_determine_is_not_identified(rng, offset):
    unit = np.repeat(np.arange(10), 4)
    ways = absorb([unit, np.tile(np.arange(4), 10)], np.ones(40))
    fit = partial_out(
        rng.normal(size=40),
        offset + rng.normal(size=10)[unit],
        [],
        np.ones(40),
        ways,
    )
    assert not fit.is_identified


def test_a_constant_beside_fixed_effects_is_redundant(rng):
    unit = np.repeat(np.arange(10), 4)
    others = [np.full(40, 0.1)]
    fit = partial_out(
        rng.normal(size=40), rng.normal(size=40), others, np.ones(40), absorb([unit], np.ones(40))
    )
    assert fit.redundant.all()


def test_a_level_far_above_the_variation_leaves_the_coefficient_intact(rng):
    outcome, regressor = rng.normal(size=(2, 60))
    none, ones = [], np.ones(60)
    near = partial_out(outcome, regressor, none, ones, None)
    far = partial_out(outcome + 1e7, regressor + 1e7, none, ones, None)
    assert far.point == pytest.approx(near.point, rel=1e-6)
