import numpy as np
from scipy import sparse

from evalcap.privacy.disclosure.attack import System
from evalcap.privacy.disclosure.both_reports import both_reports

SUM = sparse.csr_array([[1.0, -1.0, -1.0]])
INF = np.inf


def _report(*ends):
    return System(SUM, *np.array(ends, dtype=float).T)


def test_who_takes_a_group_to_be_unchanged_narrows_it_down_by_both_reports():
    before = _report((30, 30), (0, 9), (10, INF))
    now = _report((40, 40), (0, 9), (33, 36))
    both = both_reports(now, before, np.array([False, True, False]))
    # Now 4 to 7 of 40, before 0 to 9 of 30: 4 to 7 in both.
    assert both.ranges(np.eye(6)[[1, 4]]).tolist() == [[4, 7], [4, 7]]


def test_groups_that_are_not_withheld_in_both_are_not_tied():
    before = _report((30, 30), (0, 9), (10, INF))
    now = _report((40, 40), (0, 9), (33, 36))
    both = both_reports(now, before, np.zeros(3, bool))
    assert both.ranges(np.eye(6)[[4]]).tolist() == [[0, 9]]


def test_what_the_reports_rule_out_is_not_believed():
    # The parts were 30 together and are 35: not both can be unchanged.
    before = _report((30, 30), (0, 9), (10, INF))
    now = _report((35, 35), (0, 9), (10, INF))
    both = both_reports(now, before, np.array([False, True, True]))
    assert both.is_possible


def test_labels_that_exclude_each_other_do_not_tie_a_group():
    before = _report((30, 30), (0, 9), (10, INF))
    now = _report((60, 60), (10, INF), (10, INF))
    both = both_reports(now, before, np.array([False, True, False]))
    assert both.ranges(np.eye(6)[[1, 4]]).tolist() == [[10, 50], [0, 9]]
