"""Local projections: for every event time, a regression of long differences on entry."""

from collections import Counter
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from evalcap.dataset import Panel
from evalcap.errors.design import (
    ClusterError,
    DesignError,
    NoComparisonError,
    NoTreatedError,
    OptionError,
)
from evalcap.estimate import EffectPath, Estimate
from evalcap.estimate.spread import scores_without_rounding, spread_or_reason
from evalcap.estimators.cell_effect import NO_COMPARISON
from evalcap.estimators.cohort_study import require_repeated
from evalcap.estimators.cohorts import treated_cohorts
from evalcap.estimators.entry import Entry, cut_entry, horizons
from evalcap.estimators.lone import cohort_notes, lone_groups
from evalcap.estimators.option import choose
from evalcap.estimators.sample import Sample, draw_sample
from evalcap.kernels.aggregation import sum_within
from evalcap.kernels.arrays import FloatArray
from evalcap.kernels.rounding import rounding

Weighting = Literal["equal", "variance"]


def estimate_local_projection(
    panel: Panel, *, before: int = 0, after: int | None = None, weighting: Weighting = "equal"
) -> EffectPath:
    """Estimate effects by event time from long differences against clean comparison units.

    At horizon h, units that enter treatment at t are compared with units still untreated at t
    and at t + h (LP-DiD). With equal weights every entering unit counts the same, and each effect
    is the average of not-yet-treated group-time effects by cohort size; regression's own variance
    weights are more precise when effects are alike.

    Parameters
    ----------
    before, after
        Horizons before the base period and after entry; all that the data allow by default.
    weighting
        "equal" or "variance".

    Returns
    -------
    Effects in units of the outcome against the period before treatment; influence summed within
    clusters, divided by n, normal distribution. `.overall` is the average over entering units
    and horizons.

    Raises
    ------
    DesignError

    References
    ----------
    Dube, A., Girardi, D., Jorda, O. and Taylor, A. M. (2023). A local projections approach to
    difference-in-differences. NBER Working Paper 31184.
    """
    choose("weighting", weighting, get_args(Weighting))
    for option, given in (("before", before), ("after", after)):
        if given is not None and not given >= 0:
            raise OptionError(option, given, ("0 or more",))
    require_repeated(panel)
    sample = draw_sample(panel, covariates=(), unbalanced="pairs", anticipation=0)
    if sample.n_clusters < 2:  # noqa: PLR2004 - variance needs two
        raise ClusterError(sample.n_clusters)
    starts = treated_cohorts(sample)
    cut = [cut_entry(sample, start, h) for h in horizons(sample, before, after) for start in starts]
    entries = [found for found in cut if isinstance(found, Entry)]
    if not any(entry.horizon >= 0 for entry in entries):
        raise _why_none(cut)
    found = _project(sample, entries, weighting)
    scores = np.column_stack([p.scores for p in found])
    scores = scores_without_rounding(scores, rounding(sample.outcome))
    overall = _overall(panel, sample, found, cut, weighting)
    return EffectPath(
        by="event_time",
        at=np.array([p.horizon for p in found]),
        estimate=np.array([p.effect for p in found]),
        covariance=scores.T @ scores,
        overall=overall,
        n_clusters=sample.n_clusters,
        pre_trends="one_base" if len({entry.base for entry in entries}) == 1 else "several_bases",
        scores=scores,
        outcome=panel.names.outcome,
        notes=_notes(panel, sample, entries),
    )


@dataclass(frozen=True, slots=True)
class _Projection:
    """One horizon.

    Attributes
    ----------
    scores
        Influence summed within clusters, shape (n_clusters,).
    entering
        Weight of entering units.
    """

    horizon: float
    effect: float
    scores: FloatArray
    entering: float


def _why_none(cut: list[Entry | str]) -> DesignError:
    if NO_COMPARISON in cut:
        return NoComparisonError()
    return NoTreatedError("none is seen both before and after its treatment begins")


