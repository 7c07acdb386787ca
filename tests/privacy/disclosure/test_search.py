import numpy as np
from scipy import sparse

from evalcap.privacy.disclosure.attack import System
from evalcap.privacy.disclosure.search import Candidates, cheapest

# A table of 2 x 2 with margins: cells 0 1 | 2, 3 4 | 5, and totals 6 7 | 8.
ROWS = [[1, 1, -1, 0, 0, 0, 0, 0, 0], [0, 0, 0, 1, 1, -1, 0, 0, 0], [0, 0, 0, 0, 0, 0, 1, 1, -1]]
COLUMNS = [[1, 0, 0, 1, 0, 0, -1, 0, 0], [0, 1, 0, 0, 1, 0, 0, -1, 0], [0, 0, 1, 0, 0, 1, 0, 0, -1]]
TABLE = sparse.csr_array(np.array(ROWS + COLUMNS, dtype=float))
COUNTS = np.array([3, 20, 23, 30, 40, 70, 33, 60, 93], dtype=float)


def _found(value, width=5.0, allowed=range(1, 9)):
    low, high = COUNTS.copy(), COUNTS.copy()
    low[0], high[0] = 0, 9
    at = np.array(list(allowed), dtype=int)
    candidates = Candidates(
        position=at,
        low=np.full(len(at), 10.0),
        high=np.full(len(at), np.inf),
        value=np.asarray(value, dtype=float)[at],
        unit=np.ones(len(at)),
    )
    question = np.eye(9)[0]
    chosen = cheapest(System(TABLE, low, high), question, width, candidates)
    return None if chosen is None else set(at[chosen].tolist())


def test_where_margins_are_dear_a_rectangle_of_inner_cells_is_withheld():
    assert _found([1, 1, 9, 1, 1, 9, 9, 9, 9]) == {1, 3, 4}


def test_where_margins_are_cheap_they_are_withheld():
    assert _found([1, 9, 1, 9, 9, 9, 1, 9, 1]) == {2, 6, 8}


def test_nothing_is_found_where_what_may_be_withheld_does_not_help():
    assert _found(np.ones(9), allowed=[1, 2, 3]) is None
    assert _found(np.ones(9), allowed=[]) is None


def test_what_is_found_leaves_the_width_that_was_asked_for():
    for width in (3.0, 6.0, 9.0):
        hidden = sorted(_found(np.ones(9), width=width) | {0})
        low, high = COUNTS.copy(), COUNTS.copy()
        low[hidden], high[hidden] = 10, np.inf
        low[0], high[0] = 0, 9
        ends = System(TABLE, low, high).ranges(np.eye(9)[[0]])[0]
        assert ends[1] - ends[0] >= width - 1e-6
