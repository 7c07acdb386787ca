"""What regressors do to the outcome itself in models that are not linear, averaged over rows."""

from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from evalcap.kernels.arrays import BoolArray, FloatArray


@dataclass(frozen=True, slots=True)
class RowEffects:
    """Average effects of a Poisson model, and how they depend on its parameters.

    Attributes
    ----------
    estimate
        In units of the outcome, shape (k,).
    by_coefficient
        Derivative of each effect by its own coefficient, all means held, shape (k,).
    by_index
        What a row's index adds to each effect, relative to the row's mean, shape (n, k).
    """

    estimate: FloatArray
    by_coefficient: FloatArray
    by_index: FloatArray


def poisson_effects(
    regressors: FloatArray, coefficients: FloatArray, mean: FloatArray, share: FloatArray
) -> RowEffects:
    """Average effects where the mean is an exponential.

    Parameters
    ----------
    regressors
        In their own units, shape (n, k): those of only 0 and 1 step, others have slopes.
    coefficients
        Shape (k,).
    mean
        Shape (n,).
    share
        What each row counts, times its exposure if means are rates, shape (n,).
    """
    upward, downward = (1 - regressors) * coefficients, -regressors * coefficients
    steps = is_indicator(regressors)
    high, low = np.exp(np.where(steps, upward, 0.0)), np.exp(np.where(steps, downward, 0.0))
    by_index = np.where(steps, high - low, coefficients)
    slope = np.where(steps, (1 - regressors) * high + regressors * low, 1.0)
    weighted = share * mean
    return RowEffects(weighted @ by_index, weighted @ slope, by_index)


@dataclass(frozen=True, slots=True)
class ShareEffects:
    """Average effects of a logit model.

    Attributes
    ----------
    estimate
        Differences in shares, shape (k,).
    gradient
        Derivative of each effect by the constant and the coefficients, shape (k, 1 + k).
    """

    estimate: FloatArray
    gradient: FloatArray


def logit_effects(
    regressors: FloatArray,
    coefficients: FloatArray,
    weight: FloatArray,
    *,
    centre: FloatArray,
    constant: float,
) -> ShareEffects:
    """Average effects where the mean is a logistic function.

    Parameters
    ----------
    regressors
        In their own units, shape (n, k): those of only 0 and 1 step, others have slopes.
    coefficients
        Shape (k,).
    weight
        Shape (n,).
    centre, constant
        Some values of the regressors, shape (k,), and the index there.
    """
    share = weight / weight.sum()
    design = np.column_stack([np.ones(len(share)), regressors - centre])
    index = design @ np.concatenate([[constant], coefficients])
    k = len(coefficients)
    estimate, gradient = np.empty(k), np.empty((k, 1 + k))
    for j, steps in enumerate(is_indicator(regressors)):
        if steps:
            ends = np.array([0.0, 1.0]) - centre[j]
            estimate[j], gradient[j] = _step(design, index, coefficients[j], share, (j, ends))
        else:
            estimate[j], gradient[j] = _slope(design, index, coefficients[j], share, j)
    return ShareEffects(estimate, gradient)


def _step(
    design: FloatArray,
    index: FloatArray,
    coefficient: float,
    share: FloatArray,
    step: tuple[int, FloatArray],
) -> tuple[float, FloatArray]:
    """Move one regressor, by its position, between two values in every row."""
    estimate, gradient = 0.0, np.zeros(design.shape[1])
    (j, ends), moved = step, design.copy()
    for value, sign in zip(ends, (-1, 1), strict=True):
        mean = expit(index + (value - design[:, 1 + j]) * coefficient)
        moved[:, 1 + j] = value
        estimate += sign * float(share @ mean)
        gradient += sign * ((share * mean * (1 - mean)) @ moved)
    return estimate, gradient


def _slope(
    design: FloatArray, index: FloatArray, coefficient: float, share: FloatArray, j: int
) -> tuple[float, FloatArray]:
    mean = expit(index)
    steepness = share * mean * (1 - mean)
    gradient = coefficient * ((steepness * (1 - 2 * mean)) @ design)
    gradient[1 + j] += steepness.sum()
    return float(coefficient * steepness.sum()), gradient


def is_indicator(regressors: FloatArray) -> BoolArray:
    """Whether each column holds nothing but 0 and 1, shape (k,)."""
    return np.asarray(((regressors == 0) | (regressors == 1)).all(axis=0))