def _project(sample: Sample, entries: list[Entry], weighting: Weighting) -> list[_Projection]:
    at = sorted({entry.horizon for entry in entries})
    return [_average(sample, [e for e in entries if e.horizon == h], weighting) for h in at]


def _average(sample: Sample, entries: list[Entry], weighting: Weighting) -> _Projection:
    """Average each entry time's contrast, by entering units or by regression's weights."""
    size = np.array([(e.weight * e.entering).sum() for e in entries])
    if weighting == "variance":
        share = size / np.array([e.weight.sum() for e in entries])
        importance = size * (1 - share)
    else:
        importance = size
    contrasts = [_contrast(e) for e in entries]
    effect = float(importance @ np.array([c.effect for c in contrasts]) / importance.sum())
    scores = np.zeros(sample.n_clusters)
    for entry, contrast, weight in zip(entries, contrasts, importance, strict=True):
        if weighting == "variance":
            spread = _regression_scores(entry, effect)
        else:
            varying = entry.weight * entry.entering * (contrast.effect - effect)
            spread = contrast.errors * weight + varying
        scores += sum_within(spread, sample.cluster[entry.unit], sample.n_clusters)
    return _Projection(entries[0].horizon, effect, scores / importance.sum(), float(size.sum()))


@dataclass(frozen=True, slots=True)
class _Contrast:
    """Difference of mean changes, and each unit's part in its error, shape (n,)."""

    effect: float
    errors: FloatArray


def _contrast(entry: Entry) -> _Contrast:
    treated, compared = entry.weight * entry.entering, entry.weight * (1 - entry.entering)
    gain = float(treated @ entry.change / treated.sum())
    trend = float(compared @ entry.change / compared.sum())
    errors = treated * (entry.change - gain) / treated.sum()
    errors -= compared * (entry.change - trend) / compared.sum()
    return _Contrast(gain - trend, errors)


def _regression_scores(entry: Entry, effect: float) -> FloatArray:
    """Give each unit's part in the normal equation of one effect for all entries, shape (n,)."""
    weight = entry.weight / entry.weight.sum()
    regressor = entry.entering - weight @ entry.entering
    residual = entry.change - weight @ entry.change - effect * regressor
    return np.asarray(entry.weight * regressor * residual)


def _overall(
    panel: Panel,
    sample: Sample,
    found: list[_Projection],
    cut: list[Entry | str],
    weighting: Weighting,
) -> Estimate:
    share = np.array([p.entering * (p.horizon >= 0) for p in found])
    share = share / share.sum()
    scores = np.column_stack([p.scores for p in found]) @ share
    limit = rounding(sample.outcome)
    std_error, reason = spread_or_reason(float(np.linalg.norm(scores)), limit)
    entries = [entry for entry in cut if isinstance(entry, Entry)]
    return Estimate(
        estimand="ATT",
        point=float(share @ np.array([p.effect for p in found])),
        std_error=std_error,
        n_obs=len(sample.outcome),
        n_units=sample.n_units,
        n_clusters=sample.n_clusters,
        excluded=sample.excluded | _left_out(cut, entries),
        estimator=f"local projections, {weighting} weights",
        notes=(*_notes(panel, sample, entries), *reason),
    )


def _left_out(cut: list[Entry | str], entries: list[Entry]) -> dict[str, int]:
    counts = Counter(reason for reason in cut if isinstance(reason, str) and reason)
    counts["units not seen in both periods, summed over cells"] = sum(
        entry.n_unpaired for entry in entries
    )
    return {reason: n for reason, n in counts.items() if n}


def _notes(panel: Panel, sample: Sample, entries: list[Entry]) -> tuple[str, ...]:
    one = "unit" if sample.n_clusters == sample.n_units else "cluster"
    alone = {e.start: set[str]() for e in entries}
    for e in entries:
        everyone = np.ones(len(e.unit), bool)
        alone[e.start] |= {*lone_groups(sample.cluster[e.unit], e.entering == 1, [everyone])}
    return tuple(
        note
        for group in ("treated", "comparison")
        for note in cohort_notes(
            group, [g for g, groups in alone.items() if group in groups], panel.calendar, one
        )
    )
