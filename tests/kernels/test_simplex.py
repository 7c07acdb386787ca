import numpy as np
import pytest
from scipy.optimize import minimize

from evalcap.kernels.simplex import minimise_on_simplex, sparse_weights


def minimise(gram, start=None, allowed=None, tolerance=0.0, max_steps=2_000):
    gram = np.asarray(gram, float)
    shape = gram.shape[:2]
    return minimise_on_simplex(
        gram,
        np.full(shape, 1 / shape[1]) if start is None else np.asarray(start, float),
        allowed=np.ones(shape, bool) if allowed is None else np.asarray(allowed),
        tolerance=np.full(len(gram), tolerance),
        max_steps=max_steps,
    )


@pytest.fixture
def grams() -> np.ndarray:
    columns = np.random.default_rng(3).normal(size=(4, 9, 5)) + 0.5
    return columns.transpose(0, 2, 1) @ columns


def test_two_weights_share_by_the_inverse_of_their_penalties():
    # x^2 + 3 (1 - x)^2 is least at x = 3/4.
    weights = minimise([np.diag([1.0, 3.0])])
    np.testing.assert_allclose(weights, [[0.75, 0.25]], atol=1e-6)


def test_a_corner_is_found_at_once():
    weights = minimise([[[1.0, 2.0], [2.0, 5.0]]], max_steps=2)
    np.testing.assert_array_equal(weights, [[1.0, 0.0]])


def test_the_minimum_is_that_of_a_general_solver(grams):
    for gram, weights in zip(grams, minimise(grams), strict=True):
        found = minimize(
            lambda x, g=gram: x @ g @ x,
            np.full(5, 0.2),
            bounds=[(0, 1)] * 5,
            constraints={"type": "eq", "fun": lambda x: x.sum() - 1},
            options={"ftol": 1e-14},
        )
        # Frank and Wolfe's bound after t steps: 2 C / (t + 2), C twice the longest squared edge.
        edges = np.diag(gram)[:, None] + np.diag(gram) - 2 * gram
        excess = weights @ gram @ weights - found.fun
        assert -1e-9 < excess < 2 * 2 * edges.max() / 2_002


def test_weights_are_positive_and_sum_to_one(grams):
    weights = minimise(grams, max_steps=37)
    assert (weights >= 0).all()
    np.testing.assert_allclose(weights.sum(axis=1), 1)


def test_a_weight_that_is_not_allowed_stays_zero(grams):
    allowed = np.ones((4, 5), bool)
    allowed[:, 2] = False
    start = np.where(allowed, 0.25, 0.0)
    weights = minimise(grams, start, allowed, max_steps=200)
    without = np.delete(np.delete(grams, 2, axis=1), 2, axis=2)
    assert (weights[:, 2] == 0).all()
    np.testing.assert_allclose(np.delete(weights, 2, axis=1), minimise(without, max_steps=200))


def test_problems_solved_together_are_solved_as_if_alone(grams):
    together = minimise(grams, tolerance=1e-4)
    alone = [minimise(gram[None], tolerance=1e-4)[0] for gram in grams]
    np.testing.assert_allclose(together, alone, rtol=1e-12)


def test_the_first_step_never_ends_the_search():
    # The first step gains 0.46 and the second 0.02: neither exceeds the tolerance.
    gram = [np.diag([1.0, 3.0])]
    by_tolerance = minimise(gram, [[0.4, 0.6]], tolerance=10.0)
    np.testing.assert_array_equal(by_tolerance, minimise(gram, [[0.4, 0.6]], max_steps=2))


def test_a_target_that_is_one_of_the_columns_gets_all_the_weight():
    # The second column is at no distance: its row of the Gram matrix is zero.
    gram = [[[4.0, 0.0, 1.0], [0.0, 0.0, 0.0], [1.0, 0.0, 9.0]]]
    np.testing.assert_array_equal(minimise(gram), [[0.0, 1.0, 0.0]])


def test_columns_all_at_no_distance_keep_the_weights_they_start_with():
    np.testing.assert_array_equal(minimise(np.zeros((1, 2, 2)), [[0.3, 0.7]]), [[0.3, 0.7]])


def test_a_search_that_ends_at_once_still_drops_small_weights():
    gram = np.array([np.diag([1.0, 1.0, 1.0])])
    start = np.array([[0.48, 0.48, 0.04]])
    weights = sparse_weights(
        gram, start, allowed=np.ones((1, 3), bool), tolerance=np.array([np.inf])
    )
    # Two steps from (0.48, 0.48, 0.04) lead near a third each, where nothing is small.
    assert weights[0, 2] > 0.25
    heavy = np.array([np.diag([1.0, 1.0, 40.0])])
    weights = sparse_weights(
        heavy, start, allowed=np.ones((1, 3), bool), tolerance=np.array([np.inf])
    )
    np.testing.assert_allclose(weights, [[0.5, 0.5, 0.0]], atol=0.03)
