"""Differences between the means of two groups, with a clustered covariance."""

from dataclasses import dataclass

import numpy as np

from evalcap.diagnostics.joint_test import JointTest, Untested, joint_test
from evalcap.kernels.arrays import BoolArray, FloatArray, IntArray
from evalcap.kernels.contrasts import weighted_mean
from evalcap.kernels.sandwich import clustered


@dataclass(frozen=True, slots=True)
class MeanDifference:
    """Means of treated and comparison units.

    Attributes
    ----------
    treated, comparison
        Means in units of each variable, shape (k,).
    covariance
        Of the differences, clustered, with the small-sample factor of a regression on a dummy;
        NaN when a group lies in one cluster, which cannot show how clusters differ. Shape (k, k).
    n_clusters
        Clusters in both groups together.
    """

    treated: FloatArray
    comparison: FloatArray
    covariance: FloatArray
    n_clusters: int

    @property
    def difference(self) -> FloatArray:
        """Treated minus comparison, shape (k,)."""
        return self.treated - self.comparison

    @property
    def degrees_of_freedom(self) -> int:
        """Clusters less one, as regressions with clustered errors count."""
        return self.n_clusters - 1

    def test(self, chosen: BoolArray) -> JointTest | Untested:
        """Test that the chosen differences, shape (k,), are zero."""
        if np.isnan(self.covariance).any():
            return Untested("all treated or all comparison units lie in one cluster")
        return joint_test(
            self.difference[chosen],
            self.covariance[np.ix_(chosen, chosen)],
            n_clusters=self.n_clusters,
            degrees_of_freedom=self.degrees_of_freedom,
        )


def difference_in_means(
    values: FloatArray, treated: BoolArray, weight: FloatArray, cluster: IntArray
) -> MeanDifference:
    """Compare the means of each column of `values`, shape (n, k).

    Parameters
    ----------
    treated
        Shape (n,); there must be treated and comparison units.
    weight
        Positive, shape (n,).
    cluster
        Any codes, shape (n,).
    """
    group = np.where(treated, 1.0, 0.0)
    of_treated = [weighted_mean(v, weight * group) for v in values.T]
    of_comparison = [weighted_mean(v, weight * (1 - group)) for v in values.T]
    pairs = zip(of_treated, of_comparison, strict=True)
    influence = np.column_stack([t.influence - c.influence for t, c in pairs]) / len(values)
    present, codes = np.unique(cluster, return_inverse=True)
    return MeanDifference(
        treated=np.array([mean.value for mean in of_treated]),
        comparison=np.array([mean.value for mean in of_comparison]),
        covariance=_covariance(influence, treated, codes),
        n_clusters=len(present),
    )


def _covariance(influence: FloatArray, treated: BoolArray, cluster: IntArray) -> FloatArray:
    k = influence.shape[1]
    if min(len(np.unique(cluster[treated])), len(np.unique(cluster[~treated]))) < 2:  # noqa: PLR2004 - variance needs two
        return np.full((k, k), np.nan)
    return clustered(np.eye(k), influence, [cluster], n_parameters=2)
