"""Shares of trials, with intervals that hold near 0 and 1 and when trials come in clusters."""

from dataclasses import dataclass

import numpy as np

from evalcap.kernels.arrays import FloatArray
from evalcap.kernels.distribution import Interval, critical_value


@dataclass(frozen=True, slots=True)
class Proportion:
    """A share, and how much each cluster moved it.

    Attributes
    ----------
    share
        Successes by trials; missing without trials.
    trials
        Number of trials.
    influence
        Influence of each cluster on `share`, shape (n_clusters,). Adds up to zero.
    """

    share: float
    trials: float
    influence: FloatArray

    @property
    def binomial_variance(self) -> float:
        """Variance of the share if trials were independent."""
        return self.share * (1 - self.share) / self.trials

    @property
    def variance(self) -> float:
        """Variance of the share between clusters, never below that of independent trials.

        An estimate from few clusters can fall below it by chance, and that chance is no evidence.
        """
        return max(clustered_variance(self.influence), self.binomial_variance)


def proportion(successes: FloatArray, trials: FloatArray) -> Proportion:
    """Pool the trials of clusters.

    Parameters
    ----------
    successes, trials
        By cluster, shape (n_clusters,).
    """
    total = float(trials.sum())
    if not total:
        return Proportion(float("nan"), 0.0, np.zeros(len(trials)))
    share = float(successes.sum()) / total
    return Proportion(share, total, (successes - share * trials) / total)


def clustered_variance(influence: FloatArray) -> float:
    """Variance of an estimate from each cluster's influence; 0 if there is but one cluster."""
    n_clusters = len(influence)
    if n_clusters < 2:  # noqa: PLR2004 - one cluster cannot differ from another
        return 0.0
    return float(n_clusters / (n_clusters - 1) * (influence**2).sum())


def wilson(found: Proportion, level: float) -> Interval:
    r"""Interval of a share by Wilson's score method, with the effective number of trials.

    .. math:: \frac{p + z^2/2n \pm z \sqrt{p(1-p)/n + z^2/4n^2}}{1 + z^2/n}

    where n is the number of independent trials that would give the variance between clusters, and
    z is taken from Student's t where there are clusters.

    References
    ----------
    Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference.
    Journal of the American Statistical Association 22(158), 209-212.
    Korn, E. L. and Graubard, B. I. (1998). Confidence intervals for proportions with small
    expected number of positive counts estimated from survey data. Survey Methodology 24(2),
    193-201 (the effective number of trials).
    """
    if not found.trials:
        return Interval(float("nan"), float("nan"))
    p = found.share
    spread = found.variance
    n = p * (1 - p) / spread if spread else found.trials
    z = critical_value(level, degrees_of_freedom(len(found.influence)))
    centre, half = p + z**2 / (2 * n), z * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    low, high = (centre - half) / (1 + z**2 / n), (centre + half) / (1 + z**2 / n)
    return Interval(float(max(low, 0.0)), float(min(high, 1.0)))


def degrees_of_freedom(n_clusters: int) -> float:
    """Degrees of freedom between clusters; infinite where trials are taken as independent."""
    return n_clusters - 1 if n_clusters > 1 else float("inf")
