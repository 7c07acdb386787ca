"""Run one analysis of the plan."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from evalcap.dataset import Panel
from evalcap.errors import preview
from evalcap.errors.design import NoVariationError, RefusedCellsError
from evalcap.estimate import (
    CountEffects,
    EffectPath,
    Estimate,
    GroupTimeEffects,
    InstrumentalFit,
    PanelFit,
    RatioFit,
)
from evalcap.evidence.assembly import Place, estimate_record, path_record
from evalcap.evidence.results import EstimateRecord, PathRecord, SmallSampleRecord
from evalcap.study.estimators import ESTIMATORS, Result, columns_in
from evalcap.study.path_points import of_enough_people
from evalcap.study.plan import AnalysisSection, DesignSection
from evalcap.study.publication import Publication
from evalcap.study.selection import select
from evalcap.study.small_sample import robust_record, small_sample_of


@dataclass(frozen=True, slots=True)
class Run:
    """One analysis, as it was run.

    Attributes
    ----------
    panel
        The rows that `where` selected.
    n_outside
        Rows that `where` left out.
    estimator
        The call of the plan, for another panel.
    """

    section: AnalysisSection
    panel: Panel
    result: Result
    n_outside: int
    estimator: Callable[..., Result]

    @property
    def place(self) -> Place:
        """Where its results stand."""
        return Place(self.section.outcome, self.section.name, self.section.primary)

    @property
    def main(self) -> Estimate | None:
        """Its one number, where it has one."""
        result = self.result
        if isinstance(result, GroupTimeEffects | CountEffects):
            return result.aggregate("overall")
        if isinstance(result, EffectPath):
            return result.overall
        if isinstance(result, InstrumentalFit):
            return result.term(result.terms[0])
        return result if isinstance(result, Estimate) else None

    @property
    def estimates(self) -> Mapping[str | None, Estimate]:
        """Its numbers in the outcome's unit by term; the term of a single number is None."""
        if isinstance(self.result, PanelFit):
            return {name: self.result.term(name) for name in self.result.terms}
        if isinstance(self.result, RatioFit):
            return {name: self.result.effect(name) for name in self.result.terms}
        main = self.main
        return {} if main is None else {None: main}

    def again(self, panel: Panel, term: str | None) -> Estimate:
        """Give one of its numbers for another panel."""
        return replace(self, panel=panel, result=self.estimator(panel)).estimates[term]


def run_analysis(frame: pd.DataFrame, design: DesignSection, section: AnalysisSection) -> Run:
    """Select the rows, build the panel and call the estimator.

    Raises
    ------
    EvalcapError
        If the rows are no panel, the design is not identified, or nothing varies.
    """
    chosen = select(frame, section)
    panel = build_panel(chosen, design, section.outcome, columns_in(section.options))
    estimator = partial(ESTIMATORS[section.estimator], **_options(section, design))
    run = Run(section, panel, estimator(panel), len(frame) - len(chosen), estimator)
    if any(np.isnan(estimate.std_error) for estimate in run.estimates.values()):
        raise NoVariationError  # nothing is published without its uncertainty
    return run


def _options(section: AnalysisSection, design: DesignSection) -> dict[str, Any]:
    """Give the call its options; group-time effects take the design's comparison unless told."""
    if section.estimator in ("group_time", "group_time_triple_difference"):
        return {"comparison": design.comparison, **section.options}
    return section.options


def build_panel(
    frame: pd.DataFrame, design: DesignSection, outcome: str, columns: Sequence[str]
) -> Panel:
    """Read the panel that the design describes."""
    return Panel.from_frame(
        frame,
        unit=design.unit,
        time=design.time,
        outcome=outcome,
        treated_from=design.treated_from,
        treated=design.treated,
        never=design.never,
        cluster=design.cluster,
        weight=design.weight,
        covariates=columns,
    )


def records_of(run: Run, publication: Publication) -> tuple[list[EstimateRecord], list[PathRecord]]:
    """Record an analysis' estimates and paths."""
    estimates = [_record(run, e, publication, term) for term, e in run.estimates.items()]
    path = _path(run.result)
    if path is None:
        return estimates, []
    record = path_record(path, run.place, lambda at: f"{at:+g}" if at else "0")
    return estimates, [of_enough_people(record, run.result, run.panel, publication)]


def _path(result: Result) -> EffectPath | None:
    """Give the effects by event time, without those before treatment if some are refused."""
    if isinstance(result, CountEffects):
        return result.aggregate("event_time")
    if not isinstance(result, GroupTimeEffects):
        return result if isinstance(result, EffectPath) else None
    try:
        return result.aggregate("event_time")
    except RefusedCellsError:
        after = result.aggregate("event_time", min_e=0)
        note = "Effects before treatment are not shown, as some of them cannot be estimated."
        return replace(after, notes=(*after.notes, note))


def _record(
    run: Run, estimate: Estimate, publication: Publication, term: str | None = None
) -> EstimateRecord:
    if run.n_outside:
        chosen = "; ".join(f"{c}: {preview(v, 8)}" for c, v in run.section.where.items())
        outside = {f"rows outside {chosen}": run.n_outside}
        estimate = replace(estimate, excluded=outside | dict(estimate.excluded))
    found, reason = _small_sample(run, estimate, term)
    notes = publication.notes([*estimate.notes, *reason])
    record = estimate_record(replace(estimate, notes=notes), run.place, term)
    return record.model_copy(update={"small_sample": found})


def _small_sample(
    run: Run, estimate: Estimate, term: str | None
) -> tuple[SmallSampleRecord | None, tuple[str, ...]]:
    """Find what few clusters or weak instruments need, or the reason why it cannot be had."""
    if isinstance(run.result, InstrumentalFit) and run.result.first_stage.is_weak:
        return robust_record(run.result), ()
    return small_sample_of(
        run.section, run.panel, estimate, term=term, again=lambda p: run.again(p, term)
    )
