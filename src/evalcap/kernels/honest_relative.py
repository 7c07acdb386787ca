r"""Effects when trends after treatment may depart as far as those before it, times a number.

Parallel trends may fail by :math:`\delta`, whose step in each period after treatment is bounded:

.. math:: |\delta_t - \delta_{t-1}| \le M \max_{s \le 0} |\delta_s - \delta_{s-1}|

The interval is the union over which step before treatment is the largest, and over its sign.

References
----------
Rambachan, A. and Roth, J. (2023). A more credible approach to parallel trends. Review of Economic
Studies 90(5), 2555-2591. Their conditional least-favourable hybrid.
"""

from collections.abc import Iterator

import numpy as np

from evalcap.kernels.arrays import FloatArray
from evalcap.kernels.event_study import EventStudy
from evalcap.kernels.honest_conditional import HybridTest, Moments
from evalcap.kernels.rounding import root


class NoSpreadError(Exception):
    """Two steps move so exactly together that their difference has no error to test by."""


# Beside the largest standard error; rounding leaves 1e-8 of a variance that is zero.
_NO_SPREAD = 1e-7


def relative_magnitude_interval(
    study: EventStudy, bound: float, *, level: float
) -> tuple[float, float]:
    """Interval of the number of interest when steps after treatment stay within `bound` times.

    Parameters
    ----------
    bound
        M above, zero or more.

    Returns
    -------
    Least and largest value that is not rejected, in units of the outcome. A value between them
    may be.
    """
    tests = [HybridTest.of(moments, 1 - level) for moments in moments_by_step(study, bound)]
    ranges = [found for test in tests if (found := test.accepted_range()) is not None]
    return min(low for low, _ in ranges), max(high for _, high in ranges)


def moments_by_step(study: EventStudy, bound: float) -> Iterator[Moments]:
    """For each step before treatment and each sign of it: what holds if it is the largest."""
    for step in study.steps[: study.n_before]:
        for sign in (1.0, -1.0):
            yield _moments(study, bound, sign * step)


def _moments(study: EventStudy, bound: float, largest: FloatArray) -> Moments:
    r"""Write down the moments without nuisance parameters.

    The inequalities are :math:`\pm\Delta_t - M v \le 0` for each step after treatment, with
    standard deviations :math:`\sigma_t^\pm`. The number of interest less the parameter is
    :math:`\sum_t w_t \Delta_t`, the other directions are free. So the vertices of the dual weigh
    either one sign of every step by :math:`|w_t|`, or both signs of one step equally.

    Parameters
    ----------
    largest
        Weights that give v, shape (k,).
    """
    above, below = _spreads(study, bound, largest)
    w = np.cumsum(study.target[::-1])[::-1]
    size, upwards = np.abs(w), w > 0
    upper = size @ np.where(upwards, above, below)
    lower = size @ np.where(upwards, below, above)
    reach = bound * size.sum()
    both = -2 * bound / (above + below) if len(w) > 1 else np.empty(0)
    slope = np.concatenate([[1 / upper, -1 / lower], np.zeros_like(both)])
    of_largest = np.concatenate([[-reach / upper, -reach / lower], both])
    pair, matrix = np.vstack([study.weights, largest]), np.column_stack([slope, of_largest])
    factor = _factor(pair @ study.covariance @ pair.T)
    return Moments(matrix @ (pair @ study.estimate), slope, matrix @ factor)


def _factor(covariance: FloatArray) -> FloatArray:
    values, vectors = np.linalg.eigh(covariance)
    return np.asarray(vectors * np.sqrt(np.clip(values, 0, None)))


def _spreads(study: EventStudy, bound: float, largest: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Give the standard deviation of each inequality, for steps up and for steps down."""
    after = study.steps[study.n_before :]
    up, down = after - bound * largest, -after - bound * largest
    above, below = (root(np.einsum("ti,ij,tj->t", a, study.covariance, a)) for a in (up, down))
    if min(above.min(), below.min()) <= _NO_SPREAD * np.sqrt(np.diag(study.covariance).max()):
        raise NoSpreadError
    return above, below
