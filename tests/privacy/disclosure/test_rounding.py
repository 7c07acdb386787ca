import numpy as np
import pytest

from evalcap.privacy.disclosure import Cell, Ledger, Relation, Rules
from evalcap.privacy.disclosure.rounding import rounded_counts

CONTROLLED = Rules(min_cell=1, rounding=5, rounding_method="controlled")


def _table(inner):
    """A table of two ways with its margins."""
    inner = np.asarray(inner)
    rows, columns = inner.shape
    whole = np.zeros((rows + 1, columns + 1), int)
    whole[:rows, :columns] = inner
    whole[rows], whole[:, columns] = whole.sum(axis=0), whole.sum(axis=1)
    whole[rows, columns] = inner.sum()
    cells = [Cell(f"{i} {j}", int(n)) for (i, j), n in np.ndenumerate(whole)]
    across = [
        Relation(f"{i} {columns}", tuple(f"{i} {j}" for j in range(columns)))
        for i in range(rows + 1)
    ]
    down = [
        Relation(f"{rows} {j}", tuple(f"{i} {j}" for i in range(rows))) for j in range(columns + 1)
    ]
    return Ledger(cells, [*across, *down])


def test_each_count_goes_to_the_nearest_multiple_with_halves_up():
    ledger = Ledger([Cell(str(n), n) for n in (0, 12, 13, 17, 18)], [])
    found = rounded_counts(ledger, Rules(rounding=5), np.ones(5, bool))
    assert found.tolist() == [0, 10, 15, 15, 20]


@pytest.mark.parametrize("seed", range(10))
def test_controlled_rounding_keeps_every_sum_and_moves_no_count_by_a_whole_base(seed):
    ledger = _table(np.random.default_rng(seed).integers(5, 60, (3, 4)))
    found = rounded_counts(ledger, CONTROLLED, np.ones(20, bool))
    assert (found % 5 == 0).all()
    assert (np.abs(found - ledger.count) < 5).all()
    assert not np.any(ledger.relations @ found)


def test_rounding_each_count_by_itself_can_break_a_sum():
    ledger = _table([[12, 12], [12, 12]])
    found = rounded_counts(ledger, Rules(min_cell=1, rounding=5), np.ones(9, bool))
    assert np.any(ledger.relations @ found)


def test_of_all_ways_to_round_the_one_that_moves_counts_least_is_taken():
    # One row 11 + 11 + 11 = 33. To keep the sum at 35 one part must go up; at 30 none has to.
    cells = [Cell("total", 33), *(Cell(f"part {i}", 11) for i in range(3))]
    ledger = Ledger(cells, [Relation("total", tuple(c.key for c in cells[1:]))])
    found = rounded_counts(ledger, CONTROLLED, np.ones(4, bool))
    # Up to 35: 2 + 4 + 1 + 1 = 8 moved; down to 30: 3 + 1 + 1 + 1 = 6.
    assert found.tolist() == [30, 10, 10, 10]


def test_sums_with_a_withheld_count_need_not_hold():
    ledger = _table([[12, 12], [12, 12]])
    printed = np.ones(9, bool)
    printed[0] = False
    found = rounded_counts(ledger, CONTROLLED, printed)
    kept = np.flatnonzero(abs(ledger.relations) @ (~printed).astype(float) == 0)
    assert not np.any((ledger.relations @ found)[kept])
