"""Round printed counts, each by itself or so that they still add up."""

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from evalcap.kernels.arrays import BoolArray, IntArray
from evalcap.privacy.disclosure.label import rounded
from evalcap.privacy.disclosure.ledger import Ledger
from evalcap.privacy.disclosure.rules import Rules


def rounded_counts(ledger: Ledger, rules: Rules, is_printed: BoolArray) -> IntArray:
    """Round the printed counts to multiples of the base, shape (n_cells,).

    Zero stays zero. Controlled rounding takes for each count the multiple below or above (its own
    number where it is one) so that every sum of printed counts holds and the counts move least
    together (Cox 1987); in tables of three and more ways this can be impossible, and each count
    is rounded by itself.
    """
    base = rules.rounding
    nearest = np.array([rounded(int(n), base) for n in ledger.count], dtype=np.int64)
    nearest = np.where(ledger.count > 0, np.maximum(nearest, base), 0)
    if rules.rounding_method == "nearest" or base == 1:
        return nearest
    together = _controlled(ledger, base, is_printed)
    return nearest if together is None else together


def _controlled(ledger: Ledger, base: int, is_printed: BoolArray) -> IntArray | None:
    """Decide for each printed count whether it is rounded up."""
    below, over = ledger.count // base, ledger.count % base
    hidden = abs(ledger.relations) @ (~is_printed).astype(float)
    sums = ledger.relations[np.flatnonzero(hidden == 0)]
    movable = is_printed & (over > 0)
    cost = np.where(movable, base - 2.0 * over, 0.0)
    solved = milp(
        cost,
        constraints=[LinearConstraint(sparse.csc_array(sums), -(sums @ below), -(sums @ below))],
        bounds=Bounds(0, movable.astype(float)),
        integrality=np.ones(len(cost), dtype=np.int64),
    )
    if solved.x is None:
        return None
    return np.asarray((below + np.rint(solved.x).astype(np.int64)) * base)
