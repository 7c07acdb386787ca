"""Results turned into records: the last place where numbers about people are still exact."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from evalcap.dataset import Panel
from evalcap.estimate import EffectPath, Estimate
from evalcap.evidence.model import Count, Design
from evalcap.evidence.results import (
    EstimateRecord,
    OverallRecord,
    PathRecord,
    PointRecord,
    TrendRecord,
)
from evalcap.privacy.counts import published_count


@dataclass(frozen=True, slots=True)
class Place:
    """Where a result stands in the plan."""

    outcome: str
    analysis: str
    primary: bool

    def key(self, last: str | None = None) -> str:
        """Name a result: `outcome/analysis`, or `outcome/analysis/last`."""
        return "/".join(part for part in (self.outcome, self.analysis, last) if part)


@dataclass(frozen=True, slots=True)
class Publication:
    """How counts are published.

    Attributes
    ----------
    min_cell
        Counts of people below this are withheld.
    people
        Whether the units are people.
    rounding
        Counts of people are rounded to a multiple of this.
    """

    min_cell: int
    people: bool
    rounding: int = 1

    def count(self, n: int) -> Count:
        """Give a count as it may be published."""
        return published_count(n, self.min_cell, self.rounding) if self.people else n

    def clusters(self, n: int, *people: int) -> Count:
        """Give a number of clusters, which counts people where each is a cluster of their own."""
        return self.count(n) if n in people else n

    def counts(self, reasons: Mapping[str, int]) -> dict[str, Count]:
        """Give counts by reason as they may be published."""
        return {reason: self.count(n) for reason, n in reasons.items()}


def estimate_record(
    estimate: Estimate, place: Place, publication: Publication, term: str | None = None
) -> EstimateRecord:
    """Record one estimate."""
    low, high = estimate.interval()
    bounded = np.isfinite(estimate.degrees_of_freedom)
    return EstimateRecord(
        key=place.key(term),
        outcome=place.outcome,
        analysis=place.analysis,
        term=term,
        primary=place.primary,
        estimator=estimate.estimator,
        estimand=estimate.estimand,
        point=estimate.point,
        std_error=estimate.std_error,
        conf_low=float(low),
        conf_high=float(high),
        p_value=estimate.p_value(),
        degrees_of_freedom=float(estimate.degrees_of_freedom) if bounded else None,
        n_obs=publication.count(estimate.n_obs),
        n_units=publication.count(estimate.n_units),
        n_clusters=publication.clusters(estimate.n_clusters, estimate.n_obs, estimate.n_units),
        excluded=publication.counts(estimate.excluded),
        notes=estimate.notes,
    )


def path_record(path: EffectPath, place: Place, label: Callable[[float], str]) -> PathRecord:
    """Record a path; `label` names a point of it."""
    low, high = path.interval()
    wide_low, wide_high = path.uniform_interval()
    columns = tuple(map(np.asarray, (path.std_error, low, high, wide_low, wide_high)))
    points = tuple(
        PointRecord(
            at=float(at),
            label=label(float(at)),
            point=float(point),
            std_error=_known(se),
            conf_low=_known(lower),
            conf_high=_known(upper),
            uniform_low=_known(wide_lower),
            uniform_high=_known(wide_upper),
        )
        for at, point, se, lower, upper, wide_lower, wide_upper in zip(
            path.at, path.estimate, *columns, strict=True
        )
    )
    return PathRecord(
        key=place.key(path.by),
        outcome=place.outcome,
        analysis=place.analysis,
        by=path.by,
        overall=None if path.overall is None else _overall(path.overall),
        points=points,
        notes=path.notes,
    )


def _overall(estimate: Estimate) -> OverallRecord:
    low, high = estimate.interval()
    return OverallRecord(
        point=estimate.point,
        std_error=estimate.std_error,
        conf_low=float(low),
        conf_high=float(high),
    )


def _known(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def design_record(
    panel: Panel, publication: Publication, *, comparison: str, unit_is: str
) -> Design:
    """Record how the comparison is set up."""
    names = panel.names
    treated = int((panel.treated_from <= panel.periods[-1]).sum())
    return Design(
        unit=names.unit,
        unit_is=unit_is,
        time=names.time,
        treated_from=names.treated_from or names.treated,
        cluster=names.cluster,
        comparison=comparison,
        periods=tuple(panel.calendar.label(p) for p in panel.periods),
        n_rows=publication.count(len(panel.order)),
        n_units=publication.count(panel.n_units),
        n_treated_units=publication.count(treated),
        n_clusters=publication.clusters(panel.n_clusters, panel.n_units),
    )


def trend_records(panel: Panel, outcome: str, publication: Publication) -> tuple[TrendRecord, ...]:
    """Record the mean outcome of both arms in every period, withheld where people are few.

    The treated arm holds every unit whose treatment begins within the data.
    """
    seen = ~np.isnan(panel.outcome)
    weight = np.ones(len(seen)) if panel.weight is None else panel.weight
    ever = (panel.treated_from <= panel.periods[-1])[panel.unit]
    records = []
    for period, place in enumerate(panel.periods):
        for arm, member in (("treated", ever), ("comparison", ~ever)):
            cell = seen & member & (panel.period == period) & (weight > 0)
            n = int(cell.sum())
            shown = isinstance(publication.count(n), int) and n > 0
            mean = float(np.average(panel.outcome[cell], weights=weight[cell])) if shown else None
            records.append(
                TrendRecord(
                    outcome=outcome,
                    arm=arm,
                    time=float(place),
                    label=panel.calendar.label(place),
                    mean=mean,
                    n_units=publication.count(n),
                )
            )
    return tuple(records)


def first_spread(panel: Panel, publication: Publication) -> float | None:
    """Give the standard deviation of the outcome in the first period; None for too few units.

    Both arms count together, so that it does not depend on who takes part.
    """
    seen = (panel.period == 0) & ~np.isnan(panel.outcome)
    if seen.sum() < 2 or not isinstance(publication.count(int(seen.sum())), int):  # noqa: PLR2004
        return None
    return float(panel.outcome[seen].std(ddof=1)) or None
