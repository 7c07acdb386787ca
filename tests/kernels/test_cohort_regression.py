from dataclasses import replace

import numpy as np
import pytest

from evalcap.kernels.cohort_regression import Cohort, cluster_meat, fit_cohorts, row_meat


@pytest.fixture
def cohorts() -> list[Cohort]:
    """Two cohorts of four units over four periods, unbalanced and weighted, in four clusters.

    Two clusters reach over both cohorts, two lie within one.
    """
    rng = np.random.default_rng(17)
    period_effects = np.eye(4)[:, 1:]
    found = []
    for treated, cluster in ((0.0, [0, 1, 2, 2]), (1.0, [0, 2, 3, 3])):
        seen = rng.permutation(16).reshape(4, 4) > 1
        own = treated * np.eye(4)[:, 2:]
        found.append(
            Cohort(
                outcome=np.where(seen, rng.normal(size=(4, 4)), 0),
                weight=np.where(seen, rng.uniform(0.5, 2, size=(4, 4)), 0),
                cluster=np.array(cluster),
                regressors=np.column_stack([period_effects, own]),
            )
        )
    return found


def by_row(cohorts: list[Cohort]) -> tuple[np.ndarray, ...]:
    """All rows with a dummy for each unit: regressors, outcome, weight, cluster."""
    design, outcome, weight, cluster = [], [], [], []
    for first, cohort in zip((0, 4), cohorts, strict=True):
        unit, period = np.nonzero(cohort.weight)
        design.append(np.column_stack([cohort.regressors[period], np.eye(8)[first + unit]]))
        outcome.append(cohort.outcome[unit, period])
        weight.append(cohort.weight[unit, period])
        cluster.append(cohort.cluster[unit])
    return tuple(np.concatenate(parts) for parts in (design, outcome, weight, cluster))


def test_coefficients_are_those_of_a_regression_on_dummies(cohorts):
    design, outcome, weight, _ = by_row(cohorts)
    root = np.sqrt(weight)
    expected, *_ = np.linalg.lstsq(design * root[:, None], outcome * root)
    fit = fit_cohorts(cohorts)
    np.testing.assert_allclose(fit.coefficients, expected[:5], rtol=1e-9)
    assert fit.is_identified.all()
    assert fit.rank == 5


def test_bread_and_meat_are_those_of_the_partialled_regression(cohorts):
    design, outcome, weight, cluster = by_row(cohorts)
    root = np.sqrt(weight)[:, None]
    dummies = design[:, 5:] * root
    kept = np.eye(len(root)) - dummies @ np.linalg.pinv(dummies)
    regressors, response = kept @ (design[:, :5] * root), kept @ (outcome * root[:, 0])
    bread = np.linalg.inv(regressors.T @ regressors)
    scores = regressors * (response - regressors @ bread @ regressors.T @ response)[:, None]
    fit = fit_cohorts(cohorts)
    np.testing.assert_allclose(fit.bread, bread, rtol=1e-9)
    np.testing.assert_allclose(row_meat(cohorts, fit), scores.T @ scores, rtol=1e-8, atol=1e-12)
    sums = np.array([scores[cluster == g].sum(axis=0) for g in range(4)])
    np.testing.assert_allclose(cluster_meat(cohorts, fit), sums.T @ sums, rtol=1e-8, atol=1e-12)


def test_units_as_clusters_need_no_scores_of_their_own_and_give_the_same(cohorts):
    alone = [
        replace(cohort, cluster=np.arange(first, first + 4))
        for first, cohort in zip((0, 4), cohorts, strict=True)
    ]
    design, *_ = by_row(alone)
    fit = fit_cohorts(alone)
    errors = np.concatenate([e[c.weight > 0] for e, c in zip(fit.errors, alone, strict=True)])
    unit = design[:, 5:].argmax(axis=1)
    sums = np.array([(design[:, :5] * errors[:, None])[unit == u].sum(axis=0) for u in range(8)])
    np.testing.assert_allclose(cluster_meat(alone, fit), sums.T @ sums, rtol=1e-8, atol=1e-12)


def test_what_the_data_do_not_determine_is_marked_and_the_rest_stands(cohorts):
    # In the last period only the second cohort is left: its effect and the period's are one.
    first, second = cohorts
    early = np.arange(4) < 3
    short = replace(first, outcome=first.outcome * early, weight=first.weight * early)
    fit = fit_cohorts([short, second])
    assert fit.is_identified.tolist() == [True, True, False, True, False]
    assert fit.rank == 4
    design, outcome, weight, _ = by_row([short, second])
    root = np.sqrt(weight)
    expected, *_ = np.linalg.lstsq(design * root[:, None], outcome * root)
    np.testing.assert_allclose(fit.coefficients[[0, 1, 3]], expected[[0, 1, 3]], rtol=1e-9)
