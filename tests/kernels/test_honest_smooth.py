import numpy as np
import pytest
from scipy import stats
from scipy.optimize import linprog, minimize

from evalcap.kernels.event_study import EventStudy
from evalcap.kernels.honest_smooth import folded_quantile, smoothness_interval


def draw(seed: int, n_before: int, target: list[float]) -> EventStudy:
    rng = np.random.default_rng(seed)
    k = n_before + len(target)
    factor = rng.normal(size=(k, 2 * k))
    return EventStudy(rng.normal(size=k), factor @ factor.T / k, n_before, np.array(target))


def worst_bias(study: EventStudy, weights: np.ndarray, bound: float) -> float:
    """Largest bias over all deviations whose slope changes by at most `bound`."""
    k, base = len(weights) + 1, study.n_before
    bends = np.diff(np.eye(k), n=2, axis=0)
    gains = np.insert(weights, base, 0.0)
    found = linprog(
        -gains,
        A_ub=np.vstack([bends, -bends]),
        b_ub=np.full(2 * len(bends), bound),
        A_eq=np.eye(k)[[base]],
        b_eq=[0.0],
        bounds=(None, None),
        method="highs",
    )
    assert found.status == 0
    return -found.fun


def half_length(study: EventStudy, weights: np.ndarray, bound: float) -> float:
    """By the linear program for the bias, and scipy's noncentral chi-squared for the quantile."""
    spread = np.sqrt(weights @ study.covariance @ weights)
    ratio = worst_bias(study, weights, bound) / spread
    return spread * np.sqrt(stats.ncx2.ppf(0.95, 1, ratio**2)) if ratio else 1.959964 * spread


CASES = [
    (1, 1, [1.0]),
    (2, 2, [1.0, 0.0]),
    (3, 4, [0.25, 0.25, 0.25, 0.25]),
    (4, 3, [0.0, 1.0, 0.0]),
    (5, 3, [-0.5, 1.0]),
]


@pytest.mark.parametrize(("seed", "n_before", "target"), CASES)
@pytest.mark.parametrize("bound", [0.02, 0.2, 1.0])
def test_the_length_counts_the_worst_bias_of_the_estimator(seed, n_before, target, bound):
    study = draw(seed, n_before, target)
    found = smoothness_interval(study, bound, level=0.95)
    expected = half_length(study, found.weights, bound)
    assert found.half_length == pytest.approx(expected, rel=1e-7)
    assert found.centre == pytest.approx(found.weights @ study.estimate)


@pytest.mark.parametrize(("seed", "n_before", "target"), CASES[1:])
@pytest.mark.parametrize("bound", [0.02, 0.2, 1.0])
def test_no_other_weights_give_a_shorter_interval(seed, n_before, target, bound):
    """Powell's search over weights that a straight line does not bias."""
    study = draw(seed, n_before, target)
    found = smoothness_interval(study, bound, level=0.95)
    distance = np.arange(n_before, 0, -1.0)
    ahead = np.arange(1, len(target) + 1) @ study.target

    def length(free: np.ndarray) -> float:
        last = ahead - free @ distance[:-1]
        return half_length(study, np.concatenate([free, [last], study.target]), bound)

    start = found.weights[: n_before - 1]
    better = minimize(length, start, method="Powell", options={"xtol": 1e-9, "ftol": 1e-12})
    assert found.half_length <= better.fun * (1 + 1e-8)


def test_one_coefficient_before_treatment_is_extrapolated_as_it_is():
    """The line through it and the base goes on; the bend at the base is not seen."""
    study = EventStudy(np.array([-1.0, 4.0]), np.diag([1.0, 3.0]), 1, np.array([1.0]))
    found = smoothness_interval(study, 0.5, level=0.95)
    assert found.centre == pytest.approx(4 - 1)
    assert found.half_length == pytest.approx(2 * np.sqrt(stats.ncx2.ppf(0.95, 1, 0.25**2)))


def test_without_bends_the_trend_is_extrapolated_by_generalised_least_squares():
    study = draw(3, 4, [0.25, 0.25, 0.25, 0.25])
    found = smoothness_interval(study, 0.0, level=0.95)
    place = np.array([-4, -3, -2, -1, 1, 2, 3, 4.0])
    regressors = np.column_stack([place, np.vstack([np.zeros((4, 4)), np.eye(4)])])
    precision = np.linalg.inv(study.covariance)
    bread = np.linalg.inv(regressors.T @ precision @ regressors)
    effects = bread @ regressors.T @ precision @ study.estimate
    mean = np.array([0, 0.25, 0.25, 0.25, 0.25])
    assert found.centre == pytest.approx(mean @ effects)
    assert found.half_length == pytest.approx(1.959964 * np.sqrt(mean @ bread @ mean), rel=1e-6)


def test_a_straight_line_in_all_coefficients_does_not_move_the_interval():
    study = draw(4, 3, [0.0, 1.0, 0.0])
    place = np.array([-3, -2, -1, 1, 2, 3.0])
    tilted = EventStudy(study.estimate + 5 * place, study.covariance, 3, study.target)
    pair = [smoothness_interval(s, 0.1, level=0.95).limits for s in (study, tilted)]
    assert pair[0] == pytest.approx(pair[1], abs=1e-6)


def test_units_of_measure_only_rescale():
    study = draw(3, 4, [0.25, 0.25, 0.25, 0.25])
    small = EventStudy(study.estimate * 1e-6, study.covariance * 1e-12, 4, study.target)
    one, other = (
        smoothness_interval(study, 0.1, level=0.95),
        smoothness_interval(small, 1e-7, level=0.95),
    )
    assert other.half_length == pytest.approx(one.half_length * 1e-6, rel=1e-7)


@pytest.mark.parametrize("mean", [0.0, 0.01, 0.7, 3.0, 40.0, 1e4])
@pytest.mark.parametrize("level", [0.8, 0.95, 0.999])
def test_the_folded_quantile_is_the_root_of_a_noncentral_chi_squared(mean, level):
    value = folded_quantile(mean, level)
    inside = stats.norm.cdf(value - mean) - stats.norm.cdf(-value - mean)
    assert inside == pytest.approx(level, abs=1e-9)
