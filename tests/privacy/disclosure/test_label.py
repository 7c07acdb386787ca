from math import inf

import numpy as np
import pytest

from evalcap.privacy.disclosure.label import few_label, range_label, rounded, told_by, whole_width


def test_few_are_written_as_fewer_than_the_next_number():
    assert few_label(9) == "<10"


@pytest.mark.parametrize(
    ("low", "high", "label"),
    [(27.0, 36.0, "27-36"), (26.2, 36.9, "27-36"), (27.0 + 1e-9, inf, ">=27"), (-0.4, 3.0, "0-3")],
)
def test_a_range_holds_the_whole_numbers_within_it(low, high, label):
    assert range_label(low, high) == label


@pytest.mark.parametrize(
    ("label", "ends"),
    [(27, (27, 27)), ("<10", (0, 9)), ("27-36", (27, 36)), (">=27", (27, inf))],
)
def test_a_label_tells_between_which_numbers_a_count_lies(label, ends):
    assert told_by(label) == ends


@pytest.mark.parametrize("base", [2, 3, 5, 10])
def test_a_rounded_number_tells_every_count_that_rounds_to_it_and_no_other(base):
    for printed in range(base, 10 * base, base):
        low, high = told_by(printed, rounding=base)
        expected = [n for n in range(20 * base) if rounded(n, base) == printed]
        assert (low, high) == (expected[0], expected[-1])


@pytest.mark.parametrize(
    ("low", "high", "width"),
    [(4, 9, 5), (4.2, 9.8, 4), (3.9999999, 8.9999999, 5), (0, np.inf, np.inf), (7, 7, 0)],
)
def test_a_range_is_as_wide_as_the_whole_numbers_in_it(low, high, width):
    assert whole_width(np.array([[low, high]])).tolist() == [width]
