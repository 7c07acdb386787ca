import numpy as np
import pytest

from evalcap.kernels.multipliers import (
    every_sign,
    is_enumerable,
    mammen_sums,
    multiplier_blocks,
    multipliers,
)

DRAWS = 200_000


def test_every_sign_pattern_occurs_once():
    signs = every_sign(3)
    assert signs.shape == (8, 3)
    assert set(np.unique(signs)) == {-1.0, 1.0}
    assert len(np.unique(signs, axis=0)) == 8


# Third moments: signs and Webb's points are symmetric, Mammen's keep skewness.
@pytest.mark.parametrize(
    ("kind", "third", "fourth"), [("rademacher", 0, 1), ("webb", 0, 7 / 6), ("mammen", 1, 2)]
)
def test_multipliers_have_mean_zero_variance_one_and_known_higher_moments(kind, third, fourth):
    drawn = multipliers(kind, 1, DRAWS, np.random.default_rng(3))[:, 0]
    for power, expected in ((1, 0), (2, 1), (3, third), (4, fourth)):
        error = (drawn**power).std() / np.sqrt(DRAWS)
        assert (drawn**power).mean() == pytest.approx(expected, abs=4 * error + 1e-12)


def test_webb_draws_six_points_alike():
    points, counts = np.unique(
        multipliers("webb", 1, DRAWS, np.random.default_rng(3)), return_counts=True
    )
    np.testing.assert_allclose(points**2, [1.5, 1, 0.5, 0.5, 1, 1.5])
    assert counts == pytest.approx(DRAWS / 6, abs=4 * np.sqrt(DRAWS * 5 / 36))


@pytest.mark.parametrize(
    ("kind", "n_clusters", "enumerated"),
    [("rademacher", 13, True), ("rademacher", 14, False), ("webb", 2, False)],
)
def test_only_signs_are_enumerated_and_only_when_no_more_than_the_draws(
    kind, n_clusters, enumerated
):
    assert is_enumerable(kind, n_clusters, 9999) is enumerated


def test_a_thousand_clusters_are_not_counted_as_a_number_of_patterns():
    assert not is_enumerable("rademacher", 1000, 9999)


def test_draws_in_blocks_are_the_draws_at_once(monkeypatch):
    (whole,) = multiplier_blocks("mammen", 20, 500, seed=1)
    monkeypatch.setattr("evalcap.kernels.multipliers._AT_ONCE", 700)
    parts = list(multiplier_blocks("mammen", 20, 500, seed=1))
    assert len(parts) > 1
    np.testing.assert_array_equal(np.concatenate(parts), whole)


def test_mammen_s_points_are_drawn_as_he_gives_them():
    points, counts = np.unique(
        multipliers("mammen", 1, DRAWS, np.random.default_rng(3)), return_counts=True
    )
    root = np.sqrt(5)
    np.testing.assert_allclose(points, [(1 - root) / 2, (1 + root) / 2], rtol=2e-5)
    share = (root + 1) / (2 * root)
    assert counts[0] == pytest.approx(share * DRAWS, abs=4 * np.sqrt(share * (1 - share) * DRAWS))


# Blocks of 1, 7 and all of 40 clusters.
@pytest.mark.parametrize("products", [1, 2 * 256 * 7, 10**9])
def test_sums_are_of_scores_times_independent_multipliers(monkeypatch, products):
    monkeypatch.setattr("evalcap.kernels.multipliers.BEFORE_THREADS", products)
    scores = np.random.default_rng(4).normal(size=(40, 2))
    sums, draws = mammen_sums(scores, 20_000, seed=5), 20_000
    assert sums.shape == (2, draws)
    covariance, spread = scores.T @ scores, np.sqrt((scores**2).sum(axis=0) / draws)
    assert (np.abs(sums.mean(axis=1)) < 4 * spread).all()
    squares = sums[:, None] * sums
    error = squares.std(axis=2) / np.sqrt(draws)
    assert (np.abs(squares.mean(axis=2) - covariance) < 4 * error).all()
    third = (sums**3).mean(axis=1) - (scores**3).sum(axis=0)
    assert (np.abs(third) < 4 * (sums**3).std(axis=1) / np.sqrt(draws)).all()


@pytest.mark.parametrize("cluster", [0, 299, 599])
def test_every_cluster_and_draw_has_its_multiplier(cluster):
    scores = np.zeros((600, 3))
    scores[cluster] = [1.0, 2.0, -1.0]
    sums = mammen_sums(scores, 700, seed=5)
    low, high = (1 - np.sqrt(5)) / 2, (1 + np.sqrt(5)) / 2
    is_low = np.isclose(sums[0], low, rtol=2e-5)
    np.testing.assert_allclose(sums[0], np.where(is_low, low, high), rtol=2e-5)
    np.testing.assert_allclose(sums[1:], np.outer([2.0, -1.0], sums[0]), atol=1e-12)
    assert 0 < is_low[-100:].sum() < 100
