import numpy as np
import pytest
from scipy.optimize import linprog

from evalcap.kernels.separation import separated


def constant(n: int) -> list[np.ndarray]:
    return [np.zeros(n, np.intp)]


def test_two_regressors_together_separate_where_none_does_alone():
    # 2 x1 + x2 is 3, 2 and 0 where the outcome is 0, and 0 where it is not.
    outcome = np.array([0.0, 0, 0, 1, 2, 3])
    regressors = np.array([[2.0, -1], [1, 0], [0, 0], [0, 0], [5, -10], [6, -12]])
    expected = [True, True, False, False, False, False]
    assert separated(outcome, regressors, constant(6)).tolist() == expected


def test_a_combination_with_both_signs_separates_nothing():
    outcome = np.array([0.0, 0, 0, 1, 2])
    regressor = np.array([[1.0], [-1], [0], [0], [0]])
    assert not separated(outcome, regressor, constant(5)).any()


def test_without_zeros_nothing_is_separated():
    assert not separated(np.ones(4), np.arange(4.0)[:, None], constant(4)).any()


def test_rows_under_treatment_that_never_have_an_event_are_separated_from_two_way_effects():
    rng = np.random.default_rng(7)
    unit, period = (code.ravel() for code in np.indices((40, 6)))
    on = ((unit < 5) & (period >= 3)).astype(float)
    outcome = np.where(on == 1, 0, 1 + rng.poisson(2, size=240)) * 1.0
    regressors = np.column_stack([on, rng.normal(size=240)])
    found = separated(outcome, regressors, [unit, period])
    assert (found == (on == 1)).all()


def test_effects_alone_can_separate():
    # The last unit has events in a period of its own only: in the others nothing holds its level
    # up but the zeros that it shares with them.
    unit = np.array([0, 0, 1, 1, 2, 2, 2])
    period = np.array([0, 1, 0, 1, 0, 1, 2])
    outcome = np.array([3.0, 2, 4, 5, 0, 0, 6])
    found = separated(outcome, np.empty((7, 0)), [unit, period])
    assert found.tolist() == [False, False, False, False, True, True, False]


def test_periods_that_no_unit_links_are_no_separation():
    unit, period = np.array([0, 0, 1, 1, 2, 2, 3, 3]), np.array([0, 1, 0, 1, 2, 3, 2, 3])
    outcome = np.array([1.0, 0, 2, 3, 0, 4, 5, 6])
    assert not separated(outcome, np.empty((8, 0)), [unit, period]).any()


@pytest.mark.parametrize("scale", [1e-6, 1.0, 1e6])
def test_the_scale_of_a_regressor_does_not_matter(scale):
    outcome = np.array([0.0, 0, 3, 1, 2])
    regressor = scale * np.array([[1.0], [2], [0], [0], [0]])
    assert separated(outcome, regressor, constant(5)).tolist() == [True] * 2 + [False] * 3


@pytest.mark.parametrize("seed", range(12))
def test_each_row_is_marked_for_which_a_linear_programme_of_its_own_has_a_solution(seed):
    rng = np.random.default_rng(seed)
    outcome = np.where(rng.uniform(size=16) < 0.35, rng.poisson(3, size=16) + 1.0, 0.0)
    outcome[0] = 2
    regressors = rng.integers(-1, 2, size=(16, 3)).astype(float)
    found = separated(outcome, regressors, constant(16))
    design = np.column_stack([np.ones(16), regressors])
    zero = outcome == 0
    for row in np.flatnonzero(zero):
        answer = linprog(
            np.zeros(4),
            A_ub=np.vstack([design[zero], design[row]]),
            b_ub=np.r_[np.zeros(zero.sum()), -1],
            A_eq=design[~zero],
            b_eq=np.zeros((~zero).sum()),
            bounds=[(None, None)] * 4,
        )
        assert found[row] == (answer.status == 0)
