"""The primary analysis in each group of people."""

from collections.abc import Iterator

import pandas as pd

from evalcap.dataset.number import require_columns
from evalcap.errors import EvalcapError
from evalcap.evidence.assembly import Place, Publication
from evalcap.evidence.model import SubgroupRecord
from evalcap.study.analysis import run_analysis, select
from evalcap.study.plan import AnalysisSection, Plan


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
    for level in sorted(frame[by].dropna().unique(), key=str):
        yield _level(frame[frame[by] == level], plan, section, publication, (by, str(level)))


def _level(
    frame: pd.DataFrame,
    plan: Plan,
    section: AnalysisSection,
    publication: Publication,
    group: tuple[str, str],
) -> SubgroupRecord:
    by, level = group
    place = Place(section.outcome, section.name, primary=False)
    record = SubgroupRecord(
        key=place.key(f"{by}={level}"),
        outcome=section.outcome,
        analysis=section.name,
        by=by,
        level=level,
        n_units=publication.count(0),
        point=None,
        conf_low=None,
        conf_high=None,
    )
    try:
        run = run_analysis(frame, plan.design, section.model_copy(update={"where": {}}))
        main = run.main
    except EvalcapError as error:
        return record.model_copy(update={"reason": error.wrong.splitlines()[0]})
    if main is None:
        return record.model_copy(update={"reason": "the analysis has no single estimate"})
    treated = int((run.panel.treated_from <= run.panel.periods[-1]).sum())
    smallest = min(treated, run.panel.n_units - treated)
    if smallest < publication.min_cell:
        few = f"fewer than {publication.min_cell} units in one arm"
        return record.model_copy(update={"reason": few})
    low, high = main.interval()
    numbers = {"point": main.point, "conf_low": float(low), "conf_high": float(high)}
    return record.model_copy(update={"n_units": publication.count(main.n_units), **numbers})
