"""Regressions with unit effects whose other regressors depend on cohort and period alone.

Every event study is one: what it estimates are the time paths of a few cohorts. So units are
averaged out within each cohort, and what is left to solve is as large as the paths, however many
units there are.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from evalcap.kernels.aggregation import sum_within
from evalcap.kernels.arrays import BoolArray, FloatArray, IntArray

# A direction this small beside the largest is not identified; rounding leaves 1e-16.
_NULL = 1e-11
_PART_OF_NULL = 1e-6


@dataclass(frozen=True, slots=True)
class CohortRows:
    """Rows of units that share their regressors in every period.

    Attributes
    ----------
    unit, period
        Codes of each row, shape (n_rows,). Units run from 0 within the cohort.
    outcome, weight
        Shape (n_rows,).
    cluster
        Cluster of each unit, shape (n_units,).
    regressors
        In each period, shape (n_periods, k).
    """

    unit: IntArray
    period: IntArray
    outcome: FloatArray
    weight: FloatArray
    cluster: IntArray
    regressors: FloatArray


@dataclass(frozen=True, slots=True)
class CohortFit:
    """Coefficients and what their covariance is made of.

    Attributes
    ----------
    coefficients
        Shape (k,); zero where not identified.
    bread
        Inverse of `X'WX` after unit effects, shape (k, k).
    cluster_scores
        Scores summed within clusters, shape (n_clusters, k).
    row_meat
        Outer products of scores summed over rows, shape (k, k).
    is_identified
        Whether the data determine each coefficient, shape (k,).
    rank
        How many combinations of coefficients they determine.
    """

    coefficients: FloatArray
    bread: FloatArray
    cluster_scores: FloatArray
    row_meat: FloatArray
    is_identified: BoolArray
    rank: int


@dataclass(frozen=True, slots=True)
class _Averaged:
    """A cohort with its units averaged out: weight and share of each period in each unit."""

    rows: CohortRows
    cell: FloatArray
    share: FloatArray

    def totals(self, values: FloatArray) -> FloatArray:
        """Sum values of rows by unit and period, shape (n_units, n_periods)."""
        n_units, n_periods = self.cell.shape
        flat = self.rows.unit * n_periods + self.rows.period
        return sum_within(values, flat, n_units * n_periods).reshape(n_units, n_periods)

    def within(self, by_cell: FloatArray) -> FloatArray:
        """Take unit means out of sums by unit and period, shape (n_units, n_periods)."""
        return np.asarray(by_cell - by_cell.sum(axis=1, keepdims=True) * self.share)


def fit_cohorts(cohorts: Sequence[CohortRows], n_clusters: int) -> CohortFit:
    """Regress outcomes on unit effects and the cohorts' regressors."""
    parts = [_average(rows) for rows in cohorts]
    k = cohorts[0].regressors.shape[1]
    equations, response = np.zeros((k, k)), np.zeros(k)
    for part in parts:
        design, share = part.rows.regressors, part.share
        periods = np.diag(part.cell.sum(axis=0)) - part.cell.T @ share
        equations += design.T @ periods @ design
        values = part.totals(part.rows.weight * part.rows.outcome)
        response += design.T @ part.within(values).sum(axis=0)
    bread, known, rank = _invert(equations)
    coefficients = bread @ response
    scores, meat = np.zeros((n_clusters, k)), np.zeros((k, k))
    for part in parts:
        design, errors = part.rows.regressors, _errors(part, coefficients)
        by_unit = part.within(part.totals(errors)) @ design
        scores += sum_within(by_unit, part.rows.cluster, n_clusters)
        meat += design.T @ _row_meat(part, errors) @ design
    return CohortFit(coefficients, bread, scores, meat, known, rank)


def _average(rows: CohortRows) -> _Averaged:
    n_units, n_periods = len(rows.cluster), len(rows.regressors)
    flat = rows.unit * n_periods + rows.period
    cell = sum_within(rows.weight, flat, n_units * n_periods).reshape(n_units, n_periods)
    return _Averaged(rows, cell, cell / cell.sum(axis=1, keepdims=True))


def _errors(part: _Averaged, coefficients: FloatArray) -> FloatArray:
    """Weight times residual of each row, shape (n_rows,)."""
    rows = part.rows
    left = rows.outcome - (rows.regressors @ coefficients)[rows.period]
    n_units = len(rows.cluster)
    mean = sum_within(rows.weight * left, rows.unit, n_units) / part.cell.sum(axis=1)
    return np.asarray(rows.weight * (left - mean[rows.unit]))


def _row_meat(part: _Averaged, errors: FloatArray) -> FloatArray:
    """Sum over rows of squared errors times (period less unit mean) twice."""
    squared, share = part.totals(errors**2), part.share
    crossed = squared.T @ share
    middle = np.diag(squared.sum(axis=0)) - crossed - crossed.T
    return np.asarray(middle + (share * squared.sum(axis=1, keepdims=True)).T @ share)


def _invert(equations: FloatArray) -> tuple[FloatArray, BoolArray, int]:
    values, vectors = np.linalg.eigh(equations)
    keep = values > _NULL * values[-1]
    known: BoolArray = np.asarray((np.abs(vectors[:, ~keep]) < _PART_OF_NULL).all(axis=1))
    return (vectors[:, keep] / values[keep]) @ vectors[:, keep].T, known, int(keep.sum())
