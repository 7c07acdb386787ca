"""The options of group-time effects: checked, and made into cells and comparisons."""

from dataclasses import dataclass
from typing import get_args

import numpy as np

from evalcap.dataset import Panel
from evalcap.errors.design import ClusterError
from evalcap.estimators.cell_effect import CellEstimator
from evalcap.estimators.cells import (
    BasePeriod,
    Cell,
    ComparisonGroup,
    can_compare,
    plan_cells,
)
from evalcap.estimators.cohorts import treated_cohorts
from evalcap.estimators.option import choose, choose_anticipation
from evalcap.estimators.sample import Sample, Unbalanced, draw_sample
from evalcap.estimators.two_period import WORDS
from evalcap.kernels.arrays import BoolArray, FloatArray
from evalcap.kernels.contrasts import Method
from evalcap.kernels.elapsed import elapsed

_WHO: dict[ComparisonGroup, str] = {
    "never_treated": "compared with units never treated",
    "not_yet_treated": "compared with units not yet treated",
}
_SEEN: dict[Unbalanced, str] = {
    "pairs": "units seen in both periods of a comparison",
    "complete": "units seen in every period",
    "cross_sections": "rows as repeated cross-sections",
}


@dataclass(frozen=True, slots=True)
class Rules:
    """How group-time effects are to be estimated; options are checked when it is made.

    Raises
    ------
    OptionError
    """

    comparison: ComparisonGroup
    anticipation: float
    base_period: BasePeriod
    unbalanced: Unbalanced

    def __post_init__(self) -> None:
        choose("comparison", self.comparison, get_args(ComparisonGroup))
        choose("base_period", self.base_period, get_args(BasePeriod))
        choose("unbalanced", self.unbalanced, get_args(Unbalanced))
        # A frozen object's own way of settling a value when it is made.
        object.__setattr__(self, "anticipation", choose_anticipation(self.anticipation))

    def draw(self, panel: Panel, names: tuple[str, ...]) -> Sample:
        """Choose rows and units.

        Raises
        ------
        NoTreatedError, EmptySampleError, ClusterError
        """
        sample = draw_sample(
            panel,
            covariates=names,
            unbalanced=self.unbalanced,
            anticipation=self.anticipation,
            while_compared=self.comparison == "not_yet_treated",
        )
        if sample.n_clusters < 2:  # noqa: PLR2004 - variance needs two
            raise ClusterError(sample.n_clusters)
        return sample

    def estimator(
        self, panel: Panel, sample: Sample, method: Method, names: tuple[str, ...]
    ) -> CellEstimator:
        """Say how each cell is estimated."""
        by_rows = self._seen(panel) == "cross_sections"
        return CellEstimator(sample, panel.calendar, method, names, by_rows)

    def words(self, panel: Panel, method: Method) -> str:
        """Say how cells are estimated and compared, in words."""
        return f"{WORDS[method]}, {_WHO[self.comparison]}, {_SEEN[self._seen(panel)]}"

    def _seen(self, panel: Panel) -> Unbalanced:
        return self.unbalanced if panel.is_repeated else "cross_sections"

    def cells(self, sample: Sample) -> list[Cell]:
        """List the cells of every cohort, also of one that is seen only before its treatment.

        Raises
        ------
        NoTreatedError
        """
        return plan_cells(
            np.concatenate([treated_cohorts(sample), self._seen_only_before(sample)]),
            sample.periods,
            anticipation=self.anticipation,
            base_period=self.base_period,
        )

    def _seen_only_before(self, sample: Sample) -> FloatArray:
        """List cohorts first treated after the last period that have effects before, increasing.

        They may react within the data, or lie in a gap of the calendar between the last period
        with anyone to compare with and the last cohort. Without anyone never treated that cohort
        is all there is to compare with, and has no effects of its own, as in R's `did`.
        """
        ahead = elapsed(sample.periods[-1], sample.treated_from)
        reacts = ahead <= self.anticipation
        in_gap = sample.treated_from < sample.ended_by
        starts = np.unique(sample.treated_from[(ahead > 0) & (reacts | in_gap)])
        return starts if (~reacts).any() else starts[:-1]

    def untouched(self, sample: Sample, cell: Cell) -> BoolArray:
        """Mark units that may serve as comparison in a cell, shape (n_units,)."""
        return can_compare(
            sample.treated_from,
            cell,
            sample.periods,
            comparison=self.comparison,
            anticipation=self.anticipation,
        )
