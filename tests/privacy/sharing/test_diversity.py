import numpy as np
import pytest

from evalcap.privacy.sharing.diversity import diversity


def found(*rows):
    """Rows are combination, person, value."""
    return diversity(*np.array(rows).T)


def test_the_least_diverse_group_counts():
    # The first group has three values, the second one for two persons.
    assert found((0, 1, 0), (0, 2, 1), (0, 3, 2), (1, 4, 0), (1, 5, 0)).distinct == 1


def test_equal_shares_are_as_diverse_by_entropy_as_by_number():
    even = found((0, 1, 0), (0, 2, 1), (0, 3, 2), (0, 4, 3))
    assert (even.distinct, even.entropy) == (4, pytest.approx(4))


def test_rare_values_count_for_less():
    uneven = found((0, 1, 0), (0, 2, 0), (0, 3, 0), (0, 4, 1))
    # exp(-(3/4 log 3/4 + 1/4 log 1/4)) = 4 / 3^(3/4)
    assert uneven.entropy == pytest.approx(4 / 3**0.75)


def test_a_person_s_records_count_once_for_each_value():
    once = found((0, 1, 0), (0, 2, 1))
    assert found((0, 1, 0), (0, 1, 0), (0, 1, 0), (0, 2, 1)) == once


def test_missing_values_hide_nobody():
    assert found((0, 1, 0), (0, 2, -1)).distinct == 1
    assert found((0, 1, 0), (0, 2, 1), (1, 3, -1)).distinct == 2
    assert found((0, 1, -1)) is None
