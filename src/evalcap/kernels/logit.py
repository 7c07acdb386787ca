"""Propensity scores: logit by maximum likelihood, and by inverse probability tilting."""

import numpy as np
from scipy.special import expit

from evalcap.kernels.arrays import FloatArray
from evalcap.kernels.least_squares import Fit

_STEPS = 50
_CLOSE = 1e-13
# Beyond this linear index every fitted probability is 0 or 1 to double precision.
_SEPARATED = 30.0


class SeparationError(Exception):
    """Regressors predict treatment perfectly, so that no finite coefficients exist."""


def logit(regressors: FloatArray, treated: FloatArray, weight: FloatArray) -> Fit:
    """Fit P(treated) by Newton's method; `Fit.fitted` holds the probabilities.

    Parameters
    ----------
    regressors
        Shape (n, k), full rank.
    treated
        0 or 1, shape (n,).
    weight
        Shape (n,).

    Raises
    ------
    SeparationError
    """
    coefficients = np.zeros(regressors.shape[1])
    deviance = np.inf
    for _ in range(_STEPS):
        probability = expit(regressors @ coefficients)
        score = weight * (treated - probability)
        spread = weight * probability * (1 - probability)
        hessian = (regressors * spread[:, None]).T @ regressors
        before, deviance = deviance, _deviance(probability, treated, weight)
        if not np.isfinite(hessian).all() or np.linalg.cond(hessian) > 1 / np.finfo(float).eps:
            raise SeparationError
        if before - deviance < _CLOSE * (abs(deviance) + 0.1):
            break
        coefficients = coefficients + np.linalg.solve(hessian, regressors.T @ score)
    if _is_separated(regressors @ coefficients, treated, weight):
        raise SeparationError
    bread: FloatArray = np.linalg.inv(hessian / len(treated))
    return Fit(coefficients, probability, score, bread, regressors)


def _deviance(probability: FloatArray, treated: FloatArray, weight: FloatArray) -> float:
    likelihood = np.where(treated == 1, probability, 1 - probability)
    return float(-2 * (weight * np.log(np.clip(likelihood, 1e-300, None))).sum())


def _is_separated(index: FloatArray, treated: FloatArray, weight: FloatArray) -> bool:
    counted = weight > 0
    right = np.where(treated[counted] == 1, index[counted], -index[counted])
    return bool(right.min() > 0 and right.max() > _SEPARATED) or bool(right.min() > _SEPARATED)


def tilting(
    regressors: FloatArray, treated: FloatArray, weight: FloatArray, start: FloatArray
) -> FloatArray:
    """Find probabilities whose odds reweight comparison rows to the treated means exactly.

    Parameters
    ----------
    start
        Coefficients of the logit, shape (k,).

    Returns
    -------
    Probabilities, shape (n,).

    Raises
    ------
    SeparationError

    References
    ----------
    Graham, B., Pinto, C. and Egel, D. (2012). Inverse probability tilting for moment condition
    models with missing data. Review of Economic Studies 79(3), 1053-1079.
    """
    coefficients, target = start, regressors.T @ (weight * treated)
    compared = weight * (1 - treated)
    for _ in range(_STEPS):
        odds = compared * np.exp(regressors @ coefficients)
        gap = target - regressors.T @ odds
        hessian = (regressors * odds[:, None]).T @ regressors
        if not np.isfinite(hessian).all() or np.linalg.cond(hessian) > 1 / np.finfo(float).eps:
            raise SeparationError
        step: FloatArray = np.linalg.solve(hessian, gap)
        coefficients = coefficients + _damped(step, regressors)
        if np.abs(gap).max() < _CLOSE * max(1.0, np.abs(target).max()):
            return expit(regressors @ coefficients)
    raise SeparationError


def _damped(step: FloatArray, regressors: FloatArray) -> FloatArray:
    """Keep the linear index from moving by more than two, where the exponential would overshoot."""
    reach = np.abs(regressors @ step).max()
    return step * min(1.0, 2.0 / reach) if reach > 0 else step
