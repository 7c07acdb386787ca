"""Several earlier reports: what may not be told of the few who changed since any of them."""

import numpy as np
import pandas as pd
import pytest

from evalcap.errors.privacy import UnprotectedCountsError
from evalcap.privacy.disclosure import (
    Cell,
    Ledger,
    Relation,
    Report,
    Rules,
    protect,
    protect_tables,
)
from evalcap.privacy.disclosure.crossing import Crossing
from evalcap.privacy.disclosure.series import Series

RULES = Rules()


def _series(now, *before):
    return Series.of(Ledger([Cell("a", now)], []), [Report({"a": n}) for n in before], RULES)


def _told(now, *before):
    reports = [Report({"a": n}) for n in before]
    return protect(Ledger([Cell("a", now)], []), RULES, earlier=reports).counts["a"]


def test_reports_that_told_nothing_are_none():
    assert _series(40, ">=0") is None
    assert len(_series(40, ">=0", 40).reports) == 1


def test_few_who_came_since_an_older_report_are_hidden_though_many_came_since_the_last():
    assert _told(43, 70) == 43
    assert _told(43, 40, 70) == "31-49"


def test_a_range_is_around_every_number_that_it_could_be_near():
    # Within nine of both, it would be one of 45 to 49 only.
    assert _told(47, 40, 54) == "31-63"
    # Within nine of 40, and not within nine of 50: 31 to 40.
    assert _told(38, 40, 50) == "31-59"


def test_numbers_far_from_each_other_have_ranges_of_their_own():
    assert _told(43, 40, 90) == "31-49"
    assert _told(88, 40, 90) == "81-99"


@pytest.mark.parametrize(("before", "known"), [((40,), True), ((30, 40), True), ((40, 60), False)])
def test_a_number_is_known_only_from_the_last_report_that_had_it(before, known):
    assert _series(40, *before).is_unchanged.tolist() == [known]


def test_what_the_last_report_had_no_place_for_is_known_from_the_one_before():
    ledger = Ledger([Cell("a", 40), Cell("b", 20)], [])
    reports = [Report({"a": 40, "b": 50}), Report({"b": 90})]
    assert Series.of(ledger, reports, RULES).is_unchanged.tolist() == [True, False]


def test_a_reader_of_all_reports_takes_what_they_withhold_to_be_the_same():
    # By hand: a and b are 20 together in the first report, and a is 9 at most. The second says
    # nothing of their sum; taken to be the same, b is 11 to 20 in it as well.
    cells = [Cell("total", 60), Cell("a", 5), Cell("b", 15), Cell("c", 40)]
    ledger = Ledger(cells, [Relation("total", ("a", "b", "c"))])
    first = Report({"total": 60, "a": "<10", "b": ">=10", "c": 40})
    second = Report({"total": ">=10", "a": "<10", "b": ">=10", "c": ">=10"})
    found = Series.of(ledger, [first, second], RULES).system
    asked = np.zeros((1, 8))
    asked[0, 2] = 1.0  # b in the second, which is the newest and comes first
    assert found.ranges(asked).tolist() == [[11.0, 20.0]]


# Found among random tables: with everything of the third withheld and labelled, who takes groups
# to be unchanged would still know one of them.
NO_OTHER_WAY = (
    [[42, 9, 39], [76, 23, 20], [25, 35, 4]],
    [[43, 9, 42], [80, 27, 24], [25, 35, 8]],
    [[42, 9, 39], [82, 27, 20], [25, 40, 5]],
)


def _people(rows):
    levels = np.repeat(list(np.ndindex(3, 3)), np.ravel(rows), axis=0)
    return pd.DataFrame(levels, columns=["row", "column"])


def _tables_told(cycles):
    told = []
    for rows in cycles:
        told.append(protect_tables(_people(rows), ["row", "column"], earlier=tuple(told)))
    return told


def test_where_reports_leave_no_other_way_nothing_is_told():
    told = _tables_told(NO_OTHER_WAY)
    assert [each.protected.gave_up for each in told] == [False, False, True]
    assert set(told[2].protected.counts.values()) == {">=0"}
    assert "none of them told" in str(told[2])


@pytest.mark.parametrize("is_printed", [False, True])
def test_silence_hides_no_count_that_other_numbers_tell(is_printed):
    reports = [Report(each.protected.counts) for each in _tables_told(NO_OTHER_WAY[:2])]
    crossing = Crossing(_people(NO_OTHER_WAY[2]), ((("row",), ("column",)),))
    nobody = Cell("rest", 0, is_printed=is_printed, is_known=True)
    ledger = Ledger([*crossing.cells(RULES), nobody], crossing.sums())
    if is_printed:
        with pytest.raises(UnprotectedCountsError):
            protect(ledger, RULES, earlier=reports)
    else:
        assert protect(ledger, RULES, earlier=reports).gave_up
