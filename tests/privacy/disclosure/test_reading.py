import numpy as np

from evalcap.privacy.disclosure import Cell, Ledger, Rules
from evalcap.privacy.disclosure.reading import reading_of

INF = np.inf


def _reading(*cells, **rules):
    return reading_of(Ledger(cells, []), Rules(**rules))


def test_a_printed_number_is_known_and_a_withheld_one_as_far_as_its_label_tells():
    reading = _reading(Cell("few", 3), Cell("many", 30))
    assert reading.printed.tolist() == [[3, 3], [30, 30]]
    assert reading.withheld.tolist() == [[0, 9], [10, INF]]
    assert reading.ends(np.array([True, False])).tolist() == [[0, 9], [30, 30]]


def test_few_are_not_nobody_where_nobody_would_have_been_told():
    assert _reading(Cell("rule", 3, tells_zero=True)).withheld.tolist() == [[1, 9]]


def test_what_is_not_printed_or_counts_no_people_may_be_anything():
    cells = Cell("rest", 3, is_printed=False), Cell("n", 30), Cell("total", 900, sum_over="n")
    assert _reading(*cells).withheld.tolist() == [[0, INF], [10, INF], [0, INF]]


def test_rounding_leaves_open_what_rounds_to_the_same():
    # 33 is printed as 35, and so are 33 to 37.
    assert _reading(Cell("many", 33), rounding=5).printed.tolist() == [[33, 37]]


def test_controlled_rounding_leaves_open_what_lies_between_the_same_multiples():
    reading = _reading(Cell("many", 33), rounding=5, rounding_method="controlled")
    assert reading.printed.tolist() == [[30, 34]]


def test_zero_and_what_is_known_anyway_are_not_rounded():
    cells = Cell("rule", 0, tells_zero=True), Cell("known", 33, is_known=True)
    assert _reading(*cells, rounding=5).printed.tolist() == [[0, 0], [33, 33]]
