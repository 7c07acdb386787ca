"""The primary analysis in each group of people."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from evalcap.dataset import Panel
from evalcap.dataset.number import require_columns
from evalcap.errors import EvalcapError
from evalcap.evidence.assembly import Place, Publication
from evalcap.evidence.model import Count
from evalcap.evidence.results import SubgroupRecord
from evalcap.kernels.arrays import BoolArray
from evalcap.study.analysis import build_panel, run_analysis
from evalcap.study.estimators import columns_in
from evalcap.study.plan import AnalysisSection, DesignSection, Plan
from evalcap.study.selection import select


def subgroup_records(
    frame: pd.DataFrame, plan: Plan, section: AnalysisSection, publication: Publication
) -> list[SubgroupRecord]:
    """Repeat an analysis for every level of the columns the plan disaggregates by.

    A group with too few units in either arm is withheld; so is one where the effect is not
    identified. Both say why.
    """
    chosen = select(frame, section)
    require_columns(chosen, list(plan.disaggregate.by))
    return [
        r for by in plan.disaggregate.by for r in _levels(chosen, plan, section, publication, by)
    ]


def _levels(
    frame: pd.DataFrame, plan: Plan, section: AnalysisSection, publication: Publication, by: str
) -> Iterator[SubgroupRecord]:
    alone = section.model_copy(update={"where": {}})
    for level in sorted(frame[by].dropna().unique(), key=str):
        chosen = frame[frame[by] == level]
        yield _level(chosen, plan.design, alone, publication, (by, str(level)))


def _level(
    frame: pd.DataFrame,
    design: DesignSection,
    section: AnalysisSection,
    publication: Publication,
    group: tuple[str, str],
) -> SubgroupRecord:
    panel = build_panel(frame, design, section.outcome, columns_in(section.options))
    comparison = section.options.get("comparison", design.comparison)
    arms = _arms(panel, later=comparison == "not_yet_treated")
    record = _withheld(section, publication.count(_n_seen(panel)), group)
    if min(arms) < publication.min_cell:
        few = f"fewer than {publication.min_cell} units in one arm"
        return record.model_copy(update={"reason": few})
    try:
        main = run_analysis(frame, design, section).main
    except EvalcapError as error:
        return record.model_copy(update={"reason": _reason(error, publication)})
    if main is None:
        return record.model_copy(update={"reason": "the analysis has no single estimate"})
    low, high = main.interval()
    numbers = {"point": main.point, "conf_low": float(low), "conf_high": float(high)}
    return record.model_copy(update={"n_units": publication.count(main.n_units), **numbers})


def _withheld(section: AnalysisSection, n_units: Count, group: tuple[str, str]) -> SubgroupRecord:
    by, level = group
    return SubgroupRecord(
        key=Place(section.outcome, section.name, primary=False).key(f"{by}={level}"),
        outcome=section.outcome,
        analysis=section.name,
        by=by,
        level=level,
        n_units=n_units,
        point=None,
        conf_low=None,
        conf_high=None,
    )


def _reason(error: EvalcapError, publication: Publication) -> str:
    """Say why there is no estimate; an error's own words may count people."""
    if publication.people:
        return "the effect cannot be estimated in this group"
    return error.wrong.splitlines()[0]


def _n_seen(panel: Panel) -> int:
    return int(_is_seen(panel).sum())


def _is_seen(panel: Panel) -> BoolArray:
    """Mark units with an outcome in some period, shape (n_units,)."""
    seen = np.zeros(panel.n_units, bool)
    seen[panel.unit[~np.isnan(panel.outcome)]] = True
    return seen


def _arms(panel: Panel, *, later: bool) -> tuple[int, int]:
    """Count treated and comparison units with an outcome.

    Parameters
    ----------
    later
        Whether units that are treated after the first cohort serve as comparison too.
    """
    start = panel.treated_from[_is_seen(panel)]
    treated = start <= panel.periods[-1]
    compared = start > start.min(initial=np.inf) if later else ~treated
    return int(treated.sum()), int((compared | ~treated).sum())
