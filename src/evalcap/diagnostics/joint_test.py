"""Several differences tested together, or the reason why they cannot be."""

from dataclasses import dataclass

import numpy as np
from scipy.special import fdtrc

from evalcap.estimate.wald import wald_test
from evalcap.kernels.arrays import FloatArray


@dataclass(frozen=True, slots=True)
class JointTest:
    """A Wald test that was possible.

    Attributes
    ----------
    statistic
        The Wald statistic; chi-squared with `restrictions` degrees of freedom in large samples.
    restrictions
        How many differences are tested to be zero.
    """

    statistic: float
    restrictions: int
    p_value: float


@dataclass(frozen=True, slots=True)
class Untested:
    """Why there is no test, as a clause of a sentence."""

    reason: str


def joint_test(
    differences: FloatArray,
    covariance: FloatArray,
    *,
    n_clusters: int,
    degrees_of_freedom: float = np.inf,
) -> JointTest | Untested:
    """Test that all differences are zero.

    Parameters
    ----------
    differences
        Shape (k,).
    covariance
        Shape (k, k).
    n_clusters
        Clusters that the covariance rests on. When k reaches half of them there is no test: the
        statistic explodes whatever the truth.
    degrees_of_freedom
        Of the denominator of F; infinite means the chi-squared distribution.
    """
    if not np.isfinite(covariance).all():
        return Untested("some differences have no standard error")
    k = len(differences)
    if 2 * k >= n_clusters:
        return Untested(
            f"{k} {'difference is' if k == 1 else 'differences are'} too many to test with "
            f"{n_clusters} clusters"
        )
    test = wald_test("All differences are zero", differences, covariance, n_clusters)
    if test is None:
        return Untested("the differences are tied to each other, or do not vary at all")
    if np.isinf(degrees_of_freedom):
        return JointTest(test.statistic, k, test.p_value)
    return JointTest(test.statistic, k, float(fdtrc(k, degrees_of_freedom, test.statistic / k)))
