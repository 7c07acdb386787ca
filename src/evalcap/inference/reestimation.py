"""An estimator run again under other assignments of treatment."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from evalcap.dataset import Panel
from evalcap.errors import EvalcapError
from evalcap.errors.inference import NoInversionError
from evalcap.estimate import Estimate
from evalcap.inference.assignment import Assignment
from evalcap.kernels.arrays import BoolArray, FloatArray, IntArray
from evalcap.kernels.inversion import Redrawn

Statistic = Literal["studentised", "estimate"]
# Estimates from shifted outcomes may stray from a line by this share of the standard error.
_STRAIGHT = 1e-6


@dataclass(frozen=True, slots=True)
class Reestimated:
    """Statistics under each assignment.

    Attributes
    ----------
    redrawn
        Where an estimate failed, its statistic is infinite.
    failed
        Assignments under which nothing could be estimated.
    """

    redrawn: Redrawn
    failed: int


def reestimate(
    panel: Panel,
    estimator: Callable[[Panel], Estimate],
    assignment: Assignment,
    blocks: Iterable[IntArray],
    *,
    statistic: Statistic,
    gaps: FloatArray | None,
) -> Reestimated:
    """Estimate under each assignment.

    Parameters
    ----------
    blocks
        Kinds dealt to groups, each of shape (n_assignments, n_groups).
    statistic
        "estimate" leaves standard errors, which then need not exist, out of the statistics.
    gaps
        Supposed effects less the estimate, -s, 0 and s, to find how statistics depend on the
        effect supposed; None to suppose no effect only.

    Raises
    ------
    NoInversionError
        If the estimator takes no shifted outcomes, as counts below zero, or is not linear in them.
    """
    supposed = [panel] if gaps is None else _without_effects(panel, estimator(panel).point + gaps)
    if _estimates(supposed, estimator, statistic) is None and gaps is not None:
        raise NoInversionError("the estimator does not take shifted outcomes")
    found, failed = [], 0
    for block in blocks:
        for kind in block:
            dealt = [assignment.dealt(one, kind) for one in supposed]
            pairs = _estimates(dealt, estimator, statistic)
            failed += pairs is None
            found.append(np.full((len(supposed), 2), np.nan) if pairs is None else pairs)
    return Reestimated(_as_redrawn(np.array(found), gaps), failed)


def _without_effects(panel: Panel, effects: FloatArray) -> list[Panel]:
    return [replace(panel, outcome=panel.outcome - e * panel.is_treated) for e in effects]


def _estimates(
    dealt: list[Panel], estimator: Callable[[Panel], Estimate], statistic: Statistic
) -> FloatArray | None:
    """Estimate and squared scale from each panel; None where one does not exist."""
    try:
        estimates = [estimator(panel) for panel in dealt]
    except EvalcapError:
        return None
    scale = [e.std_error if statistic == "studentised" else 1.0 for e in estimates]
    pairs = np.column_stack([[e.point for e in estimates], np.square(scale)])
    return pairs if np.isfinite(pairs).all() else None


def _as_redrawn(found: FloatArray, gaps: FloatArray | None) -> Redrawn:
    """Fit the line and the parabola that statistics follow, shape (n_assignments, n_gaps, 2)."""
    known: BoolArray = np.isfinite(found.sum(axis=(1, 2)))
    points, squares = np.where(known[:, None, None], found, 0.0).transpose(2, 0, 1)
    if gaps is not None:
        shift, slope, square = _through(points, squares, float(gaps[-1]))
        return Redrawn(np.where(known, shift, 1.0), slope, square)
    zero = np.zeros(len(found))
    square = np.column_stack([squares[:, 0], zero, zero])
    return Redrawn(np.where(known, points[:, 0], 1.0), zero, square)


def _through(
    points: FloatArray, squares: FloatArray, gap: float
) -> tuple[FloatArray, FloatArray, FloatArray]:
    bend = points[:, 0] - 2 * points[:, 1] + points[:, 2]
    if np.abs(bend).max() > _STRAIGHT * gap:
        raise NoInversionError("the estimator is not linear in the outcome")
    curve = (squares[:, 0] - 2 * squares[:, 1] + squares[:, 2]) / (2 * gap**2)
    tilt = (squares[:, 0] - squares[:, 2]) / (4 * gap)
    slope = (points[:, 0] - points[:, 2]) / (2 * gap)
    return points[:, 1], slope, np.column_stack([squares[:, 1], tilt, curve])
