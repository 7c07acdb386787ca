"""Sensitivity held to R's HonestDiD, which draws random numbers where ours are exact.

The conditional test takes its first-stage critical value from 1,000 draws (their 99.5 % quantile
has a standard error of about 0.1) and the fixed-length interval its quantile from a million. So
the test itself is held to the last grid point with the reference's own draws, made here as R makes
them, and the numbers that users get within what those draws move.
"""

import json
from pathlib import Path

import numpy as np
import pytest
from scipy.special import ndtri

from evalcap.diagnostics import check_sensitivity
from evalcap.estimate import EffectPath
from evalcap.kernels.event_study import EventStudy
from evalcap.kernels.honest_conditional import HybridTest
from evalcap.kernels.honest_relative import moments_by_step

REFERENCE = json.loads((Path(__file__).parent / "reference.json").read_text())["golden"]
INPUTS = REFERENCE["honest/inputs"]["value"]
DRAWS = 1000


def path() -> EffectPath:
    return EffectPath.from_estimates(INPUTS["event_time"], INPUTS["beta"], INPUTS["sigma"])


def study(target: str) -> EventStudy:
    weights = np.array([1.0, 0, 0, 0]) if target == "first" else np.full(4, 0.25)
    covariance = np.array(INPUTS["sigma"])
    return EventStudy(np.array(INPUTS["beta"]), covariance, INPUTS["n_pre"], weights)


def random_normals(n: int) -> np.ndarray:
    """R's rnorm(n) after set.seed(0): Mersenne twister, inversion of 53 random bits."""
    state = 0
    for _ in range(50):
        state = (69069 * state + 1) % 2**32
    key = []
    for _ in range(625):
        state = (69069 * state + 1) % 2**32
        key.append(state)
    twister = np.random.MT19937()
    twister.state = {
        "bit_generator": "MT19937",
        "state": {"key": np.array(key[1:], dtype=np.uint32), "pos": 624},
    }
    uniform = twister.random_raw(2 * n) * 2.3283064365386963e-10
    return ndtri((np.floor(2**27 * uniform[::2]) + uniform[1::2]) / 2**27)


def simulated_critical_value(event_study: EventStudy, bound: float, largest: np.ndarray) -> float:
    """The reference's quantile of the largest moment, over its draws of all moments."""
    after = event_study.steps[event_study.n_before :]
    rows = np.vstack([after - bound * largest, -after - bound * largest])
    covariance = rows @ event_study.covariance @ rows.T
    values, vectors = np.linalg.eigh(covariance)
    root = (vectors * np.sqrt(np.clip(values, 0, None))) @ vectors.T
    moments = random_normals(DRAWS * len(rows)).reshape(DRAWS, -1) @ root
    largest_moment = (moments @ _vertices(event_study.target, covariance).T).max(axis=1)
    return float(np.quantile(largest_moment, 0.995))


def _vertices(target: np.ndarray, covariance: np.ndarray) -> np.ndarray:
    """Weights of the moments that leave no nuisance parameter, one row each."""
    q, w = len(target), np.cumsum(target[::-1])[::-1]
    up, down = np.eye(2 * q)[:q], np.eye(2 * q)[q:]
    rows = np.vstack([w @ up, w @ down, up + down])
    return rows / (rows @ np.sqrt(np.diag(covariance)))[:, None]


def test_random_numbers_are_those_of_the_reference():
    """What R prints for set.seed(0); rnorm(3)."""
    assert random_normals(3) == pytest.approx([1.2629543, -0.3262334, 1.3297993], abs=1e-7)


RELATIVE = [
    (target, i)
    for target in ("first", "mean")
    for i in range(len(REFERENCE[f"honest/relative_magnitude/{target}"]["value"]["Mbar"]))
]


@pytest.mark.parametrize(("target", "i"), RELATIVE)
def test_with_its_own_draws_the_reference_is_met_on_every_grid_point(target, i):
    value, event_study = REFERENCE[f"honest/relative_magnitude/{target}"]["value"], study(target)
    grid = np.linspace(value["grid_lb"], value["grid_ub"], value["grid_points"])
    bound, accepted = value["Mbar"][i], np.zeros(len(grid), bool)
    steps = [sign * s for s in event_study.steps[: event_study.n_before] for sign in (1, -1)]
    for step, moments in zip(steps, moments_by_step(event_study, bound), strict=True):
        critical = simulated_critical_value(event_study, bound, step)
        accepted |= HybridTest.of(moments, 0.05, critical).accepts(grid)
    ends = grid[np.flatnonzero(accepted)[[0, -1]]]
    assert ends == pytest.approx([value["lb"][i], value["ub"][i]], abs=1e-9)


@pytest.mark.parametrize("target", ["first", "mean"])
def test_relative_magnitudes_are_the_reference_within_its_simulation_error(target):
    """Redrawing its critical values moves the reference's limits by up to 0.03."""
    value = REFERENCE[f"honest/relative_magnitude/{target}"]["value"]
    found = check_sensitivity(path(), values=value["Mbar"], target=target)
    limits = (found.conf_low, found.conf_high, value["lb"], value["ub"])
    for low, high, lb, ub in zip(*limits, strict=True):
        if lb == value["grid_lb"]:  # the reference's grid ends here: its interval is open
            assert low < lb
            assert high > ub
        else:
            assert (low, high) == pytest.approx((lb, ub), abs=0.04)


@pytest.mark.parametrize("target", ["first", "mean"])
def test_fixed_lengths_are_the_reference_within_its_simulation_error(target):
    """The 95 % quantile of a million draws has a standard error of 0.0012 here; three of them.

    The reference looks for the shortest interval by slopes of that quantile, and stops where
    their noise lets it: its centre may be off where the length is flat, by 0.025 here.
    """
    value = REFERENCE[f"honest/smoothness_flci/{target}"]["value"]
    found = check_sensitivity(path(), method="smoothness", values=value["M"], target=target)
    length, theirs = (
        (found.conf_high - found.conf_low) / 2,
        np.subtract(value["ub"], value["lb"]) / 2,
    )
    np.testing.assert_allclose(length, theirs, atol=0.0036)
    middle, centre = (found.conf_high + found.conf_low) / 2, np.add(value["ub"], value["lb"]) / 2
    np.testing.assert_allclose(middle, centre, atol=0.026)
