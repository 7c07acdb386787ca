import numpy as np
import pytest

from evalcap.kernels.reliability import Reliability, cronbach_alpha


def test_questions_that_are_the_same_are_perfectly_reliable():
    points = np.repeat(np.arange(6.0)[:, None], 4, axis=1)
    assert cronbach_alpha(points).alpha == pytest.approx(1)


def test_alike_questions_follow_spearman_and_brown():
    """With equal variances and correlations r, alpha is k r / (1 + (k - 1) r)."""
    rng = np.random.default_rng(1)
    raw = rng.normal(size=(50, 5))
    raw = (raw - raw.mean(0)) @ np.linalg.inv(np.linalg.cholesky(np.cov(raw.T)).T)
    correlation = np.full((5, 5), 0.3) + 0.7 * np.eye(5)
    points = raw @ np.linalg.cholesky(correlation).T
    assert cronbach_alpha(points).alpha == pytest.approx(5 * 0.3 / (1 + 4 * 0.3))


def test_feldt_s_interval_holds_the_true_reliability_as_often_as_it_says():
    rng = np.random.default_rng(8)
    draws, truth = 2000, 5 * 0.3 / (1 + 4 * 0.3)
    root = np.linalg.cholesky(np.full((5, 5), 0.3) + 0.7 * np.eye(5)).T
    held = 0
    for _ in range(draws):
        low, high = cronbach_alpha(rng.normal(size=(30, 5)) @ root).interval(0.95)
        held += low <= truth <= high
    # The interval is exact here: three Monte Carlo errors.
    assert held / draws == pytest.approx(0.95, abs=3 * np.sqrt(0.95 * 0.05 / draws))


@pytest.mark.parametrize("points", [np.ones((5, 3)), np.ones((1, 3)), np.arange(4.0)[:, None]])
def test_what_has_no_reliability_gets_none(points):
    found = cronbach_alpha(points)
    assert np.isnan([found.alpha, *found.interval(0.95)]).all()
    assert isinstance(found, Reliability)
