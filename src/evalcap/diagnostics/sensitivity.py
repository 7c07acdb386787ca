"""How far trends may depart from parallel before an effect can no longer be told from zero."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import get_args

import numpy as np
from scipy.optimize import brentq

from evalcap.diagnostics.one_base import Target, lay_out
from evalcap.diagnostics.sensitivity_result import Method, Sensitivity
from evalcap.errors.design import OptionError
from evalcap.errors.diagnostics import SingularCovarianceError, TooFewClustersError
from evalcap.estimate import EffectPath
from evalcap.estimate.interval import require_level
from evalcap.estimators.option import choose
from evalcap.kernels.arrays import FloatArray
from evalcap.kernels.distribution import Interval, critical_value
from evalcap.kernels.event_study import EventStudy
from evalcap.kernels.honest_relative import NoSpreadError, relative_magnitude_interval
from evalcap.kernels.honest_smooth import smoothness_interval

_MULTIPLES = (0.5, 1.0, 2.0)
_MOST_DOUBLINGS = 60
# Three digits of a breakdown value are read, and more are noise.
_PRECISION = 1e-4
# Relative eigenvalue of a correlation matrix below which it is rounding.
_SINGULAR = 1e-10

Bounds = Callable[[float], tuple[float, float]]


def check_sensitivity(
    path: EffectPath,
    *,
    method: Method = "relative_magnitude",
    values: Sequence[float] | None = None,
    target: Target = "first",
    level: float = 0.95,
) -> Sensitivity:
    """Give intervals of the effect that hold although trends were not parallel.

    Parameters
    ----------
    path
        By event time, all coefficients relative to one base period; it may be left out.
    method
        "relative_magnitude": after treatment the trends of treated and comparison units part from
        one period to the next by at most so many times their largest step before treatment.
        "smoothness": their difference is a straight line but for bends, each at most this large,
        in units of the outcome.
    values
        The bounds to compute intervals for, zero or more. By default 0.5, 1 and 2; for smoothness
        0 and these times the largest bend estimated before treatment (0 alone where the one
        coefficient before treatment shows no bend).
    target
        The effect in the first period of treatment, or the mean over all its periods.
    level
        Confidence level.

    Returns
    -------
    Intervals in units of the outcome, from the normal distribution as R's HonestDiD: the
    conditional least-favourable hybrid for relative magnitudes, with the first-stage critical
    value computed instead of simulated, and fixed-length intervals for smoothness, with the exact
    quantile instead of a simulated one. `.breakdown` is the largest bound at which the interval
    excludes zero. Passed when that reaches the largest departure seen before treatment, of
    concern when it reaches half of it.

    Raises
    ------
    DesignError
        If the path is not relative to one base period, or has gaps, or nothing before it; or,
        for smoothness, if its coefficients before treatment reach half the number of clusters or
        their covariance is singular.

    References
    ----------
    Rambachan, A. and Roth, J. (2023). A more credible approach to parallel trends. Review of
    Economic Studies 90(5), 2555-2591.
    """
    choose("method", method, get_args(Method))
    choose("target", target, get_args(Target))
    require_level(level)
    study = lay_out(path, target)
    if method == "smoothness":
        _require_weights(study, path.n_clusters)
    seen = 1.0 if method == "relative_magnitude" else _largest_bend(study)
    bounds = np.array(_defaults(method, seen) if values is None else _checked(values))
    interval = partial(_INTERVALS[method], study, level)
    limits = np.array([interval(bound) for bound in bounds])
    reach = critical_value(level, np.inf) * study.std_error
    return Sensitivity(
        method=method,
        target=target,
        outcome=path.outcome,
        n_after=int((study.target > 0).sum()),
        n_clusters=path.n_clusters,
        level=level,
        value=bounds,
        conf_low=limits[:, 0],
        conf_high=limits[:, 1],
        parallel=Interval(study.point - reach, study.point + reach),
        breakdown=find_breakdown(interval, start=seen or study.std_error),
        seen=seen,
    )


def _require_weights(study: EventStudy, n_clusters: int) -> None:
    """Refuse a covariance that cannot say how to weigh coefficients."""
    if 2 * study.n_before >= n_clusters:
        raise TooFewClustersError(study.n_before, n_clusters)
    rank, k = _rank(study), len(study.estimate)
    if rank < k:
        raise SingularCovarianceError(k, rank)


def _rank(study: EventStudy) -> int:
    scale = np.sqrt(np.diag(study.covariance))
    correlation = study.covariance / np.outer(scale, scale)
    return int(np.linalg.matrix_rank(correlation, hermitian=True, rtol=_SINGULAR))


def _relative(study: EventStudy, level: float, bound: float) -> tuple[float, float]:
    try:
        return relative_magnitude_interval(study, bound, level=level)
    except NoSpreadError:
        raise SingularCovarianceError(len(study.estimate), _rank(study)) from None


def _smooth(study: EventStudy, level: float, bound: float) -> tuple[float, float]:
    return smoothness_interval(study, bound, level=level).limits


_INTERVALS: dict[Method, Callable[[EventStudy, float, float], tuple[float, float]]] = {
    "relative_magnitude": _relative,
    "smoothness": _smooth,
}


def _largest_bend(study: EventStudy) -> float | None:
    """Largest change of slope estimated before treatment; None where one slope is all there is."""
    levels: FloatArray = np.append(study.estimate[: study.n_before], 0.0)
    bends = np.abs(np.diff(levels, n=2))
    return float(bends.max()) if len(bends) else None


def _defaults(method: Method, seen: float | None) -> Sequence[float]:
    if method == "relative_magnitude":
        return _MULTIPLES
    return (0.0, *(m * seen for m in _MULTIPLES)) if seen else (0.0,)


def _checked(values: Sequence[float]) -> FloatArray:
    try:
        bounds = np.asarray(values, float).reshape(-1)
    except ValueError:
        bounds = np.empty(0)
    if not len(bounds) or not (np.isfinite(bounds) & (bounds >= 0)).all():
        raise OptionError("values", list(values), ("one or more numbers of zero or more",))
    return bounds


def find_breakdown(interval: Bounds, *, start: float) -> float | None:
    """Largest bound at which an interval that widens with it still excludes zero.

    Parameters
    ----------
    start
        A bound of the order looked for, above zero.

    Returns
    -------
    None when even the interval at zero includes zero; infinite when none that wide does.
    """

    def margin(bound: float) -> float:
        low, high = interval(bound)
        return max(low, -high)

    if margin(0.0) <= 0:
        return None
    low, high = 0.0, start
    for _ in range(_MOST_DOUBLINGS):
        if margin(high) <= 0:
            return float(brentq(margin, low, high, xtol=_PRECISION * high, rtol=_PRECISION))
        low, high = high, 2 * high
    return float("inf")
