"""Averages of imputed effects over groups of cells: cohorts in periods.

What belongs to a cell is the same for all of a cohort's units, so that each cohort is a small
table of its treated periods, and no row looks up where it belongs.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from evalcap.kernels.aggregation import sum_within
from evalcap.kernels.arrays import FloatArray, IntArray
from evalcap.kernels.imputation import Imputed, Rows
from evalcap.kernels.tall import combined, crossed


@dataclass(frozen=True, slots=True)
class Grouping:
    """What is averaged, and over whom.

    Attributes
    ----------
    cohort
        Cohort of each unit, coded from 0, shape (n_units,).
    group
        Group in which each cohort's treated rows of a period are averaged, coded from 0; -1 where
        they are in none, shape (n_cohorts, n_periods).
    centre
        Cells with the same code hold rows whose effects are taken as alike, shape (n_cohorts,
        n_periods). None takes all rows of a group for draws around its estimate, which then counts
        how effects differ.
    cluster
        Cluster of each unit, coded from 0, shape (n_units,).
    """

    cohort: IntArray
    group: IntArray
    centre: IntArray | None
    cluster: IntArray


@dataclass(frozen=True, slots=True)
class Averages:
    """Averages of effects over groups of treated rows.

    Attributes
    ----------
    estimate
        Shape (n_groups,).
    scores
        Influence summed within clusters, shape (n_clusters, n_groups).
    weight
        Weight of the rows in each group, shape (n_groups,).
    """

    estimate: FloatArray
    scores: FloatArray
    weight: FloatArray


@dataclass(frozen=True, slots=True)
class _Part:
    """The treated rows of one cohort.

    Attributes
    ----------
    units
        Shape (n,).
    cells
        Their cells, as an index of tables by cohort and period that gives shape (m,).
    weight, effect
        Of each unit in each cell, weight 0 where it is not seen, shape (n, m).
    """

    units: IntArray
    cells: tuple[int, IntArray]
    weight: FloatArray
    effect: FloatArray


def average_effects(rows: Rows, imputed: Imputed, by: Grouping) -> Averages:
    """Average the effects of treated rows within groups, by the rows' weights.

    The error of a treated row is its distance from the mean of rows whose effects are taken as
    alike; where they are not, the standard error is conservative. An untreated row's error is its
    residual, and it counts by how much predictions draw on it: on its period, as residuals sum
    to zero within units.
    """
    parts = list(_parts(rows, imputed, by))
    in_group, k = by.group >= 0, int(by.group.max()) + 1
    group = by.group[in_group]
    size, effect = _sums(parts, by.group.shape, 1)
    total = sum_within(size[in_group], group, k)
    estimate = sum_within(effect[in_group], group, k) / total
    alike = estimate[by.group] if by.centre is None else _alike(parts, by.centre)
    scores, drawn = np.zeros((rows.layout.n_units, k)), np.zeros((rows.layout.n_periods, k))
    np.add.at(drawn, (np.nonzero(in_group)[1], group), size[in_group] / total[group])
    share = np.broadcast_to(imputed.effects.share, rows.layout.shape)
    for part in parts:
        to = by.group[part.cells]
        into = (to[:, None] == np.arange(k)) / total
        errors = part.weight * (part.effect - alike[part.cells])
        scores[part.units] = combined(errors, into)
        drawn -= crossed(share[part.units], part.weight) @ into
    # Residuals of untreated rows by unit and period.
    left = rows.layout.table(imputed.effects.weighted(imputed.distance))
    scores -= combined(left, imputed.effects.solver @ drawn)
    return Averages(estimate, _by_cluster(scores, by.cluster), total)


def _parts(rows: Rows, imputed: Imputed, by: Grouping) -> Iterator[_Part]:
    weight, effect = rows.layout.table(rows.weight), rows.layout.table(imputed.distance)
    for cohort in np.flatnonzero((by.group >= 0).any(axis=1)).tolist():
        units, periods = np.flatnonzero(by.cohort == cohort), np.flatnonzero(by.group[cohort] >= 0)
        at = np.ix_(units, periods)
        yield _Part(units, (cohort, periods), weight[at], effect[at])


def _sums(parts: list[_Part], shape: tuple[int, ...], power: int) -> tuple[FloatArray, FloatArray]:
    """Sum weights, to some power, and effects times these, by cohort and period."""
    size, effect = np.zeros(shape), np.zeros(shape)
    for part in parts:
        weight = part.weight**power
        size[part.cells] = weight.sum(axis=0)
        effect[part.cells] = np.einsum("ut,ut->t", weight, part.effect)
    return size, effect


def _alike(parts: list[_Part], centre: IntArray) -> FloatArray:
    """Mean effect of like rows, each by its squared weight, shape (n_cohorts, n_periods)."""
    n, code = int(centre.max()) + 1, centre.ravel()
    size, effect = (sum_within(cells.ravel(), code, n) for cells in _sums(parts, centre.shape, 2))
    return np.asarray((effect / np.where(size > 0, size, 1.0))[centre])


def _by_cluster(scores: FloatArray, cluster: IntArray) -> FloatArray:
    """Sum scores of units within clusters; units that are their own clusters are the sums."""
    if (cluster == np.arange(len(cluster))).all():
        return scores
    return sum_within(scores, cluster, int(cluster.max()) + 1)
