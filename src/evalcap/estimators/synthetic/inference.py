"""Standard errors from placebos, from leaving units out, and from drawing units anew."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice
from math import comb
from typing import Literal

import numpy as np

from evalcap.errors.balanced import ResamplingError
from evalcap.estimators.synthetic.design import Design
from evalcap.estimators.synthetic.fit import CohortFit, Draws, drawn_effects
from evalcap.estimators.synthetic.method import Recipe
from evalcap.kernels.arrays import FloatArray, IntArray

Inference = Literal["placebo", "jackknife", "bootstrap"]
# Numbers in the largest array of one batch of draws: about 30 MB.
_BATCH = 4_000_000


@dataclass(frozen=True, slots=True)
class Spread:
    """How much the effect varies.

    Attributes
    ----------
    std_error
        In units of the outcome.
    words
        What it was computed from.
    """

    std_error: float
    words: str


def infer(
    design: Design,
    recipe: Recipe,
    fits: Sequence[CohortFit],
    *,
    inference: Inference,
    draws: int,
    seed: int,
) -> Spread:
    """Compute the standard error.

    Raises
    ------
    ResamplingError
        If the sample is too small for it; the error says what works.
    """
    obstacles = {name: find(design, fits) for name, find in _OBSTACLES.items()}
    obstacle = obstacles[inference]
    if obstacle is not None:
        works = [name for name, other in obstacles.items() if other is None]
        raise ResamplingError(inference, obstacle.wrong, obstacle.needed, works)
    return _SPREADS[inference](design, recipe, fits, draws, np.random.default_rng(seed))


@dataclass(frozen=True, slots=True)
class _Obstacle:
    wrong: str
    needed: str


def _no_placebo(design: Design, _fits: Sequence[CohortFit]) -> _Obstacle | None:
    n_comparison, n_treated = len(design.comparison), design.n_treated
    if n_comparison > n_treated:
        return None
    return _Obstacle(
        f"{n_comparison} comparison units cannot lend {n_treated} placebo units and still compare",
        "Placebo inference needs more comparison units than treated units.",
    )


def _no_jackknife(design: Design, fits: Sequence[CohortFit]) -> _Obstacle | None:
    alone = [str(c.label) for c in design.cohorts if len(c.unit) == 1]
    needed = "The jackknife leaves out every unit in turn, so that each group needs two."
    if alone:
        return _Obstacle(f"one unit is treated from {', '.join(alone)}", needed)
    if any(np.count_nonzero(fit.unit) == 1 for fit in fits):
        return _Obstacle("one comparison unit carries all the weight", needed)
    return None


def _no_bootstrap(design: Design, _fits: Sequence[CohortFit]) -> _Obstacle | None:
    if design.n_treated > 1:
        return None
    return _Obstacle(
        "one unit is treated",
        "The bootstrap draws units anew, and one treated unit cannot vary.",
    )


_OBSTACLES: Mapping[Inference, Callable[[Design, Sequence[CohortFit]], _Obstacle | None]] = {
    "placebo": _no_placebo,
    "jackknife": _no_jackknife,
    "bootstrap": _no_bootstrap,
}


def _placebo(
    design: Design,
    recipe: Recipe,
    fits: Sequence[CohortFit],
    draws: int,
    rng: np.random.Generator,
) -> Spread:
    """Treat comparison units as if they were the treated, over and over."""
    compared = design.comparison
    roles = _placebo_roles(design, draws, rng)
    effects = []
    for part in _batches(design, len(roles)):
        role = np.tile(design.role, (len(roles[part]), 1))
        role[:, compared] = roles[part]
        copies = np.zeros(role.shape)
        copies[:, compared] = 1.0
        effects.append(drawn_effects(design, recipe, fits, Draws(role, copies)))
    return Spread(float(np.concatenate(effects).std()), f"{len(roles):,} placebos")


def _placebo_roles(design: Design, draws: int, rng: np.random.Generator) -> IntArray:
    """Roles of the comparison units in each placebo, shape (n_placebos, n_comparison).

    Every choice of placebo units once where there are no more than `draws`, else at random.
    """
    n, n_treated = len(design.comparison), design.n_treated
    if len(design.cohorts) == 1 and comb(n, n_treated) <= draws:
        chosen = np.array(list(combinations(range(n), n_treated)))
        roles = np.zeros((len(chosen), n), np.intp)
        np.put_along_axis(roles, chosen, 1, axis=1)
        return roles
    own = np.zeros(n, np.intp)
    own[:n_treated] = design.role[design.role > 0]
    return rng.permuted(np.tile(own, (draws, 1)), axis=1)


def _jackknife(
    design: Design,
    _recipe: Recipe,
    fits: Sequence[CohortFit],
    _draws: int,
    _rng: np.random.Generator,
) -> Spread:
    """Leave out each unit in turn, weights kept and scaled to those that stay."""
    n = len(design.role)
    effects = []
    for part in _batches(design, n):
        left_out = np.arange(n)[part]
        copies = np.ones((len(left_out), n))
        copies[np.arange(len(left_out)), left_out] = 0.0
        role = np.tile(design.role, (len(left_out), 1))
        effects.append(drawn_effects(design, None, fits, Draws(role, copies)))
    spread = np.concatenate(effects).std() * np.sqrt(n - 1)
    return Spread(float(spread), f"the jackknife over {n:,} units")


def _bootstrap(
    design: Design,
    recipe: Recipe,
    fits: Sequence[CohortFit],
    draws: int,
    rng: np.random.Generator,
) -> Spread:
    """Draw units with replacement, and again where no treated or no comparison unit is drawn."""
    resamples = _resamples(design, rng)
    effects = []
    for part in _batches(design, draws):
        copies = np.array(list(islice(resamples, len(range(draws)[part]))))
        role = np.tile(design.role, (len(copies), 1))
        effects.append(drawn_effects(design, recipe, fits, Draws(role, copies)))
    return Spread(float(np.concatenate(effects).std()), f"{draws:,} bootstrap draws")


def _resamples(design: Design, rng: np.random.Generator) -> Iterator[FloatArray]:
    n, treated = len(design.role), design.role > 0
    while True:
        copies = np.bincount(rng.integers(n, size=n), minlength=n).astype(float)
        if copies[treated].any() and copies[~treated].any():
            yield copies


_SPREADS: Mapping[
    Inference,
    Callable[[Design, Recipe, Sequence[CohortFit], int, np.random.Generator], Spread],
] = {"placebo": _placebo, "jackknife": _jackknife, "bootstrap": _bootstrap}


def _batches(design: Design, draws: int) -> Iterator[slice]:
    n_units, n_periods = design.outcome.shape
    size = max(1, _BATCH // (n_units * max(n_units, n_periods)))
    for start in range(0, draws, size):
        yield slice(start, start + size)
