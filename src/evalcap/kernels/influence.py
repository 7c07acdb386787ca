"""The influence of units on many effects, of which each rests on some of them."""

from dataclasses import dataclass

import numpy as np

from evalcap.kernels.arrays import FloatArray, IntArray


@dataclass(frozen=True, slots=True)
class Influence:
    """Influence of units on effects, without the zeros.

    Attributes
    ----------
    unit
        For each effect the units it rests on, arrays of any length; where a unit occurs several
        times its influence adds up.
    value
        For each effect the influence of these units, arrays of the same lengths.
    n_units
        Number of all units.
    """

    unit: tuple[IntArray, ...]
    value: tuple[FloatArray, ...]
    n_units: int

    def on_sums(self, weight: FloatArray) -> FloatArray:
        """Influence of each unit on weighted sums of the effects, shape (n_sums, n_units).

        Parameters
        ----------
        weight
            Of each effect in each sum, shape (n_sums, n_effects).
        """
        influence = np.zeros((len(weight), self.n_units))
        for row, effect in np.argwhere(weight):
            np.add.at(influence[row], self.unit[effect], weight[row, effect] * self.value[effect])
        return influence

    def within(self, group: IntArray, n_groups: int) -> FloatArray:
        """Sum influence within groups of units, shape (n_groups, n_effects).

        Parameters
        ----------
        group
            Of each unit, from 0, shape (n_units,).
        """
        sums = np.zeros((n_groups, len(self.unit)), order="F")
        for effect, (unit, value) in enumerate(zip(self.unit, self.value, strict=True)):
            sums[:, effect] = np.bincount(group[unit], weights=value, minlength=n_groups)
        return sums
