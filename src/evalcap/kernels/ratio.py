"""Ratios of two estimates, with Fieller's interval."""

from dataclasses import dataclass

import numpy as np

from evalcap.kernels.arrays import FloatArray
from evalcap.kernels.distribution import Interval, critical_value
from evalcap.kernels.proportion import clustered_variance, degrees_of_freedom


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean, and how much each cluster moved it.

    Attributes
    ----------
    point
        In units of what is averaged.
    influence
        Influence of each cluster, shape (n_clusters,). Adds up to zero.
    """

    point: float
    influence: FloatArray

    def interval(self, level: float) -> Interval:
        """Give the interval from the spread between clusters, with Student's t."""
        width = critical_value(level, degrees_of_freedom(len(self.influence))) * np.sqrt(
            clustered_variance(self.influence)
        )
        if len(self.influence) < 2:  # noqa: PLR2004 - one cluster cannot differ from another
            width = np.nan
        return Interval(float(self.point - width), float(self.point + width))


def clustered_mean(values: FloatArray, cluster: FloatArray, n_clusters: int) -> Mean:
    """Average values that come in clusters.

    Parameters
    ----------
    values
        Shape (n,).
    cluster
        Code of each value's cluster, from 0, shape (n,).
    n_clusters
        Number of clusters, including any without a value.
    """
    point = float(values.mean())
    moved = np.bincount(cluster, values - point, minlength=n_clusters) / len(values)
    return Mean(point, moved)


def fieller(over: Mean, under: Mean, level: float) -> Interval:
    r"""Interval of `over.point / under.point` that holds also where the denominator is uncertain.

    The ratios θ for which :math:`a - \theta b` does not differ from zero:

    .. math:: (a - \theta b)^2 \le t^2 (V_a - 2 \theta C_{ab} + \theta^2 V_b)

    Parameters
    ----------
    over, under
        Numerator a and denominator b, by the same clusters.
    level
        Confidence level.

    Returns
    -------
    Interval
        Missing where the denominator is not clearly different from zero: then no finite interval
        holds.

    References
    ----------
    Fieller, E. C. (1954). Some problems in interval estimation. Journal of the Royal Statistical
    Society, Series B 16(2), 175-185.
    """
    n_clusters = len(over.influence)
    if n_clusters < 2:  # noqa: PLR2004 - one cluster cannot differ from another
        return Interval(float("nan"), float("nan"))
    t = critical_value(level, degrees_of_freedom(n_clusters))
    scale = n_clusters / (n_clusters - 1) * t**2
    a, b = over.point, under.point
    square = b**2 - scale * (under.influence**2).sum()
    middle = a * b - scale * (over.influence * under.influence).sum()
    rest = a**2 - scale * (over.influence**2).sum()
    root = middle**2 - square * rest
    if square <= 0 or root < 0:
        return Interval(float("nan"), float("nan"))
    half = np.sqrt(root)
    return Interval(float((middle - half) / square), float((middle + half) / square))
