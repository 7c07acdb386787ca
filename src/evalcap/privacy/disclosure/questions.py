"""What a reader must not be able to work out."""

from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from scipy import sparse

from evalcap.kernels.arrays import BoolArray, FloatArray
from evalcap.privacy.disclosure.attack import System
from evalcap.privacy.disclosure.label import whole_width


@dataclass(frozen=True, slots=True, eq=False)
class Questions:
    """Sums of counts that must stay uncertain.

    Attributes
    ----------
    system
        What is known to the reader who asks.
    weights
        One row a sum, shape (n_questions, n).
    width
        What each range must be wider than, shape (n_questions,).
    """

    system: System
    weights: sparse.csr_array
    width: FloatArray

    def around(self, cells: BoolArray) -> BoolArray:
        """Mark the counts that hang together with some, shape (n_cells,).

        Where the system is of two reports, a count is one in either.
        """
        times = len(self.system.low) // len(cells)
        part = self.system.part
        met = np.unique(part[np.tile(cells, times)])
        marked = np.isin(part, met[met >= 0]).reshape(times, -1).any(axis=0)
        return np.asarray(marked | cells)

    def near(self, cells: BoolArray) -> Self:
        """Ask only about what hangs together with some counts, shape (n_cells,)."""
        times = len(self.system.low) // len(cells)
        around = np.tile(self.around(cells), times).astype(float)
        chosen = np.flatnonzero(abs(self.weights) @ around)
        return replace(self, weights=self.weights[chosen], width=self.width[chosen])

    def parts(self, question: int) -> set[int]:
        """Say in which parts of the system a sum lies."""
        about = self.weights[[question]].indices
        return set(self.system.part[about][self.system.is_open[about]].tolist())

    def shortfall(self) -> FloatArray:
        """Say by how much each range is too narrow; zero or less if it is not, (n_questions,).

        Ranges are in whole numbers, since a reader knows that people are.
        """
        ends = self.system.ranges(self.weights, enough=self.width)
        return np.asarray(self.width + 1 - whole_width(ends))


def of_cells(positions: BoolArray) -> sparse.csr_array:
    """Ask for each of some counts by itself."""
    return sparse.csr_array(sparse.diags_array(positions.astype(float)))[np.flatnonzero(positions)]


def of_rests(
    relations: sparse.csr_array, is_open: BoolArray, count: FloatArray, few: int
) -> sparse.csr_array:
    """Ask for what the withheld parts of each sum are together, where that is few people.

    The rest of a sum is its total less what is printed: two withheld counts may each be
    uncertain, and their number together known.
    """
    parts = sparse.csr_array(relations.minimum(0) * -1.0)
    rests = sparse.csr_array(parts @ sparse.diags_array(is_open.astype(float)))
    together = rests @ count
    several = (rests > 0).sum(axis=1) > 1
    return rests[np.flatnonzero(several & (together > 0) & (together < few))]
