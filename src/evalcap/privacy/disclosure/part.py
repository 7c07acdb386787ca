"""Counts that hang together through sums: what can be worked out of them."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from evalcap.kernels.arrays import FloatArray
from evalcap.privacy.disclosure.label import whole_width
from evalcap.privacy.disclosure.linear_program import minimise
from evalcap.privacy.disclosure.work import Facts, Work

# Variables and questions of one call of the solver.
_BATCH, _TOGETHER = 4_000, 16
# A count without upper end may grow to this many times what no other can pass ...
_FAR = 200.0
# ... and is taken to have no end where it can grow to this many times.
_WITHOUT_END = 5.0


class ImpossibleError(Exception):
    """What is assumed about counts contradicts itself."""


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """Counts that hang together.

    Attributes
    ----------
    relations, right
        Sums that hold between them, shape (n_sums, n), and what these come to.
    low, high
        Ends of each, shape (n,).
    """

    relations: sparse.csr_array
    right: FloatArray
    low: FloatArray
    high: FloatArray

    @property
    def facts(self) -> Facts:
        """All of it as bytes, to tell parts apart."""
        sums = (self.relations.indptr, self.relations.indices, self.relations.data)
        return tuple(array.tobytes() for array in (*sums, self.right, self.low, self.high))

    def ranges(self, about: FloatArray, enough: FloatArray, work: Work) -> FloatArray:
        """Find the ends of sums, shape (n_questions, 2).

        Whatever counts are found to be possible on the way answer other questions too: a range
        that is seen to be wide enough is not asked for any more.

        Parameters
        ----------
        about
            Weights of the sums, shape (n_questions, n).
        enough
            Of a range wider than this nothing is found but that it is, shape (n_questions,).
        """
        size = max(1, min(_TOGETHER, _BATCH // (2 * len(self.low))))
        ends = np.tile([np.inf, -np.inf], (len(about), 1))
        pending = np.ones(len(about), bool)
        while pending.any():
            asked = np.flatnonzero(pending)[:size]
            seen = about @ self._extremes(about[asked], work).T
            ends[:, 0] = np.minimum(ends[:, 0], seen.min(axis=1))
            ends[:, 1] = np.maximum(ends[:, 1], seen.max(axis=1))
            pending[asked] = False
            pending &= whole_width(self._without_ends(ends)) <= enough
        return self._without_ends(ends)

    @property
    def _bound(self) -> float:
        """What no count with an end can pass."""
        known = (abs(self.right), self.low, self.high[np.isfinite(self.high)])
        steepest = np.abs(self.relations.data).max(initial=1.0)
        return float(steepest * (1 + sum(part.sum() for part in known)))

    def _without_ends(self, ends: FloatArray) -> FloatArray:
        far = np.abs(ends) > _WITHOUT_END * self._bound
        return np.where(far, np.copysign(np.inf, ends), ends)

    def _extremes(self, about: FloatArray, work: Work) -> FloatArray:
        """Find counts that make each sum least, then greatest, shape (2 n_questions, n).

        All at once, each in a block of its own.
        """
        times = 2 * len(about)
        high = np.minimum(self.high, _FAR * self._bound)
        solved = minimise(
            np.concatenate([about, -about]).ravel(),
            np.tile(np.column_stack([self.low, high]), (times, 1)),
            equal=sparse.csr_array(sparse.kron(sparse.eye_array(times), self.relations)),
            right=np.tile(self.right, times),
            work=work,
        )
        if solved is None:
            raise ImpossibleError
        return solved.reshape(times, -1)
