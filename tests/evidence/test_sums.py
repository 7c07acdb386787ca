import pytest

from evalcap.evidence.sums import alike, apart, rest, same, times
from evalcap.privacy.disclosure import Cell, Relation


def _entries(entries):
    found = list(entries)
    cells = [e for e in found if isinstance(e, Cell)]
    return cells, [e for e in found if isinstance(e, Relation)]


def test_what_parts_leave_of_a_total_is_a_count_that_nobody_prints():
    (cell,), (sum_,) = _entries(rest(Cell("rows", 100, per_person=4), [Cell("used", 97)], "x"))
    assert (cell.count, cell.per_person, cell.is_printed, cell.is_known) == (3, 4, False, False)
    assert sum_ == Relation("rows", ("used", cell.key))


def test_where_parts_are_all_of_a_total_that_is_known():
    (cell,), _ = _entries(rest(Cell("rows", 100), [Cell("used", 100)], "x"))
    assert (cell.count, cell.is_known) == (0, True)


def test_parts_beyond_the_total_are_no_sum():
    assert _entries(rest(Cell("rows", 100), [Cell("used twice", 150)], "x")) == ([], [])


def test_counts_of_the_same_people_are_tied_one_by_one():
    found = list(same([Cell("a", 5), Cell("b", 5), Cell("c", 5)], is_lasting=True))
    assert found == [Relation("a", ("b",)), Relation("b", ("c",))]


def test_counts_of_one_size_are_taken_to_be_of_the_same_people_now():
    found = list(alike([Cell("a", 5), Cell("b", 6), Cell("c", 5), Cell("d", 0), Cell("e", 0)]))
    assert found == [Relation("a", ("c",), is_lasting=False)]


@pytest.mark.parametrize(("other", "left"), [(97, 3), (103, 3), (91, 9), (90, None), (120, None)])
def test_counts_that_few_people_tell_apart_are_taken_to_be_nested(other, left):
    cells, sums = _entries(apart(Cell("a", 100), Cell("b", other), few=10))
    assert [cell.count for cell in cells] == ([] if left is None else [left])
    assert len(sums) == len(cells)


def test_equal_counts_are_the_same():
    assert list(apart(Cell("a", 9), Cell("b", 9), few=10)) == [
        Relation("a", ("b",), is_lasting=False)
    ]


def test_the_number_of_rows_that_everybody_has_is_noticed():
    assert list(times(Cell("rows", 90), Cell("people", 30))) == [
        Relation("rows", ("people",) * 3, is_lasting=False)
    ]


@pytest.mark.parametrize(("rows", "people"), [(91, 30), (10, 0), (61, 1)])
def test_where_people_have_different_numbers_of_rows_there_is_nothing_to_notice(rows, people):
    assert list(times(Cell("rows", rows), Cell("people", people))) == []
