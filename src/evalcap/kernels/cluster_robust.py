r"""Clustered covariances for few clusters, with Satterthwaite degrees of freedom.

In coordinates where the regressors are orthonormal, what a cluster's leverage does to its
residuals happens in as many dimensions as there are regressors: with :math:`Q_g` the cluster's
rows, any function of :math:`I - Q_g Q_g'` times :math:`Q_g` is :math:`Q_g` times the same function
of :math:`I - Q_g' Q_g`. No array has the size of a cluster squared.

References
----------
Bell, R. M. and McCaffrey, D. F. (2002). Bias reduction in standard errors for linear regression
with multi-stage samples. Survey Methodology 28(2), 169-181.
Pustejovsky, J. E. and Tipton, E. (2018). Small-sample methods for cluster-robust variance
estimation and hypothesis testing in fixed effects models. Journal of Business and Economic
Statistics 36(4), 672-683. Degrees of freedom as in their R package clubSandwich.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from evalcap.kernels.aggregation import sum_within
from evalcap.kernels.arrays import BoolArray, FloatArray, IntArray

Kind = Literal["CR0", "CR1", "CR1S", "CR2", "CR3"]

# Power of what leverage leaves of a cluster's residual variance.
_POWER: dict[Kind, float] = {"CR0": 0.0, "CR1": 0.0, "CR1S": 0.0, "CR2": -0.5, "CR3": -1.0}
# A direction that one cluster determines leaves this little, as clubSandwich has it.
_DETERMINED = 1e-12


@dataclass(frozen=True, slots=True)
class ClusterRobust:
    """Coefficients with their covariance.

    Attributes
    ----------
    coefficients
        Shape (k,).
    covariance
        Shape (k, k).
    degrees_of_freedom
        Satterthwaite's, under equal variances, shape (k,).
    unit_error
        Standard errors if errors were independent with variance one, shape (k,).
    decisive
        Clusters without which some coefficient is not identified, shape (n_clusters,).
    """

    coefficients: FloatArray
    covariance: FloatArray
    degrees_of_freedom: FloatArray
    unit_error: FloatArray
    decisive: BoolArray


def cluster_robust(
    regressors: FloatArray, outcome: FloatArray, cluster: IntArray, kind: Kind
) -> ClusterRobust:
    """Regress by least squares with a clustered covariance.

    Parameters
    ----------
    regressors
        Of full rank, with a constant if there is one, shape (n_rows, k).
    outcome
        Shape (n_rows,).
    cluster
        Coded from 0, every code present, shape (n_rows,).
    kind
        "CR0" (none), "CR1" and "CR1S" (scaled), "CR2" (unbiased under equal variances) or "CR3"
        (close to the jackknife).
    """
    basis, triangle = np.linalg.qr(regressors)
    n_clusters = int(cluster.max()) + 1
    projected = basis.T @ outcome
    residual = outcome - basis @ projected
    leverage = _leverage(basis, cluster, n_clusters)
    adjustment, decisive = _adjustment(leverage, kind)
    scores = sum_within(basis * residual[:, None], cluster, n_clusters)
    adjusted = np.einsum("gij,gj->gi", adjustment, scores)
    back: FloatArray = np.linalg.inv(triangle)
    factor = _factor(kind, n_clusters, *regressors.shape)
    covariance = factor * back @ (adjusted.T @ adjusted) @ back.T
    freedom = np.array([_satterthwaite(leverage, adjustment, row) for row in back])
    unit_error = np.linalg.norm(back, axis=1)
    return ClusterRobust(back @ projected, covariance, freedom, unit_error, decisive)


def _leverage(basis: FloatArray, cluster: IntArray, n_clusters: int) -> FloatArray:
    """Cross products of the basis within clusters, shape (n_clusters, k, k)."""
    order = np.argsort(cluster, kind="stable")
    ends = np.cumsum(np.bincount(cluster, minlength=n_clusters))[:-1]
    return np.array([rows.T @ rows for rows in np.split(basis[order], ends)])


def _adjustment(leverage: FloatArray, kind: Kind) -> tuple[FloatArray, BoolArray]:
    """Raise what leverage leaves to a power; nothing where it leaves nothing."""
    values, vectors = np.linalg.eigh(leverage)
    left = 1 - values
    free: BoolArray = left > _DETERMINED
    power = np.where(free, np.where(free, left, 1.0) ** _POWER[kind], 0.0)
    if _POWER[kind] == 0:
        power = np.ones_like(left)
    return (vectors * power[:, None, :]) @ vectors.transpose(0, 2, 1), np.asarray(
        values.max(axis=1) >= 1 - _DETERMINED
    )


def _factor(kind: Kind, n_clusters: int, n_rows: int, k: int) -> float:
    if kind == "CR1":
        return n_clusters / (n_clusters - 1)
    if kind == "CR1S":
        return n_clusters * (n_rows - 1) / ((n_clusters - 1) * (n_rows - k))
    return 1.0


def _satterthwaite(leverage: FloatArray, adjustment: FloatArray, row: FloatArray) -> float:
    r"""Degrees of freedom that match the variance estimator's first two moments.

    With :math:`P_{gh} = \delta_{gh} d_g - a_g' a_h` they are the squared trace of P over the sum
    of its squares.
    """
    weighted = adjustment @ row
    through = np.einsum("gij,gj->gi", leverage, weighted)
    own = np.einsum("gi,gi->g", weighted, through)
    taken = np.einsum("gi,gi->g", through, through)
    cross = through.T @ through
    squares = float((own**2).sum() - 2 * (own @ taken) + (cross**2).sum())
    trace = float((own - taken).sum())
    return trace**2 / squares if squares > 0 else np.nan
