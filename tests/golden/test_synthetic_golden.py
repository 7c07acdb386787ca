"""Synthetic estimates and their standard errors are those of R's synthdid 0.0.9."""

import json
from collections.abc import Iterator, Sequence
from itertools import islice
from math import ceil, log2
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from evalcap.dataset import Panel
from evalcap.estimators.synthetic import estimate_synthetic
from evalcap.estimators.synthetic.design import Design, read_design
from evalcap.estimators.synthetic.fit import Draws, drawn_effects, fit_cohorts
from evalcap.estimators.synthetic.method import RECIPES

HERE = Path(__file__).parent
REFERENCE = {
    key: entry["value"]
    for key, entry in json.loads((HERE / "reference.json").read_text())["golden"].items()
    if key.startswith("synthetic/")
}
METHODS = {
    "synthdid_estimate": "synthetic_did",
    "sc_estimate": "synthetic_control",
    "did_estimate": "did",
}
PLACEBOS = 200


@pytest.fixture(scope="module")
def panel() -> Panel:
    return Panel.from_frame(
        pd.read_csv(HERE / "data" / "provinces.csv"),
        unit="province",
        time="quarter",
        outcome="days",
        treated="treated",
    )


@pytest.mark.parametrize(("theirs", "method"), METHODS.items())
def test_effects_and_weights(panel, theirs, method):
    value = REFERENCE[f"synthetic/{theirs}"]
    ours = estimate_synthetic(panel, method=method, inference=None)
    assert ours.point == pytest.approx(value["estimate"], rel=1e-6)
    np.testing.assert_allclose(ours.unit_weights, value["omega"], rtol=1e-6, atol=1e-12)
    np.testing.assert_allclose(ours.time_weights, value["lambda"], rtol=1e-6, atol=1e-12)
    assert list(ours.unit_weights.index) == value["units"][: value["n_control"]]
    assert ours.n_units == len(value["units"])
    assert len(ours.time_weights) == value["n_pre"]


def test_the_jackknife(panel):
    ours = estimate_synthetic(panel, inference="jackknife")
    assert ours.std_error == pytest.approx(REFERENCE["synthetic/jackknife_se"]["se"], rel=1e-6)


def test_placebos_drawn_as_in_r(panel):
    recipe = RECIPES["synthetic_did"]
    design = read_design(panel, method=recipe.words)
    effects = drawn_effects(design, recipe, fit_cohorts(design, recipe), placebos_of_r(design))
    assert effects.std() == pytest.approx(REFERENCE["synthetic/placebo_se"]["se"], rel=1e-6)


def test_placebos_drawn_by_us(panel):
    ours = estimate_synthetic(panel, draws=PLACEBOS)
    theirs = REFERENCE["synthetic/placebo_se"]["se"]
    # Each standard error has a relative Monte Carlo error of 1 / sqrt(2 x 200) = 5 %.
    assert ours.std_error == pytest.approx(theirs, rel=3 * np.sqrt(2) * 0.05)


def test_every_entry_is_held():
    assert set(REFERENCE) == {
        "synthetic/jackknife_se",
        "synthetic/placebo_se",
        *(f"synthetic/{theirs}" for theirs in METHODS),
    }


def placebos_of_r(design: Design) -> Draws:
    """Units in the order of `set.seed(12345); sample(1:20)`, the last four as treated."""
    words = mersenne_twister_of_r(12345)
    n, n_treated = len(design.comparison), design.n_treated
    role = np.tile(design.role, (PLACEBOS, 1))
    copies = np.zeros(role.shape)
    copies[:, :n] = 1.0
    for draw in range(PLACEBOS):
        role[draw, shuffle_of_r(words, n)[n - n_treated :]] = 1
    return Draws(role, copies)


def mersenne_twister_of_r(seed: int) -> Iterator[int]:
    """Words of 32 bits: R scrambles the seed 50 times and fills the state with what follows."""
    scrambled = congruential(seed)
    state = list(islice(scrambled, 50, 50 + 625))[1:]
    twister = np.random.MT19937()
    key = np.array(state, np.uint32)
    twister.state = {"bit_generator": "MT19937", "state": {"key": key, "pos": 624}}
    while True:
        yield int(twister.random_raw())


def congruential(seed: int) -> Iterator[int]:
    while True:
        seed = (69069 * seed + 1) % 2**32
        yield seed


def shuffle_of_r(words: Iterator[int], n: int) -> Sequence[int]:
    """Draw without replacement, filling each gap with the last element; counted from 0."""
    left, drawn = list(range(n)), []
    while left:
        at = below(words, len(left))
        drawn.append(left[at])
        left[at] = left[-1]
        left.pop()
    return drawn


def below(words: Iterator[int], n: int) -> int:
    """Draw an integer below n (no more than 2^15) from a word's upper bits, by rejection."""
    bits = ceil(log2(n))
    while True:
        value = (next(words) >> 16) & ((1 << bits) - 1)
        if value < n:
            return value


def test_the_stand_in_shuffles_as_r_does():
    # R: set.seed(42); sample(1:10)
    shuffled = [at + 1 for at in shuffle_of_r(mersenne_twister_of_r(42), 10)]
    assert shuffled == [1, 5, 10, 8, 2, 4, 6, 9, 7, 3]
