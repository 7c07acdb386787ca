import numpy as np
import pytest
from scipy.stats import t as student

from evalcap.errors.design import DesignError, OptionError
from evalcap.estimate.coefficients import coefficient_rows, term_position


def test_rows_hold_tests_and_intervals_of_the_t_distribution():
    estimate = np.array([1.0, -2.0])
    rows = coefficient_rows(
        ["a", "b"],
        estimate,
        np.array([0.5, 4.0]),
        degrees_of_freedom=12,
        level=0.9,
    )
    reach = student.ppf(0.95, 12) * np.array([0.5, 4.0])
    assert rows["term"].tolist() == ["a", "b"]
    assert rows["statistic"].tolist() == [2, -0.5]
    np.testing.assert_allclose(rows["p_value"], 2 * student.sf([2, 0.5], 12))
    np.testing.assert_allclose(rows["conf_low"], estimate - reach)
    np.testing.assert_allclose(rows["conf_high"], estimate + reach)


def test_a_level_in_per_cent_is_refused():
    with pytest.raises(DesignError, match="level=95"):
        coefficient_rows(["a"], np.ones(1), np.ones(1), degrees_of_freedom=3, level=95)


def test_a_term_is_found_or_refused_naming_the_known():
    assert term_position("b", ("a", "b")) == 1
    with pytest.raises(OptionError, match="'a', 'b'"):
        term_position("c", ("a", "b"))
