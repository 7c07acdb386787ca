"""Logit with unit effects, which conditioning on each unit's number of successes takes out."""

from dataclasses import dataclass

import numpy as np
from scipy.linalg import eigvalsh
from scipy.special import expit, log_expit, logit

from evalcap.kernels.arrays import BoolArray, FloatArray, IntArray
from evalcap.kernels.logit import SeparationError

_STEPS = 100
# A smaller Newton step leaves an error of about its square.
_SETTLED = 1e-9
# Where regressors separate, the likelihood becomes flat beside what it was without effects.
_FLAT = 1e-9
# So much of the likelihood is rounding.
_ROUNDING = 1e-12
_LONGEST_STEP = 5.0
# Numbers held at once for the second derivatives of a block of units.
_BLOCK = 4_000_000


@dataclass(frozen=True, slots=True)
class ConditionalFit:
    """Coefficients of the conditional likelihood.

    Attributes
    ----------
    coefficients
        Changes of the logarithm of the odds for one more unit of each regressor, shape (k,).
    scores
        Of each unit, shape (n_units, k).
    bread
        Inverse of the curvature of the likelihood, shape (k, k).
    """

    coefficients: FloatArray
    scores: FloatArray
    bread: FloatArray


@dataclass(frozen=True, slots=True)
class _Histories:
    """Units side by side: rows that a unit lacks are empty, shapes (n_units, n_rows[, k])."""

    regressors: FloatArray
    success: FloatArray
    present: BoolArray

    @property
    def n_successes(self) -> IntArray:
        """Successes of each unit, shape (n_units,)."""
        return np.asarray(self.success.sum(axis=1), np.intp)

    def part(self, units: slice) -> "_Histories":
        """Take some units."""
        return _Histories(self.regressors[units], self.success[units], self.present[units])


def conditional_logit(
    outcome: FloatArray, regressors: FloatArray, unit: IntArray
) -> ConditionalFit:
    """Fit by Newton's method, with exact derivatives.

    Parameters
    ----------
    outcome
        0 or 1, both within every unit, shape (n,).
    regressors
        On similar scales, of full rank within units, shape (n, k).
    unit
        Coded from 0 and in order, shape (n,).

    Raises
    ------
    SeparationError
        If regressors predict the order of successes within units perfectly.

    References
    ----------
    Chamberlain, G. (1980). Analysis of covariance with qualitative data. Review of Economic
    Studies 47(1), 225-238.
    """
    histories = _lay_out(outcome, regressors, unit)
    coefficients: FloatArray = np.zeros(regressors.shape[1])
    value, scores, curvature = _likelihood(histories, coefficients)
    curved = curvature
    for _ in range(_STEPS):
        if eigvalsh(curvature, curved)[0] < _FLAT:
            break
        step = np.linalg.solve(curvature, scores.sum(axis=0))
        if np.abs(step).max() < _SETTLED:
            return ConditionalFit(coefficients, scores, np.linalg.inv(curvature))
        step = step * min(1.0, _LONGEST_STEP / np.abs(step).max())
        tried = _likelihood(histories, coefficients + step)
        while not tried[0] >= value - _ROUNDING * abs(value):
            step = step / 2
            tried = _likelihood(histories, coefficients + step)
        coefficients = coefficients + step
        value, scores, curvature = tried
    raise SeparationError


def _lay_out(outcome: FloatArray, regressors: FloatArray, unit: IntArray) -> _Histories:
    first = np.searchsorted(unit, np.arange(int(unit[-1]) + 1))
    place = np.arange(len(unit)) - first[unit]
    shape = (len(first), int(place.max()) + 1)
    wide, success = np.zeros((*shape, regressors.shape[1])), np.zeros(shape)
    present = np.zeros(shape, bool)
    wide[unit, place], success[unit, place], present[unit, place] = regressors, outcome, True
    return _Histories(wide, success, present)


def _likelihood(
    histories: _Histories, coefficients: FloatArray
) -> tuple[float, FloatArray, FloatArray]:
    """Log likelihood, scores of units, and minus the second derivative, block by block."""
    n_units, n_rows, k = histories.regressors.shape
    size = max(1, _BLOCK // ((n_rows + 1) * (1 + k) ** 2))
    value, scores, curvature = 0.0, [], np.zeros((k, k))
    for start in range(0, n_units, size):
        part = histories.part(slice(start, start + size))
        own, slope, bend = _block(part, coefficients)
        value, curvature = value + own, curvature + bend
        scores.append(slope)
    return value, np.concatenate(scores), curvature


def _block(part: _Histories, coefficients: FloatArray) -> tuple[float, FloatArray, FloatArray]:
    """Log likelihood, scores and curvature of some units.

    Successes are drawn as if rows were independent, with odds as the index says and shifted so
    that about as many are expected as there were: then the chance of exactly that many is no
    small number. The chance and its derivatives build up row by row.
    """
    index = part.regressors @ coefficients
    n_rows, total = part.present.sum(axis=1), part.n_successes
    centre = (index * part.present).sum(axis=1) / n_rows
    shifted = index - centre[:, None] + logit(total / n_rows)[:, None]
    chance = np.where(part.present, expit(shifted), 0.0)
    rest = np.where(part.present, expit(-shifted), 1.0)
    at, slope, bend = _chances(part.regressors, chance, rest, int(total.max()))
    own = np.arange(len(total))
    at, slope, bend = at[own, total], slope[own, total], bend[own, total]
    hit = part.success == 1
    drawn = np.where(part.present, log_expit(np.where(hit, shifted, -shifted)), 0.0).sum(axis=1)
    mean = slope / at[:, None]
    second = bend / at[:, None, None] - mean[:, :, None] * mean[:, None, :]
    wanted = np.einsum("ut,utk->uk", part.success, part.regressors)
    return float((drawn - np.log(at)).sum()), wanted - mean, second.sum(axis=0)


def _chances(
    regressors: FloatArray, chance: FloatArray, rest: FloatArray, most: int
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Chance of 0 to `most` successes, with sums of regressors and of their products.

    Returns
    -------
    Shapes (n_units, most + 1), (n_units, most + 1, k) and (n_units, most + 1, k, k).
    """
    n_units, n_rows, k = regressors.shape
    at = np.zeros((n_units, most + 1))
    slope, bend = np.zeros((*at.shape, k)), np.zeros((*at.shape, k, k))
    at[:, 0] = 1
    for t in range(n_rows):
        x, p, q = regressors[:, t, None, :], chance[:, t, None], rest[:, t, None]
        crossed = x[..., :, None] * slope[:, :-1, None, :]
        grown = bend[:, :-1] + crossed + crossed.swapaxes(-1, -2)
        grown += x[..., :, None] * x[..., None, :] * at[:, :-1, None, None]
        bend *= q[..., None, None]
        bend[:, 1:] += p[..., None, None] * grown
        moved = slope[:, :-1] + x * at[:, :-1, None]
        slope *= q[..., None]
        slope[:, 1:] += p[..., None] * moved
        before = at[:, :-1].copy()
        at *= q
        at[:, 1:] += p * before
    return at, slope, bend
