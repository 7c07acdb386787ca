import numpy as np
import pytest

from evalcap.kernels.elapsed import elapsed, to_place


def test_places_that_part_in_the_last_digit_are_one():
    assert 0.1 + 0.2 != 0.3
    assert to_place(np.array([0.1 + 0.2, 0.3, np.inf])).tolist() == [0.3, 0.3, np.inf]


def test_whole_places_are_as_they_were():
    places = np.array([2019.0, -1.0, 1.7e18, np.inf])
    assert to_place(places) is places


@pytest.mark.parametrize("parts", [3, 7, 10, 12, 52, 365])
def test_a_step_is_as_long_wherever_it_begins(parts):
    months = to_place(2000 + np.arange(400) / parts)
    assert len(np.unique(elapsed(months[:-1], months[1:]))) == 1


def test_never_is_infinitely_far():
    assert elapsed(np.array([np.inf, 3.0]), 5.0).tolist() == [-np.inf, 2]
    assert elapsed(5.0, np.inf) == np.inf
