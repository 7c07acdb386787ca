"""Units that enter treatment together, beside those still untreated."""

from dataclasses import dataclass

import numpy as np

from evalcap.estimators.cell_effect import NO_COMPARISON, NO_TREATED
from evalcap.estimators.cohorts import treated_cohorts
from evalcap.estimators.sample import Sample
from evalcap.kernels.arrays import FloatArray, IntArray
from evalcap.kernels.elapsed import elapsed


@dataclass(frozen=True, slots=True)
class Entry:
    """Units that enter at one time, and those they are compared with, at one horizon.

    Attributes
    ----------
    base
        Event time of the base period.
    unit
        Shape (n,).
    change, weight
        Long difference and weight in the base period, shape (n,).
    entering
        1 for entering, 0 for comparison, shape (n,).
    n_unpaired
        Units of either group that miss one of the two periods.
    """

    start: float
    horizon: float
    base: float
    unit: IntArray
    change: FloatArray
    weight: FloatArray
    entering: FloatArray
    n_unpaired: int


def horizons(sample: Sample, before: int, after: int | None) -> FloatArray:
    """Event times observed, from so long before the base that is nearest to its cohort's start."""
    since = elapsed(treated_cohorts(sample)[:, None], sample.periods)
    first = since[since < 0].max() - before
    last = np.inf if after is None else after
    at = np.unique(since)
    return np.asarray(at[(at >= first) & (at <= last)])


def cut_entry(sample: Sample, start: float, horizon: float) -> Entry | str:
    """Cut one entry time; where there is nothing to compare, say why.

    Nothing is said of a period that is not observed, or is the base itself.
    """
    assert sample.row is not None  # noqa: S101 - the panel is repeated
    since = elapsed(start, sample.periods)
    at = np.flatnonzero(since == horizon)
    earlier = np.flatnonzero(sample.periods < start)
    if not len(at) or at[0] == earlier[-1]:
        return ""
    base, time = sample.row[:, earlier[-1]], sample.row[:, at[0]]
    clean = elapsed(start, sample.treated_from) > max(0.0, horizon)
    entering = sample.treated_from == start
    paired = (base >= 0) & (time >= 0)
    unit = np.flatnonzero(paired & (entering | clean))
    if not entering[unit].any():
        return NO_TREATED
    if entering[unit].all():
        return NO_COMPARISON
    return Entry(
        start=start,
        horizon=horizon,
        base=float(since[earlier[-1]]),
        unit=unit,
        change=sample.outcome[time[unit]] - sample.outcome[base[unit]],
        weight=sample.weight[base[unit]],
        entering=entering[unit].astype(float),
        n_unpaired=int((~paired & (entering | clean)).sum()),
    )
