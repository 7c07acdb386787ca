"""Which printed counts to withhold as well, so that a reader cannot work out another."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from evalcap.kernels.arrays import FloatArray, IntArray
from evalcap.privacy.disclosure.attack import System
from evalcap.privacy.disclosure.linear_program import minimise
from evalcap.privacy.disclosure.work import Work

# How far each withheld count may move, in widths asked for. The tighter the limit, the closer the
# linear program comes to counting cells rather than adding movements up.
_REACHES = (1.0, 4.0, 16.0, 1_000.0)
_ROUNDS = 3
_MOVED = 1e-7
_SOFTENED = 0.1


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """Printed counts that may be withheld.

    Attributes
    ----------
    position
        In the system, shape (n_candidates,).
    low, high
        Between which a reader would know each to lie once it is withheld, shape (n_candidates,).
    value
        What withholding each costs, shape (n_candidates,).
    unit
        How far each moves when the sum to protect moves by one, roughly, shape (n_candidates,):
        a count of people moves less than one of their rows.
    """

    position: IntArray
    low: FloatArray
    high: FloatArray
    value: FloatArray
    unit: FloatArray


def cheapest(
    system: System, question: FloatArray, width: float, candidates: Candidates
) -> IntArray | None:
    """Find candidates of small value that leave a range of some width once they are withheld.

    Two sets of counts are looked for that agree with everything known and differ in the question
    by the width asked for; candidates that move in either have to be withheld. The sum of their
    movements is made small, then made small again with weights that favour few that move
    (Candès, Wakin and Boyd 2008); of these solutions the one that costs least is taken.

    Parameters
    ----------
    question
        Weights of the sum to protect, shape (n,).

    Returns
    -------
    Positions among the candidates; None if withholding all of them is not enough.
    """
    if not len(candidates.position):
        return None
    for reach in _REACHES:
        found = list(_solutions(system, question, width, candidates, reach * max(width, 1.0)))
        if found:
            return min(found, key=lambda chosen: (candidates.value[chosen].sum(), len(chosen)))
    return None


def _solutions(
    system: System, question: FloatArray, width: float, candidates: Candidates, reach: float
) -> Iterator[IntArray]:
    """Solve with the true costs, then with costs that fall with each movement."""
    program = _program(system, question, width, candidates, reach)
    cost = candidates.value
    for _ in range(_ROUNDS):
        moved = program.solve(cost, system.work)
        if moved is None:
            return
        yield np.flatnonzero(moved > _MOVED)
        cost = candidates.value / (moved + _SOFTENED)


@dataclass(frozen=True, slots=True, eq=False)
class _Program:
    """Two sets of counts and the movement of each candidate, as a linear program.

    Attributes
    ----------
    n
        Counts in one set; the variables are those of both sets, then one a candidate.
    equal
        Sums that hold in both sets.
    most, most_right
        Rows that may not exceed their right sides.
    limits
        Ends of each variable.
    """

    n: int
    equal: sparse.csr_array
    most: sparse.csr_array
    most_right: FloatArray
    limits: FloatArray

    def solve(self, cost: FloatArray, work: Work) -> FloatArray | None:
        """Give how far each candidate moves, as a share of its reach; None if it is impossible."""
        solved = minimise(
            np.concatenate([np.zeros(2 * self.n), cost]),
            self.limits,
            equal=self.equal,
            most=self.most,
            most_right=self.most_right,
            work=work,
        )
        return None if solved is None else solved[2 * self.n :]


def _program(
    system: System, question: FloatArray, width: float, candidates: Candidates, reach: float
) -> _Program:
    n, m = len(system.low), len(candidates.position)
    at = candidates.position
    low, high = system.low.copy(), np.minimum(system.high, system.ceiling)
    down = np.minimum(low[at] - candidates.low, reach * candidates.unit)
    up = np.minimum(candidates.high - high[at], reach * candidates.unit)
    pick = sparse.csr_array((np.ones(m), (np.arange(m), at)), shape=(m, n))
    nothing = sparse.csr_array((m, n))
    rise, fall = sparse.diags_array(-up), sparse.diags_array(-down)
    apart = sparse.csr_array(np.concatenate([-question, question, np.zeros(m)])[None])
    most = [
        [pick, nothing, rise],
        [nothing, pick, rise],
        [-pick, nothing, fall],
        [nothing, -pick, fall],
    ]
    right = np.concatenate([high[at], high[at], -low[at], -low[at], [-width]])
    low[at], high[at] = low[at] - down, high[at] + up
    once = np.column_stack([low, high])
    sums = sparse.block_diag([system.relations, system.relations])
    idle = sparse.csr_array((sums.shape[0], m))
    return _Program(
        n=n,
        equal=sparse.csr_array(sparse.hstack([sums, idle])),
        most=sparse.csr_array(sparse.vstack([sparse.block_array(most), apart])),
        most_right=right,
        limits=np.vstack([once, once, np.tile([0.0, 1.0], (m, 1))]),
    )
