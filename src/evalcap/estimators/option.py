"""A user's choice among named options, checked once."""

from collections.abc import Iterable
from typing import TypeVar

from evalcap.errors.design import OptionError

T = TypeVar("T")


def choose(option: str, given: T, allowed: Iterable[T]) -> T:
    """Give back the choice, or refuse it naming what is allowed."""
    options = tuple(allowed)
    if given not in options:
        raise OptionError(option, given, options)
    return given
