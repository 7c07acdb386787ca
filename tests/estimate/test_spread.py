import numpy as np
import pytest

from evalcap.errors.design import DesignError
from evalcap.estimate.spread import (
    NOTHING_VARIES,
    require_covariance,
    scores_without_rounding,
    spread_or_reason,
    without_rounding,
)


def test_a_standard_error_stands_as_it_is():
    assert spread_or_reason(0.3, 1e-13) == (0.3, ())


@pytest.mark.parametrize("error", [0.0, 1e-14])
def test_one_that_is_only_rounding_is_none_with_the_reason(error):
    found, notes = spread_or_reason(error, 1e-13)
    assert np.isnan(found)
    assert notes == (NOTHING_VARIES,)


@pytest.mark.parametrize(
    ("matrix", "wrong"),
    [
        ([[1, 0.5], [0.2, 1]], "is not symmetric"),
        ([[1, 0], [0, -1]], "negative variances"),
        ([[1, 2.1], [2.1, 4]], "correlations beyond one"),
        ([[1, np.inf], [np.inf, 1]], "missing or infinite"),
    ],
)
def test_what_cannot_be_a_covariance_is_refused_with_the_reason(matrix, wrong):
    with pytest.raises(DesignError, match=wrong):
        require_covariance(np.array(matrix, float))


def test_a_covariance_copied_from_print_with_a_base_period_is_taken():
    require_covariance(np.array([[0, 0, 0], [0, 1, 1.9999999], [0, 2, 4]]))


def test_rounding_leaves_rows_and_columns_of_a_joint_covariance():
    covariance = np.array([[4.0, 1e-15, 1.0], [1e-15, 1e-30, 1e-15], [1.0, 1e-15, 9.0]])
    expected = [[4, 0, 1], [0, 0, 0], [1, 0, 9]]
    assert without_rounding(covariance, 1e-13).tolist() == expected


def test_rounding_leaves_columns_of_scores():
    scores = np.array([[1.0, 1e-14], [-2.0, -1e-14]])
    assert scores_without_rounding(scores, 1e-13).tolist() == [[1, 0], [-2, 0]]
