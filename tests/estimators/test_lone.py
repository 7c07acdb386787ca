import numpy as np

from evalcap.dataset.calendar import Calendar
from evalcap.estimators.lone import (
    NOBODY,
    SEVERAL,
    cell_notes,
    cohort_notes,
    lone_groups,
    lone_note,
    sole_clusters,
)

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


def test_the_only_cluster_of_a_group_in_a_period_is_found():
    seen = np.array([[True, True, False], [True, False, False], [True, True, False]])
    assert sole_clusters(seen, np.array([5, 6, 5]), np.array([0, 0, 1])).tolist() == [
        [SEVERAL, 5, NOBODY],
        [5, 5, NOBODY],
    ]


def test_a_second_cluster_is_found_however_late_it_comes():
    seen, cluster = np.ones((3_000, 2), bool), np.full(3_000, 5)
    cluster[-1] = 6
    seen[-1, 1] = False
    assert sole_clusters(seen, cluster, np.zeros(3_000, np.intp)).tolist() == [[SEVERAL, 5]]


def test_cohorts_are_named_once_and_in_the_order_of_time():
    (note,) = cohort_notes("treated", [2015.0, 2013.0, 2015.0], Calendar(None), "cluster")
    assert note.startswith("Some cells of cohort 2013, 2015: the standard error rests on one")
    assert note.endswith("treated cluster and cannot show how much treated units differ.")
    assert cohort_notes("treated", [], Calendar(None), "unit") == ()


def test_of_a_regression_treated_cells_are_named_by_cohort_and_others_by_period():
    # Cohort 2013 is unit 0 alone; in 2014 only unit 3 is untreated, in 2012 four units are.
    sole = np.array([[3, 3], [0, 0], [SEVERAL, SEVERAL]])
    treated = np.array([[False, False], [False, True], [False, True]])
    notes = cell_notes(
        sole,
        treated,
        cohorts=["never", "2013", "2014"],
        periods=["2012", "2014"],
        one="unit",
    )
    assert notes == (
        lone_note("treated", "Some cells of cohort 2013", "unit"),
        lone_note("comparison", "Effects in 2014", "unit"),
    )


def test_a_comparison_is_lone_when_its_cohorts_are_one_cluster_together():
    treated = np.array([[False], [False], [True]])
    names = {"cohorts": ["never", "late", "b"], "periods": ["1"], "one": "cluster"}
    (note,) = cell_notes(np.array([[4], [4], [SEVERAL]]), treated, **names)
    assert note == lone_note("comparison", "Effects in 1", "cluster")
    assert cell_notes(np.array([[4], [5], [SEVERAL]]), treated, **names) == ()
    assert len(cell_notes(np.array([[4], [NOBODY], [SEVERAL]]), treated, **names)) == 1


def test_a_period_without_treated_cells_needs_no_comparison():
    # In the first period only unit 0 is seen untreated, but nobody is treated.
    sole, treated = np.array([[0, SEVERAL], [NOBODY, 1]]), np.array([[False, False], [True, True]])
    notes = cell_notes(sole, treated, cohorts=["never", "b"], periods=["1", "2"], one="unit")
    assert notes == (lone_note("treated", "Some cells of cohort b", "unit"),)
