"""What a reader can work out: the range of each withheld count, by linear programming."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from evalcap.kernels.arrays import BoolArray, FloatArray, IntArray
from evalcap.privacy.disclosure.part import ImpossibleError, Part
from evalcap.privacy.disclosure.work import Work

# Counts without upper end may be moved to this many times the largest end there is.
_FAR = 200.0


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
    work
        What has been solved before: most of what is asked again has not changed since.
    """

    relations: sparse.csr_array
    low: FloatArray
    high: FloatArray
    work: Work = field(default_factory=Work, repr=False)

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
        """Stands for infinity where counts are moved about."""
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

    def ranges(
        self,
        questions: Sequence[FloatArray] | sparse.csr_array,
        enough: FloatArray | None = None,
    ) -> FloatArray:
        """Find the ends of some weighted sums of counts.

        Parameters
        ----------
        questions
            Weights, shape (n_questions, n).
        enough
            Of a range wider than this nothing is found but that it is, shape (n_questions,).

        Returns
        -------
        Least and greatest value that agrees with everything known, shape (n_questions, 2).

        Raises
        ------
        ImpossibleError
            If nothing does.
        """
        asked = sparse.csr_array(questions)
        enough = np.full(asked.shape[0], np.inf) if enough is None else enough
        known = np.where(self.is_open, 0.0, self.low)
        ends = np.repeat((asked @ known)[:, None], 2, axis=1)
        met = np.unique(self.part[asked.indices])
        for part in met[met >= 0]:
            of = np.flatnonzero(self.part == part)
            about = asked[:, of]
            which = np.flatnonzero(abs(about).sum(axis=1))
            ends[which] += self._remembered(of, about[which].toarray(), enough[which])
        return ends

    def _remembered(self, of: IntArray, about: FloatArray, enough: FloatArray) -> FloatArray:
        """Find the ends of sums that lie within one part, unless they were found before."""
        part = self._part(of)
        facts = (of.tobytes(), about.tobytes(), enough.tobytes(), *part.facts)
        return self.work.once(facts, lambda: part.ranges(about, enough, self.work))

    def _part(self, of: IntArray) -> Part:
        """Take out what is known about some counts that hang together."""
        whole = self.relations[:, of]
        rows = np.flatnonzero(abs(whole).sum(axis=1))
        known = np.where(self.is_open, 0.0, self.low)
        return Part(whole[rows], -(self.relations[rows] @ known), self.low[of], self.high[of])
