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
from evalcap.kernels.recoding import recode
from evalcap.kernels.tall import combination, combined, crossed

# A direction this small beside the largest is not identified; rounding leaves 1e-16.
_NULL = 1e-11
_PART_OF_NULL = 1e-6


@dataclass(frozen=True, slots=True)
class Cohort:
    """Units that share their regressors in every period.

    Attributes
    ----------
    outcome, weight
        Of each unit in each period, both 0 where it is not seen, shape (n_units, n_periods).
        Every unit is seen in some period.
    cluster
        Cluster of each unit, shape (n_units,).
    regressors
        In each period, shape (n_periods, k).
    """

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
    errors
        Residual times weight in each cohort, shapes (n_units, n_periods). They sum to zero within
        units, so that times the regressors they are scores.
    is_identified
        Whether the data determine each coefficient, shape (k,).
    rank
        How many combinations of coefficients they determine.
    """

    coefficients: FloatArray
    bread: FloatArray
    errors: tuple[FloatArray, ...]
    is_identified: BoolArray
    rank: int


@dataclass(frozen=True, slots=True)
class _Averaged:
    """A cohort with its units averaged out: shares of their periods, deviations from their mean."""

    cohort: Cohort
    share: FloatArray
    deviation: FloatArray

    @property
    def equations(self) -> FloatArray:
        """Weighted cross products of period dummies after unit effects, shape (k, k)."""
        weight, design = self.cohort.weight, self.cohort.regressors
        periods = np.diag(weight.sum(axis=0)) - crossed(weight, self.share)
        return np.asarray(design.T @ periods @ design)

    @property
    def response(self) -> FloatArray:
        """Weighted products of regressors and outcome after unit effects, shape (k,)."""
        by_period = np.einsum("ut,ut->t", self.cohort.weight, self.deviation)
        return np.asarray(self.cohort.regressors.T @ by_period)

    def errors(self, coefficients: FloatArray) -> FloatArray:
        """Residual times weight, shape (n_units, n_periods)."""
        fitted = self.cohort.regressors @ coefficients
        left = self.deviation - fitted
        left += combination(self.share, fitted)[:, None]
        left *= self.cohort.weight
        return left


def fit_cohorts(cohorts: Sequence[Cohort]) -> CohortFit:
    """Regress outcomes on unit effects and the cohorts' regressors."""
    parts = [_average(cohort) for cohort in cohorts]
    equations = np.sum([part.equations for part in parts], axis=0)
    bread, known, rank = _invert(equations)
    coefficients = bread @ np.sum([part.response for part in parts], axis=0)
    errors = tuple(part.errors(coefficients) for part in parts)
    return CohortFit(coefficients, bread, errors, known, rank)


def _average(cohort: Cohort) -> _Averaged:
    share = _share(cohort.weight)
    mean = np.einsum("ut,ut->u", share, cohort.outcome)
    return _Averaged(cohort, share, cohort.outcome - mean[:, None])


def _share(weight: FloatArray) -> FloatArray:
    """Weight of each period within each unit, shape (n_units, n_periods)."""
    return np.asarray(weight / weight.sum(axis=1, keepdims=True))


def _invert(equations: FloatArray) -> tuple[FloatArray, BoolArray, int]:
    values, vectors = np.linalg.eigh(equations)
    keep = values > _NULL * values[-1]
    known: BoolArray = np.asarray((np.abs(vectors[:, ~keep]) < _PART_OF_NULL).all(axis=1))
    return (vectors[:, keep] / values[keep]) @ vectors[:, keep].T, known, int(keep.sum())


def row_meat(cohorts: Sequence[Cohort], fit: CohortFit) -> FloatArray:
    """Sum outer products of scores over rows, shape (k, k)."""
    meat = np.zeros_like(fit.bread)
    for cohort, errors in zip(cohorts, fit.errors, strict=True):
        squared, share = errors**2, _share(cohort.weight)
        # A row's score is its error times the difference of its period and its unit's mean.
        mixed = crossed(squared, share)
        periods = np.diag(squared.sum(axis=0)) - mixed - mixed.T
        periods += crossed(share * squared.sum(axis=1, keepdims=True), share)
        meat += cohort.regressors.T @ periods @ cohort.regressors
    return meat


def cluster_meat(cohorts: Sequence[Cohort], fit: CohortFit) -> FloatArray:
    """Sum outer products of scores, added up within clusters, shape (k, k).

    Only clusters that reach over cohorts are given scores. Those within one, as units are, share
    its regressors: their outer products are as small as its periods.
    """
    present, place = zip(*(recode(cohort.cluster) for cohort in cohorts), strict=True)
    across = np.bincount(np.concatenate(present)) > 1
    scores, meat = np.zeros((np.count_nonzero(across), len(fit.bread))), np.zeros_like(fit.bread)
    at = np.cumsum(across) - 1
    for j, cohort in enumerate(cohorts):
        sums, shared = sum_within(fit.errors[j], place[j], len(present[j])), across[present[j]]
        scores[at[present[j][shared]]] += combined(sums[shared], cohort.regressors)
        own = sums[~shared]
        meat += cohort.regressors.T @ crossed(own, own) @ cohort.regressors
    return meat + crossed(scores, scores)
