import numpy as np
import pytest

from evalcap.privacy.disclosure import Rules
from evalcap.privacy.disclosure.concentration import concentrated_groups, is_concentrated

RULES = Rules()


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ([10, 10, 10, 10, 10], True),  # two have 40 %
        ([50, 41, 3, 3, 3], False),  # two have 91 %
        ([45, 45, 4, 3, 3], True),  # two have 90 %, not more
        ([-50, 41, 3, 3, 3], False),  # sizes count
        ([0, 0, 0], True),
    ],
)
def test_two_people_who_make_up_most_of_a_total_dominate_it(values, told):
    assert is_concentrated(np.array(values, dtype=float), RULES) is not told


def test_the_second_largest_may_not_work_out_the_largest():
    # The other three give 9 in all: the second knows the largest to within 9 of 100.
    values = np.array([100.0, 60.0, 3.0, 3.0, 3.0])
    loose = Rules(dominance=1.0)
    assert is_concentrated(values, loose)
    assert not is_concentrated(np.append(values, 1.0), loose)


def test_groups_are_looked_at_one_by_one_and_missing_values_add_nothing():
    values = np.array([50.0, 41, 3, 3, 3, 10, 10, 10, np.nan, 10])
    group = np.array([0] * 5 + [1] * 5)
    assert concentrated_groups(values, group, 3, RULES).tolist() == [True, False, False]
