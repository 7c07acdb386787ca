import numpy as np

from evalcap.dataset.calendar import Calendar
from evalcap.estimators.lone import cohort_notes, lone_codes, lone_groups, lone_note, row_notes

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


def test_codes_in_a_single_cluster_are_found_and_absent_codes_are_not():
    code, cluster = np.array([0, 0, 2, 2, 4]), np.array([5, 6, 7, 7, 5])
    assert lone_codes(code, cluster).tolist() == [2, 4]
    assert lone_codes(code[:0], cluster[:0]).tolist() == []


def test_cohorts_are_named_once_and_in_the_order_of_time():
    (note,) = cohort_notes("treated", [2015.0, 2013.0, 2015.0], Calendar(None), "cluster")
    assert note.startswith("Some cells of cohort 2013, 2015: the standard error rests on one")
    assert note.endswith("treated cluster and cannot show how much treated units differ.")
    assert cohort_notes("treated", [], Calendar(None), "unit") == ()


def test_of_a_regression_treated_rows_are_named_by_cohort_and_others_by_period():
    # Cohort 1 is unit 0 alone; in period 1 only unit 3 is untreated, in period 0 three units are.
    cohort = np.array([1, 1, 2, 2, 2, 2, 0, 0])
    period = np.array([0, 1, 0, 1, 0, 1, 0, 1])
    treated = np.array([False, True, False, True, False, True, False, False])
    notes = row_notes(
        cohort,
        period,
        treated,
        np.repeat([0, 1, 2, 3], 2),
        cohorts=["never", "2013", "2014"],
        periods=["2012", "2014"],
        one="unit",
    )
    assert notes == (
        lone_note("treated", "Some cells of cohort 2013", "unit"),
        lone_note("comparison", "Effects in 2014", "unit"),
    )


def test_a_period_without_treated_rows_needs_no_comparison():
    cohort, period = np.array([0, 0, 1, 1, 0]), np.array([0, 1, 0, 1, 1])
    notes = row_notes(
        cohort,
        period,
        np.array([False, False, False, True, False]),
        np.array([0, 0, 1, 1, 2]),
        cohorts=["never", "b"],
        periods=["1", "2"],
        one="unit",
    )
    assert notes == (lone_note("treated", "Some cells of cohort b", "unit"),)
