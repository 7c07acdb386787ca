"""Propensity scores: logit by maximum likelihood, and by inverse probability tilting."""

from functools import partial

import numpy as np
from scipy.special import expit

from evalcap.kernels.arrays import BoolArray, FloatArray
from evalcap.kernels.least_squares import Fit

_STEPS = 100
_CLOSE = 1e-13
# A step that moves the linear index by a smaller share leaves an error of about its square.
_SETTLED = 1e-6
# A row whose treatment is predicted this closely, and ever more closely, is separated.
_CERTAIN = 1e-12


class SeparationError(Exception):
    """Regressors predict treatment perfectly, so that no finite coefficients exist."""


def logit(regressors: FloatArray, treated: FloatArray, weight: FloatArray) -> Fit:
    """Fit P(treated) by Newton's method; `Fit.fitted` holds the probabilities.

    Where regressors separate comparison rows only, these get a probability of zero, as the limit
    is: an effect on the treated needs probabilities below one, not above zero.

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
        If regressors separate treated rows, all or some of them.
    """
    coefficients: FloatArray = np.zeros(regressors.shape[1])
    step = coefficients
    loss = np.inf
    for _ in range(_STEPS):
        index = regressors @ coefficients
        probability = expit(index)
        surprise = np.abs(treated - probability)
        before, loss = loss, _loss(surprise, weight)
        if loss > before * (1 + _CLOSE):
            # Far outliers make the step overshoot: go back half of it.
            step, loss = step / 2, before
            coefficients = coefficients - step
            continue
        score, hessian = _derivatives(regressors, treated, weight, probability)
        step = _newton_step(hessian, regressors.T @ score)
        coefficients = coefficients + step
        moving = (weight > 0) & (np.abs(regressors @ step) > _SETTLED * (1 + np.abs(index)))
        if not moving[surprise > _CERTAIN].any():
            if moving[treated == 1].any():
                break
            return _fit_at(coefficients, regressors, treated, weight, separated=moving)
    raise SeparationError


def _fit_at(
    coefficients: FloatArray,
    regressors: FloatArray,
    treated: FloatArray,
    weight: FloatArray,
    *,
    separated: BoolArray,
) -> Fit:
    probability = np.where(separated, 0.0, expit(regressors @ coefficients))
    score, hessian = _derivatives(regressors, treated, weight, probability)
    # In the direction that separates, nothing is left to estimate.
    invert = partial(np.linalg.pinv, rcond=_CERTAIN) if separated.any() else np.linalg.inv
    bread: FloatArray = invert(hessian / len(treated))
    return Fit(coefficients, probability, score, bread, regressors)


def _loss(surprise: FloatArray, weight: FloatArray) -> float:
    """Give minus the log likelihood; a probability of zero counts as the smallest number."""
    return -float((weight * np.log(np.maximum(1 - surprise, 1e-300))).sum())


def _derivatives(
    regressors: FloatArray, treated: FloatArray, weight: FloatArray, probability: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Give each row's score, shape (n,), and the curvature of the likelihood, shape (k, k)."""
    spread = weight * probability * (1 - probability)
    return weight * (treated - probability), (regressors * spread[:, None]).T @ regressors


def _newton_step(hessian: FloatArray, slope: FloatArray) -> FloatArray:
    try:
        step: FloatArray = np.linalg.solve(hessian, slope)
    except np.linalg.LinAlgError:
        raise SeparationError from None
    if not np.isfinite(step).all():
        raise SeparationError
    return step


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
        hessian = (regressors * odds[:, None]).T @ regressors
        if not np.isfinite(hessian).all():
            raise SeparationError
        step = _newton_step(hessian, target - regressors.T @ odds)
        coefficients = coefficients + _damped(step, regressors)
        if odds @ np.abs(regressors @ step) < _CERTAIN * odds.sum():
            return expit(regressors @ coefficients)
    raise SeparationError


def _damped(step: FloatArray, regressors: FloatArray) -> FloatArray:
    """Keep the linear index from moving by more than two, where the exponential would overshoot."""
    reach = np.abs(regressors @ step).max()
    return step * min(1.0, 2.0 / reach) if reach > 0 else step
