import numpy as np
import pytest

from evalcap.privacy.disclosure import Cell, Ledger, Relation, Rules

RULES = Rules()


def test_a_sum_is_a_total_less_its_parts(one_way):
    ledger = one_way(3, 20, 14)
    assert ledger.relations.toarray().tolist() == [[1, -1, -1, -1]]
    assert (ledger.relations @ ledger.count).tolist() == [0]


def test_a_part_that_counts_twice_is_named_twice():
    cells = [Cell("rows", 60, per_person=2), Cell("people", 30)]
    ledger = Ledger(cells, [Relation("rows", ("people", "people"))])
    assert ledger.relations.toarray().tolist() == [[1, -2]]


def test_sums_that_do_not_hold_are_refused():
    with pytest.raises(ValueError, match="do not add up"):
        Ledger([Cell("total", 5), Cell("part", 4)], [Relation("total", ("part",))])


def test_two_cells_with_one_key_are_refused():
    with pytest.raises(ValueError, match="one key"):
        Ledger([Cell("a", 5), Cell("a", 4)], [])


def test_fewer_people_than_the_threshold_are_few_and_nobody_too():
    ledger = Ledger([Cell("a", 9), Cell("b", 10), Cell("c", 0)], [])
    assert ledger.is_few(RULES).tolist() == [True, False, True]


def test_nobody_is_told_where_it_discloses_nothing_or_is_not_printed():
    cells = [Cell("rule", 0, tells_zero=True), Cell("rest", 0, is_printed=False)]
    assert Ledger(cells, []).is_few(RULES).tolist() == [False, False]


def test_zero_is_not_told_where_fewer_than_two_would_then_mean_one():
    cells = [Cell("rule", 0, tells_zero=True)]
    assert Ledger(cells, []).is_few(Rules(min_cell=2)).tolist() == [True]


def test_rows_are_few_if_they_may_be_of_few_people():
    cells = [
        Cell("unknown", 36, per_person=4),  # nine people with four rows each
        Cell("too many", 37, per_person=4),
        Cell("known", 12, per_person=4, people=12),
        Cell("known few", 36, per_person=4, people=9),
    ]
    ledger = Ledger(cells, [])
    assert ledger.is_few(RULES).tolist() == [True, False, False, True]
    assert ledger.most_of_few(RULES).tolist() == [36] * 4


def test_a_total_is_as_sensitive_as_the_people_it_is_of():
    cells = [
        Cell("n", 9),
        Cell("total", 900, sum_over="n"),
        Cell("m", 90),
        Cell("sum", 900, sum_over="m"),
        Cell("one payer", 900, sum_over="m", is_concentrated=True),
    ]
    ledger = Ledger(cells, [])
    assert ledger.is_few(RULES).tolist() == [True, True, False, False, True]
    assert ledger.width(RULES).tolist() == [4, 90, 4, 90, 90]


def test_with_a_threshold_of_one_nothing_is_few(one_way):
    assert not np.any(one_way(0, 1, 2).is_few(Rules(min_cell=1)))
