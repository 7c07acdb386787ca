"""A joint test of several restrictions."""

from dataclasses import dataclass

import numpy as np
from scipy.special import chdtrc

from evalcap.kernels.arrays import FloatArray


@dataclass(frozen=True, slots=True)
class WaldTest:
    """A Wald test, with its null in words.

    Attributes
    ----------
    null
        What is tested.
    statistic
        Chi-squared distributed with `degrees_of_freedom` under the null.
    degrees_of_freedom
        Number of restrictions.
    n_clusters
        Clusters that the covariance rests on.
    """

    null: str
    statistic: float
    degrees_of_freedom: int
    n_clusters: int

    @property
    def p_value(self) -> float:
        """Probability of a statistic at least as large under the null."""
        return float(chdtrc(self.degrees_of_freedom, self.statistic))

    @property
    def can_be_trusted(self) -> bool:
        """Whether the covariance has clusters enough for this many restrictions.

        Its rank is at most the number of clusters: near that, the statistic explodes whatever
        the truth.
        """
        return 2 * self.degrees_of_freedom < self.n_clusters

    def __str__(self) -> str:
        text = (
            f"{self.null}: chi2({self.degrees_of_freedom}) = {self.statistic:.4g}, "
            f"p = {self.p_value:.3g}"
        )
        if self.can_be_trusted:
            return text
        return f"{text} (not to be trusted: {self.n_clusters} clusters)"


def wald_test(
    null: str, estimate: FloatArray, covariance: FloatArray, n_clusters: int
) -> WaldTest | None:
    """Test that every element is zero; None when the covariance is singular.

    Parameters
    ----------
    estimate
        Shape (k,).
    covariance
        Shape (k, k).
    """
    k = len(estimate)
    if k == 0 or np.linalg.matrix_rank(covariance, hermitian=True) < k:
        return None
    statistic = float(estimate @ np.linalg.solve(covariance, estimate))
    return WaldTest(null, statistic, k, n_clusters)
