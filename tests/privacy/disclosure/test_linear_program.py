import numpy as np
import pytest
from scipy import sparse

from evalcap.privacy.disclosure.linear_program import minimise

LIMITS = np.array([[0.0, 10.0], [0.0, 10.0]])
SUM = sparse.csr_array([[1.0, 1.0]])


def test_the_cheaper_variable_carries_a_sum_as_far_as_it_can():
    found = minimise(np.array([1.0, 2.0]), LIMITS, equal=SUM, right=np.array([14.0]))
    assert found == pytest.approx([10, 4])


def test_right_sides_are_zero_unless_given():
    assert minimise(np.array([-1.0, 0.0]), LIMITS, equal=SUM) == pytest.approx([0, 0])


def test_sums_that_may_not_be_passed_are_not():
    most = sparse.csr_array([[1.0, 0.0]])
    found = minimise(
        np.array([1.0, 2.0]),
        LIMITS,
        equal=SUM,
        right=np.array([14.0]),
        most=most,
        most_right=np.array([6.0]),
    )
    assert found == pytest.approx([6, 8])


def test_what_cannot_be_met_has_no_solution():
    assert minimise(np.ones(2), LIMITS, equal=SUM, right=np.array([21.0])) is None
