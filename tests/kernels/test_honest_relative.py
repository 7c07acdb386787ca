"""The moments without nuisance parameters, held to the linear programs that they stand for."""

import numpy as np
import pytest
from scipy.optimize import linprog
from scipy.stats import truncnorm

from evalcap.kernels.event_study import EventStudy
from evalcap.kernels.honest_conditional import HybridTest
from evalcap.kernels.honest_relative import moments_by_step, relative_magnitude_interval


def draw(seed: int, n_before: int, target: list[float]) -> EventStudy:
    rng = np.random.default_rng(seed)
    k = n_before + len(target)
    factor = rng.normal(size=(k, 2 * k))
    covariance = factor @ factor.T / k
    return EventStudy(rng.normal(size=k) * 2, covariance, n_before, np.array(target))


class Programs:
    """The conditional test by linear programs over nuisance parameters, for one step and sign."""

    def __init__(self, study: EventStudy, bound: float, largest: np.ndarray) -> None:
        after = study.steps[study.n_before :]
        rows = np.vstack([after - bound * largest, -after - bound * largest])
        self.covariance = rows @ study.covariance @ rows.T
        self.spread = np.sqrt(np.diag(self.covariance))
        # In which directions do the later effects move without moving the number of interest?
        directions = np.linalg.svd(study.target[None, :])[2]
        effects = rows[:, study.n_before :]
        self.free = effects @ directions[1:].T
        self.slope = effects @ study.target / (study.target @ study.target)
        self.mean = rows @ study.estimate

    def statistic(self, theta: float) -> tuple[float, np.ndarray]:
        """The largest moment after the nuisance parameters did their best, and its weights."""
        y = self.mean - self.slope * theta
        columns = -np.column_stack([self.spread, self.free])
        cost = np.eye(columns.shape[1])[0]
        found = linprog(cost, A_ub=columns, b_ub=-y, bounds=(None, None), method="highs")
        return found.fun, -found.ineqlin.marginals

    def truncation(self, theta: float, weights: np.ndarray) -> tuple[float, float]:
        """Values v of the statistic at which these weights stay the best."""
        y = self.mean - self.slope * theta
        towards = self.covariance @ weights / (weights @ self.covariance @ weights)
        rest = y - towards * (weights @ y)
        columns = -np.column_stack([self.spread - towards, self.free])
        cost = np.eye(columns.shape[1])[0]
        least, most = (
            linprog(sign * cost, A_ub=columns, b_ub=-rest, bounds=(None, None), method="highs")
            for sign in (1, -1)
        )
        return (
            least.fun if least.status == 0 else -np.inf,
            -most.fun if most.status == 0 else np.inf,
        )

    def accepts(self, theta: float, test: HybridTest) -> bool:
        largest, weights = self.statistic(theta)
        if largest > test.critical:
            return False
        spread = np.sqrt(weights @ self.covariance @ weights)
        low, high = self.truncation(theta, weights)
        tail = truncnorm.sf(largest / spread, low / spread, min(high, test.critical) / spread)
        return bool(largest <= 0 or tail >= test.size)


CASES = [
    (1, 3, [1.0, 0.0, 0.0, 0.0]),
    (2, 3, [0.25, 0.25, 0.25, 0.25]),
    (3, 1, [0.5, 0.5]),
    (4, 2, [0.0, 1.0, 0.0]),
    (5, 2, [0.0, 0.5, 0.5]),
    (6, 3, [1.0]),
]


@pytest.mark.parametrize(("seed", "n_before", "target"), CASES)
@pytest.mark.parametrize("bound", [0.5, 2.0])
def test_acceptance_is_that_of_the_linear_programs(seed, n_before, target, bound):
    study = draw(seed, n_before, target)
    steps = [sign * step for step in study.steps[:n_before] for sign in (1, -1)]
    agree = []
    for step, moments in zip(steps, moments_by_step(study, bound), strict=True):
        test, programs = HybridTest.of(moments, 0.05), Programs(study, bound, step)
        theta = study.point + np.linspace(-6, 6, 15) * study.std_error
        expected = [programs.accepts(value, test) for value in theta]
        agree += (test.accepts(theta) == expected).tolist()
    assert all(agree)


@pytest.mark.parametrize(("seed", "n_before", "target"), CASES)
def test_the_statistic_is_the_value_of_the_linear_program(seed, n_before, target):
    study = draw(seed, n_before, target)
    moments = next(moments_by_step(study, 1.0))
    programs = Programs(study, 1.0, study.steps[0])
    for theta in (-2.0, 0.3, 4.0):
        largest = (moments.mean - theta * moments.slope).max()
        assert largest == pytest.approx(programs.statistic(theta)[0], abs=1e-8)


def test_without_departure_after_treatment_the_interval_is_nearly_the_usual_one():
    """Ten per cent of the size goes to the first stage, which costs two per cent of length."""
    study = draw(1, 3, [1.0, 0.0, 0.0, 0.0])
    low, high = relative_magnitude_interval(study, 0.0, level=0.95)
    assert (low + high) / 2 == pytest.approx(study.point, abs=1e-4)
    assert high - low == pytest.approx(2 * 1.96 * study.std_error, rel=0.02)


def test_the_interval_widens_with_the_bound():
    study = draw(2, 3, [0.25, 0.25, 0.25, 0.25])
    found = [relative_magnitude_interval(study, m, level=0.95) for m in (0, 0.5, 1, 2)]
    lengths = [high - low for low, high in found]
    assert lengths == sorted(lengths)


def test_with_little_noise_the_interval_is_the_identified_set():
    """Steps before treatment of 1 and -3: the effect of 5 may be off by 3 times the bound."""
    study = EventStudy(np.array([2.0, 3.0, 5.0]), np.eye(3) * 1e-8, 2, np.array([1.0]))
    low, high = relative_magnitude_interval(study, 0.5, level=0.95)
    assert (low, high) == pytest.approx((5 - 1.5, 5 + 1.5), abs=1e-3)


def test_departures_add_up_over_periods_after_treatment():
    """The mean of two effects is off by at most 3/2 steps: (1 + 2) / 2."""
    study = EventStudy(np.array([2.0, 5.0, 5.0]), np.eye(3) * 1e-8, 1, np.array([0.5, 0.5]))
    low, high = relative_magnitude_interval(study, 1.0, level=0.95)
    assert (low, high) == pytest.approx((5 - 3, 5 + 3), abs=1e-3)


def test_units_of_measure_only_rescale():
    study = draw(5, 2, [0.0, 0.5, 0.5])
    large = EventStudy(study.estimate * 1e6, study.covariance * 1e12, 2, study.target)
    small, big = (relative_magnitude_interval(s, 1.0, level=0.9) for s in (study, large))
    assert np.array(big) == pytest.approx(np.array(small) * 1e6, rel=1e-6)


@pytest.mark.simulation
def test_coverage_reaches_the_level_where_parallel_trends_fail():
    """Trends part by 0.5 in each period: with a bound of one the truth is on the set's edge."""
    rng = np.random.default_rng(7)
    drift, covariance = np.array([-1.0, -0.5, 0.5, 1.0]), np.eye(4) * 0.04 + 0.02
    covered = []
    for _ in range(1000):
        estimate = rng.multivariate_normal(drift, covariance)
        study = EventStudy(estimate, covariance, 2, np.array([1.0, 0.0]))
        low, high = relative_magnitude_interval(study, 1.0, level=0.95)
        covered.append(low <= 0 <= high)
    assert np.mean(covered) >= 0.95 - 3 * np.sqrt(0.95 * 0.05 / 1000)
