"""A user's choice among named options, checked once."""

from collections.abc import Iterable
from math import inf
from numbers import Integral, Real
from typing import TypeVar

from evalcap.errors.design import OptionError
from evalcap.kernels.elapsed import elapsed

T = TypeVar("T")


def choose(option: str, given: T, allowed: Iterable[T]) -> T:
    """Give back the choice, or refuse it naming what is allowed."""
    options = tuple(allowed)
    if given not in options:
        raise OptionError(option, given, options)
    return given


def choose_whole(option: str, given: int, *, least: int) -> int:
    """Give back a count, or refuse what is none."""
    if not isinstance(given, Integral) or given < least:
        raise OptionError(option, given, (f"whole numbers, {least} or more",))
    return int(given)


def choose_anticipation(given: float) -> float:
    """Give back periods in which units may react early, or refuse what is no number of them."""
    if not isinstance(given, Real) or not 0 <= given < inf:
        raise OptionError("anticipation", given, ("0 or more",))
    return float(elapsed(0.0, given))
