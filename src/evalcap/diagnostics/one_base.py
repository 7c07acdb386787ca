"""A path whose coefficients are all relative to one base period, laid out around it."""

from typing import Literal

import numpy as np

from evalcap.errors.design import NoVariationError
from evalcap.errors.diagnostics import (
    NotByEventTimeError,
    NothingBeforeError,
    OneBaseNeededError,
    UnevenTimesError,
)
from evalcap.estimate import EffectPath
from evalcap.kernels.arrays import FloatArray
from evalcap.kernels.event_study import EventStudy

Target = Literal["first", "mean"]


def lay_out(path: EffectPath, target: Target) -> EventStudy:
    """Take the coefficients around the base period, and what is of interest among them.

    Periods between the base and treatment, those of anticipation, count as after the base
    without being of interest.

    Parameters
    ----------
    target
        The effect at the first event time from 0 on, or the mean of all of these.

    Raises
    ------
    NotByEventTimeError, OneBaseNeededError, UnevenTimesError, NothingBeforeError,
    NoVariationError
    """
    if path.by != "event_time":
        raise NotByEventTimeError(path.by)
    if path.pre_trends != "one_base":
        raise OneBaseNeededError(path.pre_trends)
    free = ~path.is_base
    at = path.at[free]
    base = find_base(path)
    if base is None:
        raise UnevenTimesError(at)
    if not (at < base).any() or not (at >= 0).any():
        raise NothingBeforeError(at, base)
    covariance = path.covariance[np.ix_(free, free)]
    if not (np.diag(covariance) > 0).all():
        raise NoVariationError
    later = at[at > base]
    return EventStudy(
        estimate=path.estimate[free],
        covariance=covariance,
        n_before=int((at < base).sum()),
        target=_weights(later, target),
    )


def find_base(path: EffectPath) -> float | None:
    """Find the base period: the point that is zero by construction, or the one left out.

    None if the event times and the base period are not evenly spaced.
    """
    at, given = path.at[~path.is_base], path.at[path.is_base]
    middle = (at[1:] + at[:-1])[at[:-1] < 0] / 2
    for base in given if len(given) else middle[::-1]:
        steps = np.diff(np.sort([*at, base]))
        if len(steps) and np.allclose(steps, steps[0]):
            return float(base)
    return None


def _weights(later: FloatArray, target: Target) -> FloatArray:
    under = later >= 0
    if target == "mean":
        return np.where(under, 1 / under.sum(), 0.0)
    return np.where(np.arange(len(later)) == np.argmax(under), 1.0, 0.0)
