r"""The wild cluster bootstrap of one coefficient, from arrays no longer than the clusters.

Multiplying each cluster's residuals by a random number changes the scores of all clusters
linearly. What a draw needs is therefore a matrix with one row and one column a cluster, found
once; rows of data are never drawn. Under the null, residuals are linear in the effect supposed,
which makes every statistic known for every null.

References
----------
Roodman, D., Nielsen, M. O., MacKinnon, J. G. and Webb, M. D. (2019). Fast and wild: bootstrap
inference in Stata using boottest. Stata Journal 19(1), 4-60.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from evalcap.kernels.aggregation import sum_within
from evalcap.kernels.arrays import FloatArray, IntArray
from evalcap.kernels.inversion import Redrawn
from evalcap.kernels.partialled import Partialled
from evalcap.kernels.tall import combination, combined
from evalcap.kernels.within import TwoWay


@dataclass(frozen=True, slots=True)
class ScoreMap:
    """How multipliers of clusters become scores of clusters after refitting.

    Attributes
    ----------
    own
        Score of each cluster before refitting, shape (n_clusters,).
    left, right
        What refitting takes away is `left @ right`, shapes (n_clusters, m) and (m, n_clusters).
    """

    own: FloatArray
    left: FloatArray
    right: FloatArray

    def scores(self, multiplier: FloatArray) -> FloatArray:
        """Scores of each draw, shape (draws, n_clusters), the shape of `multiplier`."""
        m, n_clusters = self.right.shape
        if m > n_clusters:
            return multiplier * self.own - multiplier @ (self.left @ self.right).T
        return multiplier * self.own - combined(combined(multiplier, self.right.T), self.left.T)


@dataclass(frozen=True, slots=True)
class ScoreMaps:
    """Score maps of the residuals at the estimate, and of the regressor itself."""

    residual: ScoreMap
    regressor: ScoreMap

    @property
    def std_error(self) -> float:
        """Clustered standard error without a small-sample factor."""
        return float(np.linalg.norm(self.residual.own))


def score_maps(fit: Partialled, cluster: IntArray, n_clusters: int) -> ScoreMaps:
    """Reduce a regression to its clusters, coded from 0, shape (n_rows,)."""
    at = fit.n_others
    of_regressor, of_residual = (
        size * _by_cluster(fit.directions, j, cluster, n_clusters)
        for j, size in ((at, fit.length), (at + 1, fit.spread))
    )
    left = np.delete(of_regressor, at + 1, axis=1)
    maps = []
    for sums, j in ((of_residual, at + 1), (of_regressor, at)):
        parts = [(left, np.delete(sums, at + 1, axis=1).T)]
        if fit.effects is not None:
            values = fit.residual if j > at else fit.regressor
            parts += _through_effects(fit, fit.effects, values, cluster, n_clusters)
        lefts, rights = zip(*parts, strict=True)
        own = sums[:, at] / fit.length
        maps.append(ScoreMap(own, np.hstack(lefts), np.vstack(rights) / fit.length**2))
    return ScoreMaps(*maps)


def _by_cluster(columns: FloatArray, j: int, cluster: IntArray, n_clusters: int) -> FloatArray:
    """Sum columns, each times the j-th, within clusters, shape (n_clusters, k)."""
    n, own = len(columns), columns[:, j].copy()
    by_row = csr_array((own, cluster, np.arange(n + 1)), shape=(n, n_clusters))
    return np.asarray(by_row.T @ columns)


def _through_effects(
    fit: Partialled, effects: TwoWay, values: FloatArray, cluster: IntArray, n_clusters: int
) -> list[tuple[FloatArray, FloatArray]]:
    """Find how fixed effects carry one cluster's values into another's scores.

    What the effects explain of `values` in one cluster alone, times the regressor in another.
    """
    share = np.broadcast_to(effects.share, effects.layout.shape)
    by_unit, by_period = [], []
    for column in (fit.regressor, values):
        unit, period = _totals(fit.root * column, effects, cluster, n_clusters)
        by_unit.append(unit)
        by_period.append(period - np.asarray(unit.T @ share).T)
    parts = [(by_period[0].T, effects.solver @ by_period[1])]
    within = (by_unit[0].T @ (by_unit[1] / effects.unit_weight[:, None])).tocsr()
    if within.nnz > n_clusters:  # otherwise units lie within clusters and carry nothing
        parts.append((within.toarray(), np.eye(n_clusters)))
    return parts


def _totals(
    values: FloatArray, effects: TwoWay, cluster: IntArray, n_clusters: int
) -> tuple[csr_array, FloatArray]:
    """Sum values by unit and cluster, and by period and cluster."""
    layout = effects.layout
    n_units, n_periods = layout.shape
    unit = csr_array((values, (layout.unit, cluster)), shape=(n_units, n_clusters))
    flat = sum_within(values, layout.period * n_clusters + cluster, n_periods * n_clusters)
    return unit, flat.reshape(n_periods, n_clusters)


def redraw(maps: ScoreMaps, blocks: Iterable[FloatArray], *, impose_null: bool) -> Redrawn:
    """Refit on redrawn data.

    Parameters
    ----------
    blocks
        Multipliers, each of shape (draws, n_clusters).
    impose_null
        Redraw residuals under the effect supposed; otherwise those at the estimate, whatever
        effect is supposed.
    """
    parts = [_redraw_block(maps, block, impose_null=impose_null) for block in blocks]
    return Redrawn.joined(parts)


def _redraw_block(maps: ScoreMaps, multiplier: FloatArray, *, impose_null: bool) -> Redrawn:
    shift, scores = combination(multiplier, maps.residual.own), maps.residual.scores(multiplier)
    square = np.zeros((len(multiplier), 3))
    square[:, 0] = np.einsum("ij,ij->i", scores, scores)
    if not impose_null:
        return Redrawn(shift, np.zeros_like(shift), square)
    slopes = maps.regressor.scores(multiplier)
    square[:, 1] = np.einsum("ij,ij->i", scores, slopes)
    square[:, 2] = np.einsum("ij,ij->i", slopes, slopes)
    return Redrawn(shift, combination(multiplier, maps.regressor.own), square)
