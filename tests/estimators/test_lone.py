import numpy as np

from evalcap.estimators.lone import lone_groups, lone_note

EVERYONE = np.ones(5, bool)
TREATED = np.array([True, True, False, False, False])


def test_a_group_of_one_cluster_is_named():
    assert lone_groups(np.array([1, 1, 2, 2, 3]), TREATED, [EVERYONE]) == ("treated",)
    assert lone_groups(np.array([1, 2, 3, 3, 3]), TREATED, [EVERYONE]) == ("comparison",)
    assert lone_groups(np.array([1, 1, 1, 1, 1]), TREATED, [EVERYONE]) == ("treated", "comparison")
    assert lone_groups(np.arange(5), TREATED, [EVERYONE]) == ()


def test_one_cluster_in_one_of_the_periods_is_enough():
    treated, early = np.array([True] * 3 + [False] * 3), np.array([True, False, False] * 2)
    cluster = np.array([1, 2, 3, 4, 4, 5])
    assert lone_groups(cluster, treated, [early, ~early]) == ("treated", "comparison")


def test_the_note_says_what_the_standard_error_cannot_show():
    assert lone_note("treated", "In this sample", "unit") == (
        "In this sample: the standard error rests on one treated unit and cannot show how much "
        "treated units differ."
    )
