"""Who can exchange treatment with whom."""

from dataclasses import dataclass, replace
from typing import Literal, Self

import numpy as np
import pandas as pd

from evalcap.dataset import Panel
from evalcap.errors.dataset import MissingKeysError, VariesWithinUnitError
from evalcap.errors.inference import AssignmentError
from evalcap.kernels.arrays import BoolArray, FloatArray, IntArray
from evalcap.kernels.assignments import count_assignments

Level = Literal["clusters", "units"]


@dataclass(frozen=True, slots=True)
class Assignment:
    """Groups of units that treatment is dealt to.

    Attributes
    ----------
    level
        Whether groups are clusters or units.
    group
        Group of each unit, coded from 0, shape (n_units,).
    kind
        What each group gets, as a code into `starts`, shape (n_groups,).
    starts
        First treated periods that occur, infinite for never, shape (n_kinds,).
    stratum
        Groups exchange treatment within strata only, shape (n_groups,).
    """

    level: Level
    group: IntArray
    kind: IntArray
    starts: FloatArray
    stratum: IntArray

    @classmethod
    def of(cls, panel: Panel, within: str | None) -> Self:
        """Find the level at which treatment was assigned.

        Parameters
        ----------
        within
            Column of the strata in which treatment was assigned; None for one stratum.

        Raises
        ------
        AssignmentError
            If rows are cross-sections without treated clusters, or every assignment is the same.
        """
        by_cluster = _is_constant(panel.treated_from, panel.cluster)
        if not by_cluster and not panel.is_repeated:
            raise AssignmentError(
                "rows are repeated cross-sections, and treatment varies within clusters"
            )
        if by_cluster and panel.names.cluster is None and not panel.is_repeated:
            raise AssignmentError("rows are repeated cross-sections without a cluster")
        group = panel.cluster if by_cluster else np.arange(panel.n_units)
        first = _first(group)
        starts, kind = np.unique(panel.treated_from[first], return_inverse=True)
        stratum = _strata(panel, group, first, within)
        if count_assignments(kind, stratum) == 1:
            raise AssignmentError("no other assignment differs from the one that was made")
        level: Level = "clusters" if by_cluster and panel.names.cluster else "units"
        return cls(level, group, kind, starts, stratum)

    def count(self) -> int:
        """Count the assignments that differ."""
        return count_assignments(self.kind, self.stratum)

    def dealt(self, panel: Panel, kind: IntArray) -> Panel:
        """Deal treatment anew, shape (n_groups,)."""
        return replace(panel, treated_from=self.starts[kind][self.group])


def _is_constant(values: FloatArray | IntArray, group: IntArray) -> bool:
    return bool((values[_first(group)][group] == values).all())


def _first(group: IntArray) -> IntArray:
    """Position of the first unit of each group, shape (n_groups,)."""
    return np.unique(group, return_index=True)[1]


def _strata(panel: Panel, group: IntArray, first: IntArray, name: str | None) -> IntArray:
    if name is None:
        return np.zeros(len(first), np.intp)
    by_row, _ = pd.factorize(panel.labels(name), sort=True)
    if missing := int((by_row < 0).sum()):
        raise MissingKeysError(name, missing)
    group_of_row = group[panel.unit]
    codes: IntArray = by_row[_first(group_of_row)]
    varying: BoolArray = codes[group_of_row] != by_row
    if varying.any():
        labels = panel.unit_labels[np.unique(panel.unit[varying])]
        raise VariesWithinUnitError(name, [str(label) for label in labels])
    _, code = np.unique(codes, return_inverse=True)
    return code
