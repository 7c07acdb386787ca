"""What a measurement compares."""

from typing import NamedTuple


class Answer(NamedTuple):
    """The number asked for, and how sure it is.

    Attributes
    ----------
    point
        The estimate; the t statistic of the wild bootstrap.
    spread
        The standard error; the p-value of the wild bootstrap.
    """

    point: float
    spread: float
