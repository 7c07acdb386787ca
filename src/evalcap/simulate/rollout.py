"""How a programme reaches its units, and how units are lost to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from string import ascii_uppercase

import numpy as np
import pandas as pd

from evalcap.errors.simulate import ImpossibleProgrammeError
from evalcap.kernels.arrays import BoolArray, FloatArray, IntArray

Names = np.ndarray[tuple[int], np.dtype[np.object_]]


@dataclass(frozen=True, slots=True)
class Rollout:
    """When each unit starts, laid out as rows of units over periods.

    Attributes
    ----------
    start
        Position of the first treated period, infinite for never, shape (n_units,).
    n_periods
        Periods that every unit is observed in.
    """

    start: FloatArray
    n_periods: int

    @property
    def unit(self) -> IntArray:
        """Unit of each row, shape (n_rows,)."""
        return np.repeat(np.arange(len(self.start)), self.n_periods)

    @property
    def period(self) -> IntArray:
        """Period of each row, shape (n_rows,)."""
        return np.tile(np.arange(self.n_periods), len(self.start))

    @property
    def exposure(self) -> FloatArray:
        """Periods since treatment began, minus infinity for never, shape (n_rows,)."""
        return np.asarray(self.period - self.start[self.unit])

    @property
    def is_reached(self) -> BoolArray:
        """Whether each row's unit ever starts, shape (n_rows,)."""
        reached: BoolArray = np.isfinite(self.start)[self.unit]
        return reached


def require_possible(limits: Mapping[str, tuple[float, float, float]]) -> None:
    """Refuse options outside their limits, all at once.

    Parameters
    ----------
    limits
        By option: the value given, the lowest and the highest possible.

    Raises
    ------
    ImpossibleProgrammeError
    """
    problems = [
        f"{option}={given:g} is not within {low:g} and {high:g}"
        for option, (given, low, high) in limits.items()
        if not low <= given <= high
    ]
    if problems:
        raise ImpossibleProgrammeError(problems)


def codes(prefix: str, n: int) -> Names:
    """Invent names: POST-001, POST-002, ..., shape (n,)."""
    width = max(3, len(str(n)))
    return np.array([f"{prefix}-{i + 1:0{width}d}" for i in range(n)], dtype=object)


def country_names(n: int) -> Names:
    """Invent countries: Country A, Country B, ..., shape (n,), at most 26."""
    return np.array([f"Country {letter}" for letter in ascii_uppercase[:n]], dtype=object)


def stagger(
    rng: np.random.Generator, eagerness: FloatArray, starts: Sequence[int], *, never: float
) -> FloatArray:
    """Choose when each unit starts: the eager sooner, but not in strict order.

    Parameters
    ----------
    eagerness
        What draws a unit into the programme, with mean 0 and spread 1, shape (n_units,).
    starts
        Positions of the periods in which units start, increasing; each gets as many units.
    never
        Share of units that never start.

    Returns
    -------
    Position of the first treated period, infinite for never, shape (n_units,).
    """
    n = len(eagerness)
    rank = np.empty(n)
    rank[np.argsort(eagerness + rng.normal(size=n))] = np.arange(n)
    place = ((rank + 0.5) / n - never) / (1 - never)
    wave = len(starts) - 1 - np.floor(place * len(starts))
    chosen = np.asarray(starts, float)[np.clip(wave, 0, len(starts) - 1).astype(int)]
    return np.where(place < 0, np.inf, chosen)


def one_based(start: FloatArray) -> "pd.api.extensions.ExtensionArray":
    """Count positions from 1, missing for never."""
    return pd.array(np.where(np.isinf(start), np.nan, start + 1), dtype="Int64")


def build_up(exposure: FloatArray, *, periods: int) -> FloatArray:
    """Share of the full effect that is reached, growing evenly over the first periods."""
    return np.clip((exposure + 1) / periods, 0, 1)


def lost_from(
    rng: np.random.Generator, share: FloatArray, *, earliest: int, n_periods: int
) -> IntArray:
    """Position of the period from which each unit is lost, `n_periods` for never.

    Parameters
    ----------
    share
        Probability that the unit is lost by the last period, shape (n_units,).
    earliest
        First period in which units can be missing.
    """
    when = rng.integers(earliest, n_periods, len(share))
    return np.where(rng.random(len(share)) < share, when, n_periods)
