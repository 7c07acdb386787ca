import numpy as np
import pytest

from evalcap.kernels.synthetic import (
    Block,
    Weights,
    effect_path,
    fit_time_weights,
    fit_unit_weights,
    noise_level,
    share_out,
)


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(5)


@pytest.fixture
def block(rng) -> Block:
    """Six comparison units over eight periods, three of them after treatment."""
    return Block(rng.normal(size=(6, 8)), np.ones((1, 6)), rng.normal(size=(1, 8)), n_before=5)


def even(n: int) -> np.ndarray:
    return np.full((1, n), 1 / n)


def units(block: Block, *, ridge=0.1, any_level=True) -> np.ndarray:
    start = share_out(block.copies, np.ones(block.copies.shape[1]))
    return fit_unit_weights(block, start, ridge=ridge, tolerance=1e-9, any_level=any_level)


def test_noise_is_the_spread_of_changes():
    # Changes 1, 3, 2 and -2 have mean 1 and squared distances 0, 4, 1 and 9 from it.
    before = np.array([[0.0, 1.0, 4.0], [5.0, 7.0, 5.0]])
    assert noise_level(before) == pytest.approx(np.sqrt(14 / 3))


def test_weights_are_scaled_to_the_units_drawn():
    copies = np.array([[1.0, 1.0, 0.0], [2.0, 0.0, 1.0]])
    shares = share_out(copies, np.array([0.2, 0.2, 0.6]))
    np.testing.assert_allclose(shares, [[0.5, 0.5, 0.0], [0.4, 0.0, 0.6]])


def test_units_without_weight_share_alike_when_no_other_is_drawn():
    shares = share_out(np.array([[1.0, 3.0, 0.0]]), np.array([0.0, 0.0, 1.0]))
    np.testing.assert_allclose(shares, [[0.25, 0.75, 0.0]])


def test_a_path_is_the_gap_less_the_weighted_gap_before():
    block = Block(
        outcome=np.array([[1.0, 2.0, 3.0, 4.0], [3.0, 2.0, 1.0, 0.0]]),
        copies=np.ones((1, 2)),
        treated=np.array([[5.0, 6.0, 10.0, 12.0]]),
        n_before=2,
    )
    weights = Weights(unit=np.array([[0.5, 0.5]]), time=np.array([[0.25, 0.75]]))
    # The weighted units are 2 throughout, gaps 3, 4, 8, 10; before they average 3.75.
    np.testing.assert_allclose(effect_path(block, weights), [[4.25, 6.25]])


def test_a_treated_path_between_two_units_is_matched(rng):
    outcome = rng.normal(size=(4, 12))
    mixed = 0.3 * outcome[1] + 0.7 * outcome[2]
    block = Block(outcome, np.ones((1, 4)), mixed[None], n_before=12)
    weights = units(block, ridge=0.0, any_level=False)
    np.testing.assert_allclose(weights, [[0, 0.3, 0.7, 0]], atol=1e-3)


def test_only_weights_for_any_level_ignore_a_constant(block):
    raised = Block(block.outcome, block.copies, block.treated + 10, block.n_before)
    np.testing.assert_allclose(units(raised), units(block), atol=1e-9)
    in_level = units(block, any_level=False), units(raised, any_level=False)
    assert np.abs(in_level[0] - in_level[1]).max() > 0.1


def test_a_large_ridge_spreads_weights_evenly(block):
    np.testing.assert_allclose(units(block, ridge=1e4), even(6), atol=1e-3)


def test_a_unit_drawn_twice_weighs_as_two_units_alike(block):
    copies = np.array([[2.0, 1.0, 1.0, 0.0, 1.0, 1.0]])
    drawn = Block(block.outcome, copies, block.treated, block.n_before)
    listed = Block(block.outcome[[0, 0, 1, 2, 4, 5]], np.ones((1, 6)), block.treated, 5)
    once, apart = units(drawn)[0], units(listed)[0]
    expected = [apart[0] + apart[1], apart[2], apart[3], 0.0, apart[4], apart[5]]
    # Both searches stop short of the minimum, by different steps.
    np.testing.assert_allclose(once, expected, atol=1e-3)


def test_periods_weigh_alike_however_units_are_repeated(block):
    copies = np.array([[2.0, 1.0, 1.0, 0.0, 1.0, 1.0]])
    drawn = Block(block.outcome, copies, block.treated, block.n_before)
    listed = Block(block.outcome[[0, 0, 1, 2, 4, 5]], np.ones((1, 6)), block.treated, 5)
    options = {"ridge": 1e-6, "tolerance": 1e-6}
    np.testing.assert_allclose(
        fit_time_weights(drawn, even(5), **options),
        fit_time_weights(listed, even(5), **options),
        atol=1e-9,
    )


def test_periods_that_foretell_those_after_get_the_weight(rng):
    outcome = rng.normal(size=(30, 6))
    outcome[:, 5] = 4 + 0.6 * outcome[:, 1] + 0.4 * outcome[:, 3]
    block = Block(outcome, np.ones((1, 30)), np.zeros((1, 6)), n_before=5)
    weights = fit_time_weights(block, even(5), ridge=0.0, tolerance=1e-9)
    np.testing.assert_allclose(weights, [[0, 0.6, 0, 0.4, 0]], atol=1e-3)


def test_draws_fitted_together_are_fitted_as_if_alone(rng, block):
    copies = np.array([[1.0, 1, 1, 1, 1, 1], [0, 2, 1, 1, 1, 1]])
    treated = rng.normal(size=(2, 8))
    both = Block(block.outcome, copies, treated, 5)
    alone = [Block(block.outcome, copies[[d]], treated[[d]], 5) for d in (0, 1)]
    np.testing.assert_allclose(units(both), np.vstack([units(b) for b in alone]), atol=1e-9)
