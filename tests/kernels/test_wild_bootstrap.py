import numpy as np
import pytest

from evalcap.kernels.multipliers import every_sign, multipliers
from evalcap.kernels.partialled import absorb, partial_out
from evalcap.kernels.wild_bootstrap import redraw, score_maps

N, CLUSTERS = 90, 6


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(9)


def t_statistic(columns, outcome, cluster, weight, null):
    """Statistic of the first coefficient by textbook formulas, without a small-sample factor."""
    bread = np.linalg.pinv(columns.T @ (weight[:, None] * columns))
    coefficients = bread @ (columns.T @ (weight * outcome))
    scores = columns * (weight * (outcome - columns @ coefficients))[:, None]
    sums = np.array([scores[cluster == g].sum(axis=0) for g in range(CLUSTERS)])
    variance = (bread @ sums.T @ sums @ bread)[0, 0]
    return (coefficients[0] - null) / np.sqrt(variance)


def by_redrawing_rows(columns, outcome, cluster, weight, signs, *, null, impose_null):
    """The wild bootstrap as the paper states it: new outcomes, row by row, refitted."""
    root = np.sqrt(weight)
    point = np.linalg.lstsq(columns * root[:, None], outcome * root)[0][0]
    effect = null if impose_null else point
    rest = columns[:, 1:]
    held = outcome - effect * columns[:, 0]
    fitted = rest @ np.linalg.lstsq(rest * root[:, None], held * root)[0]
    residual = held - fitted
    return [
        t_statistic(
            columns,
            effect * columns[:, 0] + fitted + residual * draw[cluster],
            cluster,
            weight,
            effect,
        )
        for draw in signs
    ]


def dummies(way):
    return (way[:, None] == np.arange(way.max() + 1)).astype(float)


@pytest.mark.parametrize("impose_null", [True, False])
@pytest.mark.parametrize("ways", ["none", "one", "two", "within clusters"])
def test_statistics_are_those_of_redrawing_every_row(rng, ways, impose_null):
    cluster = rng.permutation(np.repeat(np.arange(CLUSTERS), N // CLUSTERS))
    effects = {
        "none": [],
        "one": [rng.integers(0, 4, N)],
        "two": [rng.integers(0, 12, N), rng.integers(0, 4, N)],
        "within clusters": [cluster * 2 + rng.integers(0, 2, N), rng.integers(0, 4, N)],
    }[ways]
    regressor, other = rng.normal(size=(2, N)) + rng.normal(size=(2, CLUSTERS))[:, cluster]
    outcome = 0.4 * regressor + rng.normal(size=N) + rng.normal(size=CLUSTERS)[cluster]
    weight = rng.uniform(0.5, 2, N)
    fit = partial_out(outcome, regressor, [other], weight, absorb(effects, weight))
    signs = multipliers("webb", CLUSTERS, 25, rng)
    found = redraw(score_maps(fit, cluster, CLUSTERS), [signs], impose_null=impose_null)
    columns = np.column_stack([regressor, other, np.ones(N), *(dummies(e) for e in effects)])
    for null in (0.0, 0.7, -30.0):
        expected = by_redrawing_rows(
            columns, outcome, cluster, weight, signs, null=null, impose_null=impose_null
        )
        np.testing.assert_allclose(found.statistics(null - fit.point), expected, rtol=1e-8)


def test_signs_that_leave_the_data_as_they_are_give_their_statistic(rng):
    cluster = np.repeat(np.arange(CLUSTERS), N // CLUSTERS)
    regressor, outcome = rng.normal(size=(2, N))
    fit = partial_out(outcome, regressor, [], np.ones(N), None)
    maps = score_maps(fit, cluster, CLUSTERS)
    found = redraw(maps, [every_sign(CLUSTERS)], impose_null=True).statistics(-fit.point)
    assert found[0] == pytest.approx(fit.point / maps.std_error)
    assert found[-1] == pytest.approx(-fit.point / maps.std_error)


def test_the_standard_error_is_the_clustered_one_without_a_factor(rng):
    cluster = rng.integers(0, CLUSTERS, N)
    regressor, outcome = rng.normal(size=(2, N))
    fit = partial_out(outcome, regressor, [], np.ones(N), None)
    columns = np.column_stack([regressor, np.ones(N)])
    statistic = t_statistic(columns, outcome, cluster, np.ones(N), 0.0)
    assert fit.point / score_maps(fit, cluster, CLUSTERS).std_error == pytest.approx(statistic)


def test_many_clusters_take_no_array_of_clusters_squared(rng):
    n = 20_000
    cluster, effects = np.arange(n) // 2, absorb([np.arange(n) // 2, np.arange(n) % 2], np.ones(n))
    fit = partial_out(*rng.normal(size=(2, n)), [rng.normal(size=n)], np.ones(n), effects)
    maps = score_maps(fit, cluster, n // 2)
    assert maps.residual.left.shape[1] < 10
