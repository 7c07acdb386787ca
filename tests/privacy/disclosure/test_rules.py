import pytest

from evalcap.privacy.disclosure import Rules


@pytest.mark.parametrize(("min_cell", "width"), [(10, 4), (5, 1), (20, 9), (3, 0), (1, 0)])
def test_by_default_a_little_less_than_half_of_what_few_leaves_open_is_protected(min_cell, width):
    assert Rules(min_cell=min_cell).width == width


def test_the_protection_asked_for_goes_before_the_default():
    assert Rules(protection=6).width == 6


def test_counts_below_the_base_of_rounding_are_few_as_well():
    assert Rules(min_cell=10, rounding=25).smallest == 25


def test_a_threshold_of_one_withholds_nothing():
    assert Rules(min_cell=1).are_off
    assert not Rules(min_cell=2).are_off
