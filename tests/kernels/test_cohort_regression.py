import numpy as np
import pytest

from evalcap.kernels.cohort_regression import CohortRows, fit_cohorts


@pytest.fixture
def cohorts() -> list[CohortRows]:
    """Two cohorts of four units over four periods, unbalanced and weighted, in three clusters."""
    rng = np.random.default_rng(17)
    period_effects = np.eye(4)[:, 1:]
    found = []
    for treated in (0.0, 1.0):
        unit, period = (code.ravel() for code in np.indices((4, 4)))
        keep = rng.permutation(16) > 1
        own = treated * np.eye(4)[:, 2:]
        found.append(
            CohortRows(
                unit=unit[keep],
                period=period[keep],
                outcome=rng.normal(size=14),
                weight=rng.uniform(0.5, 2, size=14),
                cluster=np.array([0, 1, 2, 2]),
                regressors=np.column_stack([period_effects, own]),
            )
        )
    return found


def by_row(cohorts: list[CohortRows]) -> tuple[np.ndarray, ...]:
    """All rows with a dummy for each unit: regressors, outcome, weight, cluster."""
    first, second = cohorts
    unit = np.concatenate([first.unit, 4 + second.unit])
    regressors = np.concatenate([c.regressors[c.period] for c in cohorts])
    design = np.column_stack([regressors, np.eye(8)[unit]])
    outcome, weight = (
        np.concatenate([getattr(c, name) for c in cohorts]) for name in ("outcome", "weight")
    )
    return design, outcome, weight, np.concatenate([c.cluster[c.unit] for c in cohorts])


def test_coefficients_are_those_of_a_regression_on_dummies(cohorts):
    design, outcome, weight, _ = by_row(cohorts)
    root = np.sqrt(weight)
    expected, *_ = np.linalg.lstsq(design * root[:, None], outcome * root)
    fit = fit_cohorts(cohorts, 3)
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
    fit = fit_cohorts(cohorts, 3)
    np.testing.assert_allclose(fit.bread, bread, rtol=1e-9)
    np.testing.assert_allclose(fit.row_meat, scores.T @ scores, rtol=1e-8, atol=1e-12)
    sums = np.array([scores[cluster == g].sum(axis=0) for g in range(3)])
    np.testing.assert_allclose(fit.cluster_scores, sums, rtol=1e-8, atol=1e-12)


def test_what_the_data_do_not_determine_is_marked_and_the_rest_stands(cohorts):
    # In the last period only the second cohort is left: its effect and the period's are one.
    first, second = cohorts
    early = first.period < 3
    short = CohortRows(
        unit=first.unit[early],
        period=first.period[early],
        outcome=first.outcome[early],
        weight=first.weight[early],
        cluster=first.cluster,
        regressors=first.regressors,
    )
    fit = fit_cohorts([short, second], 3)
    assert fit.is_identified.tolist() == [True, True, False, True, False]
    assert fit.rank == 4
    design, outcome, weight, _ = by_row([short, second])
    root = np.sqrt(weight)
    expected, *_ = np.linalg.lstsq(design * root[:, None], outcome * root)
    np.testing.assert_allclose(fit.coefficients[[0, 1, 3]], expected[[0, 1, 3]], rtol=1e-9)
