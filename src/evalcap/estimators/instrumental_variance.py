"""How errors of an instrumented regression hang together."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from evalcap.dataset import Panel
from evalcap.errors.instruments import TooManyInstrumentsError
from evalcap.estimators.absorbed import count_absorbed, require_rows
from evalcap.estimators.clustering import cluster_codes, count_parameters
from evalcap.estimators.instrumental_sample import InstrumentalSample
from evalcap.estimators.selection import Selection
from evalcap.kernels.aggregation import sum_within
from evalcap.kernels.arrays import FloatArray, IntArray
from evalcap.kernels.instruments import Reduced
from evalcap.kernels.sandwich import clustered, robust

IVVariance = Literal["classical", "robust", "clustered"]


@dataclass(frozen=True, slots=True)
class Uncertainty:
    """How errors hang together, and what counts as parameters and clusters.

    Attributes
    ----------
    cluster
        Cluster of each row, coded from 0, shape (n_rows,).
    n_absorbed
        Fixed effects that count as parameters.
    degrees_of_freedom
        Of the t distribution.
    n_clusters
        Clusters, or units where errors are not clustered.
    """

    variance: IVVariance
    cluster: IntArray
    n_absorbed: int
    degrees_of_freedom: float
    n_clusters: int

    @classmethod
    def of(
        cls, panel: Panel, sample: InstrumentalSample, variance: IVVariance, name: str | None
    ) -> "Uncertainty":
        """Count clusters and parameters.

        Raises
        ------
        TooFewRowsError, TooManyInstrumentsError, ClusterError
        """
        n, n_absorbed = len(sample.row), count_absorbed(sample.ways)
        n_instruments, m = len(sample.roles.instruments), len(sample.roles.covariates)
        if variance != "clustered":
            n_parameters = n_absorbed + m + n_instruments
            require_rows(n, n_parameters)
            units = int(sample.unit.max()) + 1
            nobody = np.arange(n)
            return cls(variance, nobody, n_absorbed, n - n_absorbed - m - 1, units)
        cluster = cluster_codes(panel, Selection.at(panel, sample.row), name)
        n_clusters = int(cluster.max()) + 1
        if n_clusters <= n_instruments:
            raise TooManyInstrumentsError(n_instruments, n_clusters)
        n_absorbed = count_parameters(n_absorbed, sample.ways, [cluster])
        require_rows(n, n_absorbed + m + n_instruments)
        return cls(variance, cluster, n_absorbed, n_clusters - 1, n_clusters)

    def joint(self, reduced: Reduced, n_covariates: int) -> FloatArray:
        """Covariance of the reduced forms' coefficients, shape (2 n_instruments, ...)."""
        n, k = len(reduced.residual), len(reduced.endogenous)
        n_parameters = k + n_covariates + self.n_absorbed
        if self.variance == "clustered":
            return clustered(reduced.bread, reduced.scores, [self.cluster], n_parameters)
        if self.variance == "robust":
            return robust(reduced.bread, reduced.scores, n_parameters)
        spread = reduced.residual.T @ reduced.residual / (n - n_parameters)
        return np.kron(spread, reduced.bread[:k, :k])

    def moments(self, instruments: FloatArray, residual: FloatArray) -> FloatArray:
        """Variance of the sums of instruments times errors, without small-sample factors."""
        if self.variance == "classical":
            return instruments.T @ instruments * float(residual @ residual / len(residual))
        scores = instruments * residual[:, None]
        sums = sum_within(scores, self.cluster, int(self.cluster.max()) + 1)
        return sums.T @ sums
