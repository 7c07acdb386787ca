"""What a reader can work out: the range of each withheld count, by linear programming."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from evalcap.kernels.arrays import BoolArray, FloatArray, IntArray
from evalcap.privacy.disclosure.linear_program import minimise

# Variables of one call of the solver: questions are put together up to this size.
_BATCH = 20_000
# A count without upper end may grow to this many times the largest end there is ...
_FAR = 200.0
# ... and is taken to have no end where it can grow to this many times.
_WITHOUT_END = 5.0


class ImpossibleError(Exception):
    """What is assumed about counts contradicts itself."""


@dataclass(frozen=True, eq=False)
class System:
    """What a reader knows: sums that hold, and ends between which counts lie.

    Attributes
    ----------
    relations
        Each row times the counts is zero, shape (n_sums, n).
    low, high
        Ends of every count; the same where it is known; infinite above where there is no end,
        shape (n,).
    """

    relations: sparse.csr_array
    low: FloatArray
    high: FloatArray

    @cached_property
    def is_open(self) -> BoolArray:
        """Which counts are not known, shape (n,)."""
        return self.low < self.high

    @cached_property
    def part(self) -> IntArray:
        """Which open counts hang together through sums; -1 for what is known, shape (n,)."""
        used = self.relations[:, self.is_open]
        n_sums, n_open = used.shape
        row, column = used.nonzero()
        links = sparse.csr_array(
            (np.ones(len(row)), (column, n_open + row)), shape=(n_open + n_sums,) * 2
        )
        label = connected_components(links, directed=False)[1]
        part = np.full(len(self.low), -1)
        part[self.is_open] = label[: int(self.is_open.sum())]
        return part

    @cached_property
    def ceiling(self) -> float:
        """Stands for infinity."""
        return _FAR * float(
            np.max(np.where(np.isfinite(self.high), self.high, self.low), initial=1) + 1
        )

    @cached_property
    def is_possible(self) -> bool:
        """Whether any counts agree with everything that is known."""
        first = np.unique(self.part[self.is_open], return_index=True)[1]
        asked = np.flatnonzero(self.is_open)[first]
        shape = (len(asked), len(self.low))
        try:
            self.ranges(sparse.csr_array((np.ones(len(asked)), (range(len(asked)), asked)), shape))
        except ImpossibleError:
            return False
        return True

    def knowing(self, low: FloatArray, high: FloatArray) -> Self:
        """Give the same sums with other ends."""
        return replace(self, low=low, high=high)

    def ranges(self, questions: Sequence[FloatArray] | sparse.csr_array) -> FloatArray:
        """Find the ends of some weighted sums of counts.

        Parameters
        ----------
        questions
            Weights, shape (n_questions, n).

        Returns
        -------
        Least and greatest value that agrees with everything known, shape (n_questions, 2).

        Raises
        ------
        ImpossibleError
            If nothing does.
        """
        asked = sparse.csr_array(questions)
        known = np.where(self.is_open, 0.0, self.low)
        ends = np.repeat((asked @ known)[:, None], 2, axis=1)
        for part in np.unique(self.part[self.part >= 0]):
            of = np.flatnonzero(self.part == part)
            about = asked[:, of]
            which = np.flatnonzero(abs(about).sum(axis=1))
            if len(which):
                ends[which] += self._part_ranges(of, about[which].toarray())
        return ends

    def _part_ranges(self, of: IntArray, about: FloatArray) -> FloatArray:
        """Find the ends of sums that lie within one part, a batch at a time."""
        whole = self.relations[:, of]
        rows = np.flatnonzero(abs(whole).sum(axis=1))
        known = np.where(self.is_open, 0.0, self.low)
        right = -(self.relations[rows] @ known)
        high = np.minimum(self.high[of], self.ceiling)
        size = max(1, _BATCH // (2 * len(of)))
        found = [
            _ends(whole[rows], right, (self.low[of], high), about[start : start + size])
            for start in range(0, len(about), size)
        ]
        ends = np.concatenate(found)
        far = _WITHOUT_END / _FAR * self.ceiling
        return np.where(np.abs(ends) > far, np.copysign(np.inf, ends), ends)


def _ends(
    relations: sparse.csr_array,
    right: FloatArray,
    limits: tuple[FloatArray, FloatArray],
    about: FloatArray,
) -> FloatArray:
    """Solve all least and all greatest values at once, each in a block of its own."""
    times = 2 * len(about)
    cost = np.concatenate([about, -about])
    solved = minimise(
        cost.ravel(),
        np.tile(np.column_stack(limits), (times, 1)),
        equal=sparse.csr_array(sparse.kron(sparse.eye_array(times), relations)),
        right=np.tile(right, times),
    )
    if solved is None:
        raise ImpossibleError
    value = (cost * solved.reshape(times, -1)).sum(axis=1)
    return np.column_stack([value[: len(about)], -value[len(about) :]])
