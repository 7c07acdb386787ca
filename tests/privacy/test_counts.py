import pytest

from evalcap.privacy.counts import published_count


@pytest.mark.parametrize(
    ("n", "published"), [(0, "<10"), (1, "<10"), (9, "<10"), (10, 10), (11, 11), (16177, 16177)]
)
def test_counts_below_the_threshold_are_withheld_and_zero_is_one_of_them(n, published):
    assert published_count(n, 10) == published


def test_the_threshold_is_the_study_s_own():
    assert published_count(4, 5) == "<5"
    assert published_count(5, 5) == 5


@pytest.mark.parametrize(("n", "published"), [(9, "<10"), (10, 10), (12, 10), (13, 15), (17, 15)])
def test_larger_counts_are_rounded_to_the_nearest_multiple(n, published):
    assert published_count(n, 10, rounding=5) == published


def test_rounding_never_makes_some_people_none():
    assert published_count(12, 10, rounding=25) == "<25"
    assert published_count(30, 10, rounding=25) == 25
