"""The primary analysis in each group of people."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from evalcap.dataset.number import require_columns
from evalcap.errors import EvalcapError
from evalcap.evidence.assembly import Place
from evalcap.evidence.population import arms, is_seen
from evalcap.evidence.results import SubgroupRecord
from evalcap.study.analysis import build_panel, run_analysis
from evalcap.study.estimators import columns_in
from evalcap.study.plan import AnalysisSection, DesignSection, Plan
from evalcap.study.publication import Publication
from evalcap.study.selection import select

_NOT_ESTIMATED = "the effect cannot be estimated in this group"
_GIVES_AWAY = "a smaller group could be worked out from it"


def subgroup_records(
    frame: pd.DataFrame, plan: Plan, section: AnalysisSection, publication: Publication
) -> list[SubgroupRecord]:
    """Repeat an analysis for every level of the columns the plan disaggregates by.

    A group with too few units in either arm is withheld; so is one where the effect is not
    identified. Both say why. Counts are exact: disclosure control comes after.
    """
    chosen = select(frame, section)
    require_columns(chosen, list(plan.disaggregate.by))
    everybody = _sample(chosen, plan.design, section)
    records = []
    for by in plan.disaggregate.by:
        groups = list(_levels(chosen, plan.design, section, publication, by))
        records += _without_small_rest(groups, everybody, publication)
    return records


@dataclass(frozen=True, slots=True)
class _Group:
    """One level's record, and its units with an outcome: treated, comparison."""

    record: SubgroupRecord
    arms: tuple[int, int]

    def withheld(self, reason: str) -> "_Group":
        none = {"point": None, "conf_low": None, "conf_high": None, "reason": reason}
        return replace(self, record=self.record.model_copy(update=none))


def _sample(
    frame: pd.DataFrame, design: DesignSection, section: AnalysisSection
) -> tuple[int, int]:
    panel = build_panel(frame, design, section.outcome, columns_in(section.options))
    comparison = section.options.get("comparison", design.comparison)
    return arms(panel, later=comparison == "not_yet_treated")


def _levels(
    frame: pd.DataFrame,
    design: DesignSection,
    section: AnalysisSection,
    publication: Publication,
    by: str,
) -> Iterator[_Group]:
    alone = section.model_copy(update={"where": {}})
    for level in sorted(frame[by].dropna().unique(), key=str):
        chosen = frame[frame[by] == level]
        yield _level(chosen, design, alone, publication, (by, str(level)))


def _level(
    frame: pd.DataFrame,
    design: DesignSection,
    section: AnalysisSection,
    publication: Publication,
    group: tuple[str, str],
) -> _Group:
    panel = build_panel(frame, design, section.outcome, columns_in(section.options))
    sample = _sample(frame, design, section)
    empty = _Group(_withheld(section, int(is_seen(panel).sum()), group), sample)
    if min(sample) < publication.rules.smallest:
        return empty.withheld(f"fewer than {publication.rules.smallest} units in one arm")
    try:
        main = run_analysis(frame, design, section).main
    except EvalcapError as error:
        return empty.withheld(publication.reason(error, instead=_NOT_ESTIMATED))
    if main is None:
        return empty.withheld("the analysis has no single estimate")
    low, high = main.interval()
    numbers = {"point": main.point, "conf_low": float(low), "conf_high": float(high)}
    found = {"n_units": main.n_units, **numbers}
    return replace(empty, record=empty.record.model_copy(update=found))


def _without_small_rest(
    groups: Sequence[_Group], everybody: tuple[int, int], publication: Publication
) -> list[SubgroupRecord]:
    """Withhold further groups until all that is withheld is of enough people in both arms.

    Whoever has the estimate of everybody and those of all groups but a small one comes close to
    the estimate of the small one.
    """
    groups = list(groups)
    while shown := [g for g in groups if g.record.point is not None]:
        rest = [whole - sum(g.arms[arm] for g in shown) for arm, whole in enumerate(everybody)]
        if not any(rest) or not publication.are_few(*rest):
            break
        smallest = min(shown, key=lambda g: sum(g.arms))
        groups[groups.index(smallest)] = smallest.withheld(_GIVES_AWAY)
    return [group.record for group in groups]


def _withheld(section: AnalysisSection, n_units: int, group: tuple[str, str]) -> SubgroupRecord:
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
