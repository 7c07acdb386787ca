from typing import get_args

import numpy as np
import pytest

from evalcap.estimators.synthetic.design import read_design
from evalcap.estimators.synthetic.method import RECIPES, Method, Tuning
from evalcap.kernels.synthetic import Block, Weights

NOISE = Tuning(noise=1.0, n_cells=6)


@pytest.fixture
def block() -> Block:
    """Five comparison units of which the last is drawn twice; three of seven periods after."""
    rng = np.random.default_rng(2)
    copies = np.array([[1.0, 1.0, 1.0, 1.0, 2.0]])
    return Block(rng.normal(size=(5, 7)), copies, rng.normal(size=(1, 7)), n_before=4)


@pytest.fixture
def start() -> Weights:
    return Weights(np.array([[1, 1, 1, 1, 2]]) / 6, np.full((1, 4), 0.25))


def test_every_method_has_a_recipe():
    assert set(RECIPES) == set(get_args(Method))


def test_did_weighs_all_alike(block, start):
    weights = RECIPES["did"].fit(block, start, NOISE)
    np.testing.assert_allclose(weights.unit, np.array([[1, 1, 1, 1, 2]]) / 6)
    np.testing.assert_allclose(weights.time, [[0.25] * 4])


def test_synthetic_control_compares_levels_and_no_periods(block, start):
    weights = RECIPES["synthetic_control"].fit(block, start, NOISE)
    np.testing.assert_array_equal(weights.time, np.zeros((1, 4)))


@pytest.mark.parametrize("method", ["synthetic_did", "synthetic_control"])
def test_fitted_weights_sum_to_one(method, block, start):
    weights = RECIPES[method].fit(block, start, NOISE)
    assert weights.unit.sum() == pytest.approx(1)
    assert (weights.unit >= 0).all()


def test_synthetic_did_spreads_weights_more_than_synthetic_control(block, start):
    spread, matched = (
        (RECIPES[m].fit(block, start, NOISE).unit ** 2).sum()
        for m in ("synthetic_did", "synthetic_control")
    )
    assert spread < matched


def test_more_treated_cells_spread_weights_further(block, start):
    few, many = (
        (RECIPES["synthetic_did"].fit(block, start, Tuning(1.0, n)).unit ** 2).sum()
        for n in (1, 1_000)
    )
    assert many < few


def test_tuning_takes_the_noise_of_comparison_units_before_treatment(make_frame, as_panel):
    frame = make_frame({0: 5})
    design = read_design(as_panel(frame), method="")
    tuning = RECIPES["synthetic_did"].tune(design, design.cohorts[0])
    before = frame[(frame["post"] > 0) & (frame["month"] < 5)]
    changes = before.groupby("post")["score"].diff().dropna()
    assert tuning.noise == pytest.approx(changes.std())
    assert (tuning.n_cells, tuning.tolerance) == (3, pytest.approx(1e-5 * changes.std()))
