"""The triple difference in one cell of cohort and time."""

from collections import Counter
from dataclasses import dataclass, field, replace

import numpy as np

from evalcap.estimate.membership import RefusedCell
from evalcap.estimators.cell_effect import (
    NO_COMPARISON,
    CellEffect,
    CellEstimator,
    CellResult,
    EmptyCell,
    base_effect,
)
from evalcap.estimators.cells import Cell
from evalcap.kernels.aggregation import sum_within
from evalcap.kernels.arrays import BoolArray
from evalcap.kernels.contrasts import Contrast
from evalcap.kernels.triple import efficient_weights, triple_difference

WITHOUT_BOTH = "comparison cohorts without both kinds of units, summed over cells"
REFUSED = "comparison cohorts refused, summed over cells"
TOO_SMALL = "comparison cohorts too small to be weighed, summed over cells"


@dataclass(frozen=True, slots=True)
class _Elsewhere:
    """The comparisons with the eligible and with the ineligible units of one other cohort."""

    eligible: CellEffect
    ineligible: CellEffect


@dataclass(frozen=True, slots=True)
class TripleEstimator:
    """How every cell of a triple difference is estimated.

    Attributes
    ----------
    pair
        How two groups are compared.
    eligible
        Shape (n_units,).
    left_out
        Cohorts that could not serve as comparison in a cell, by reason; grows with every cell.
    pairs
        The estimator of each comparison, which remembers what it fitted last.
    """

    pair: CellEstimator
    eligible: BoolArray
    left_out: Counter[str] = field(default_factory=Counter)
    pairs: dict[str, CellEstimator] = field(default_factory=dict, repr=False)

    def estimate(self, cell: Cell, untouched: BoolArray) -> CellResult:
        """Compare the cohort's eligible units, with each cohort among the marked units.

        Cohorts are taken one by one: in several together, eligible and ineligible units could
        differ only because more of the ones are of this cohort, more of the others of that. Their
        results estimate one effect, and are averaged so that the average varies least.

        Parameters
        ----------
        untouched
            Units that may serve as comparison, shape (n_units,).
        """
        if cell.is_base:
            return base_effect(cell)
        start = self.pair.sample.treated_from
        own, among = start == cell.cohort, " with the ineligible there"
        target = own & self.eligible
        there = self._compare(cell, target, own & ~self.eligible, among)
        if not isinstance(there, CellEffect):
            return there
        found, refused = [], []
        for other in np.unique(start[untouched]):
            result = self._elsewhere(cell, target, float(other))
            if isinstance(result, _Elsewhere):
                found.append(result)
            elif isinstance(result, RefusedCell):
                refused.append(result)
            else:
                self.left_out[WITHOUT_BOTH] += 1
        if not found:
            return refused[0] if refused else EmptyCell(cell, NO_COMPARISON)
        self.left_out[REFUSED] += len(refused)
        return self._average(there, found, int(target.sum()))

    def _elsewhere(
        self, cell: Cell, target: BoolArray, other: float
    ) -> _Elsewhere | RefusedCell | EmptyCell:
        member, cohort = self.pair.sample.treated_from == other, self._label(other)
        eligible, ineligible = (
            self._compare(cell, target, member & kind, f" with the {word} {cohort}")
            for word, kind in (("eligible", self.eligible), ("ineligible", ~self.eligible))
        )
        if not isinstance(eligible, CellEffect):
            return eligible
        if not isinstance(ineligible, CellEffect):
            return ineligible
        return _Elsewhere(eligible, ineligible)

    def _compare(
        self, cell: Cell, target: BoolArray, compared: BoolArray, among: str
    ) -> CellResult:
        fresh = replace(self.pair, among=f", compared{among}", last=[])
        return self.pairs.setdefault(among, fresh).estimate(cell, compared, target)

    def _label(self, cohort: float) -> str:
        if np.isinf(cohort):
            return "of places never treated"
        return f"of cohort {self.pair.calendar.label(cohort)}"

    def _average(self, there: CellEffect, found: list[_Elsewhere], n_target: int) -> CellEffect:
        """Average over comparison cohorts, leaving out those whose fit leaves nothing to judge.

        Of a group that its regression fits exactly, no variance is seen: it would get all weight.
        """
        judged = [other for other in found if self._is_judged(other)]
        others = judged or found
        self.left_out[TOO_SMALL] += len(found) - len(others)
        triples = [
            triple_difference([self._over_all(p) for p in (there, o.eligible, o.ineligible)])
            for o in others
        ]
        influence = np.column_stack([triple.influence for triple in triples])
        share = efficient_weights(influence) if judged else np.full(len(others), 1 / len(others))
        pairs = [there, *(pair for o in others for pair in (o.eligible, o.ineligible))]
        unit = np.unique(np.concatenate([pair.unit for pair in pairs]))
        # Each comparison counts the same treated units that miss a period.
        unpaired = 0 if self.pair.by_rows else n_target - there.n_treated
        return replace(
            there,
            att=float(share @ [triple.att for triple in triples]),
            unit=unit,
            influence=(influence @ share)[unit],
            n_comparison=sum(pair.n_comparison for pair in pairs),
            n_trimmed=sum(pair.n_trimmed for pair in pairs),
            n_unpaired=unpaired + sum(pair.n_unpaired - unpaired for pair in pairs),
            dropped=tuple(sorted({name for pair in pairs for name in pair.dropped})),
            lone=tuple(sorted({group for pair in pairs for group in pair.lone})),
        )

    def _is_judged(self, other: _Elsewhere) -> bool:
        n_terms = 1 + len(self.pair.names)
        least = 2 * n_terms if self.pair.by_rows else n_terms
        return min(other.eligible.n_comparison, other.ineligible.n_comparison) > least

    def _over_all(self, pair: CellEffect) -> Contrast:
        """Give the influence of every unit of the sample, shape (n_units,)."""
        n_units = self.pair.sample.n_units
        return Contrast(pair.att, sum_within(pair.influence, pair.unit, n_units))
