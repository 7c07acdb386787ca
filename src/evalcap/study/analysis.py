"""Run one analysis of the plan."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from evalcap.dataset import Panel
from evalcap.dataset.number import require_columns
from evalcap.errors import preview
from evalcap.errors.study import NoRowsSelectedError
from evalcap.estimate import EffectPath, Estimate, GroupTimeEffects, PanelFit
from evalcap.evidence.assembly import Place, Publication, estimate_record, path_record
from evalcap.evidence.model import EstimateRecord, PathRecord
from evalcap.study.estimators import ESTIMATORS, Result, columns_in
from evalcap.study.plan import AnalysisSection, DesignSection


@dataclass(frozen=True, slots=True)
class Run:
    """One analysis, as it was run.

    Attributes
    ----------
    panel
        The rows that `where` selected.
    n_outside
        Rows that `where` left out.
    """

    section: AnalysisSection
    panel: Panel
    result: Result
    n_outside: int

    @property
    def place(self) -> Place:
        """Where its results stand."""
        return Place(self.section.outcome, self.section.name, self.section.primary)

    @property
    def main(self) -> Estimate | None:
        """Its one number, where it has one."""
        result = self.result
        if isinstance(result, GroupTimeEffects):
            return result.aggregate("overall")
        if isinstance(result, EffectPath):
            return result.overall
        return result if isinstance(result, Estimate) else None


def run_analysis(frame: pd.DataFrame, design: DesignSection, section: AnalysisSection) -> Run:
    """Select the rows, build the panel and call the estimator.

    Raises
    ------
    EvalcapError
        If the rows are no panel, or the design is not identified.
    """
    chosen = select(frame, section)
    panel = build_panel(chosen, design, section.outcome, columns_in(section.options))
    result = ESTIMATORS[section.estimator](panel, **_options(section, design))
    return Run(section, panel, result, len(frame) - len(chosen))


def _options(section: AnalysisSection, design: DesignSection) -> dict[str, Any]:
    """Give the call its options; group-time takes the design's comparison unless told."""
    if section.estimator == "group_time":
        return {"comparison": design.comparison, **section.options}
    return section.options


def select(frame: pd.DataFrame, section: AnalysisSection) -> pd.DataFrame:
    """Keep the rows that `where` names.

    Raises
    ------
    NoRowsSelectedError
    """
    for column, wanted in section.where.items():
        require_columns(frame, [column])
        chosen = frame[frame[column].isin(list(wanted))]
        if chosen.empty:
            seen = preview(sorted(map(str, frame[column].dropna().unique())), 10)
            raise NoRowsSelectedError(section.name, column, wanted, seen)
        frame = chosen
    return frame


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
    result, place = run.result, run.place
    if isinstance(result, PanelFit):
        terms = [(name, result.term(name)) for name in result.terms]
        return [_record(run, e, publication, name) for name, e in terms], []
    if isinstance(result, Estimate):
        return [_record(run, result, publication)], []
    path = result.aggregate("event_time") if isinstance(result, GroupTimeEffects) else result
    paths = [path_record(path, place, lambda at: f"{at:+g}" if at else "0")]
    main = run.main
    return [] if main is None else [_record(run, main, publication)], paths


def _record(
    run: Run, estimate: Estimate, publication: Publication, term: str | None = None
) -> EstimateRecord:
    if run.n_outside:
        chosen = "; ".join(f"{c}: {preview(v, 8)}" for c, v in run.section.where.items())
        outside = {f"rows outside {chosen}": run.n_outside}
        estimate = replace(estimate, excluded=outside | dict(estimate.excluded))
    return estimate_record(estimate, run.place, publication, term)
