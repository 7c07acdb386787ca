"""Comparison units and periods before treatment, weighted to stand for the treated block.

References
----------
Arkhangelsky, D., Athey, S., Hirshberg, D. A., Imbens, G. W. and Wager, S. (2021). Synthetic
difference-in-differences. American Economic Review 111(12), 4088-4118.
"""

from dataclasses import dataclass

import numpy as np

from evalcap.kernels.arrays import FloatArray
from evalcap.kernels.simplex import sparse_weights


@dataclass(frozen=True, slots=True)
class Block:
    """Units treated from one period on and their comparison units, in several draws of units.

    Attributes
    ----------
    outcome
        Of the comparison units, shape (n_units, n_periods).
    copies
        How often each comparison unit is in each draw, at least one in all, shape
        (n_draws, n_units).
    treated
        Mean outcome of the treated units in each draw, shape (n_draws, n_periods).
    n_before
        Periods before treatment; they come first.
    """

    outcome: FloatArray
    copies: FloatArray
    treated: FloatArray
    n_before: int

    @property
    def before(self) -> FloatArray:
        """Comparison outcomes before treatment, shape (n_units, n_before)."""
        return self.outcome[:, : self.n_before]


@dataclass(frozen=True, slots=True)
class Weights:
    """What each comparison unit and each period before treatment counts.

    Attributes
    ----------
    unit
        Sums to one in each draw, shape (n_draws, n_units).
    time
        Sums to one, or is all zero, in each draw, shape (n_draws, n_before).
    """

    unit: FloatArray
    time: FloatArray


def noise_level(before: FloatArray) -> float:
    """Give the standard deviation of changes from period to period, shape (n_units, n_before).

    There must be two changes or more.
    """
    return float(np.diff(before, axis=1).std(ddof=1))


def share_out(copies: FloatArray, weight: FloatArray) -> FloatArray:
    """Give each draw its units' weights, scaled to sum to one; equal where all are zero.

    Parameters
    ----------
    copies
        Shape (n_draws, n_units).
    weight
        Shape (n_units,).

    Returns
    -------
    Shape (n_draws, n_units).
    """
    drawn = copies * weight
    total = drawn.sum(axis=1, keepdims=True)
    drawn = np.where(total > 0, drawn, copies)
    return np.asarray(drawn / drawn.sum(axis=1, keepdims=True))


def fit_unit_weights(
    block: Block, start: FloatArray, *, ridge: float, tolerance: float, any_level: bool
) -> FloatArray:
    """Weight comparison units to follow the treated before treatment, shape (n_draws, n_units).

    Parameters
    ----------
    start
        Weights to start from, shape (n_draws, n_units).
    ridge
        Penalty on unequal weights, in units of the outcome.
    tolerance
        The search ends when the root of the mean squared distance gains less, in units of the
        outcome.
    any_level
        Whether the weighted units may lie above or below the treated by a constant.
    """
    distance = block.before - block.treated[:, None, : block.n_before]
    if any_level:
        distance = distance - distance.mean(axis=2, keepdims=True)
    gram = distance @ distance.transpose(0, 2, 1)
    drawn = block.copies > 0
    # A unit drawn k times is k columns that share its weight, so that its penalty is a k-th.
    penalty = np.divide(ridge**2, block.copies, out=np.zeros_like(block.copies), where=drawn)
    _add_to_diagonal(gram, block.n_before * penalty)
    stop = np.full(len(gram), block.n_before * tolerance**2)
    return sparse_weights(gram, start, allowed=drawn, tolerance=stop)


def fit_time_weights(
    block: Block, start: FloatArray, *, ridge: float, tolerance: float
) -> FloatArray:
    """Weight periods before treatment to foretell comparison units' mean after it.

    Parameters
    ----------
    start
        Weights to start from, shape (n_draws, n_before).
    ridge, tolerance
        As for units.

    Returns
    -------
    Shape (n_draws, n_before).
    """
    after = block.outcome[:, block.n_before :].mean(axis=1)
    distance = block.before - after[:, None]
    n_units = block.copies.sum(axis=1)
    centred = distance - (block.copies @ distance / n_units[:, None])[:, None, :]
    gram = (centred * block.copies[:, :, None]).transpose(0, 2, 1) @ centred
    _add_to_diagonal(gram, (n_units * ridge**2)[:, None])
    allowed = np.ones(start.shape, bool)
    return sparse_weights(gram, start, allowed=allowed, tolerance=n_units * tolerance**2)


def _add_to_diagonal(matrices: FloatArray, values: FloatArray) -> None:
    at = np.arange(matrices.shape[1])
    matrices[:, at, at] += values


def effect_path(block: Block, weights: Weights) -> FloatArray:
    """Treated less weighted units in each period after treatment, less the same before it.

    Returns
    -------
    Effects in units of the outcome, shape (n_draws, n_after).
    """
    gap = block.treated - weights.unit @ block.outcome
    before, after = gap[:, : block.n_before], gap[:, block.n_before :]
    return np.asarray(after - (before * weights.time).sum(axis=1, keepdims=True))
