"""Results turned into records, in which numbers about people are still exact."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from evalcap.dataset import Panel
from evalcap.estimate import EffectPath, Estimate
from evalcap.evidence.model import Design
from evalcap.evidence.results import (
    EstimateRecord,
    OverallRecord,
    PathRecord,
    PointRecord,
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a result stands in the plan."""

    outcome: str
    analysis: str
    primary: bool

    def key(self, last: str | None = None) -> str:
        """Name a result: `outcome/analysis`, or `outcome/analysis/last`."""
        return "/".join(part for part in (self.outcome, self.analysis, last) if part)


def estimate_record(estimate: Estimate, place: Place, term: str | None = None) -> EstimateRecord:
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
        n_obs=estimate.n_obs,
        n_units=estimate.n_units,
        n_clusters=estimate.n_clusters,
        excluded=dict(estimate.excluded),
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


def design_record(panel: Panel, *, comparison: str, unit_is: str) -> Design:
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
        n_rows=panel.n_rows,
        n_units=panel.n_units,
        n_treated_units=treated,
        n_clusters=panel.n_clusters,
    )
