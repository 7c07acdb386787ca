"""Half the width of an interval, and why there may be none."""

from numbers import Real
from typing import Any

import numpy as np

from evalcap.errors.design import DesignError
from evalcap.kernels.arrays import BoolArray, FloatArray
from evalcap.kernels.distribution import Numbers, critical_value


def half_width(level: float, degrees_of_freedom: float, std_error: Numbers) -> Any:
    """Give the half-width of an interval, of the standard error's shape and unit.

    Raises
    ------
    DesignError
        If the level is not a share.
    """
    require_level(level)
    return critical_value(level, degrees_of_freedom) * std_error


def require_level(level: float) -> None:
    """Refuse a confidence level that is not between 0 and 1."""
    if not isinstance(level, Real) or not 0 < level < 1:
        raise DesignError(
            f"level={level!r} is not a confidence level.",
            needed="A share between 0 and 1.",
            do="Pass 0.95 for 95 per cent.",
        )


def why_none(std_error: FloatArray, *, is_base: BoolArray) -> "np.ndarray[Any, Any]":
    """Say for each effect why it has no standard error, shape (k,)."""
    known = ~np.isnan(std_error)
    return np.select(
        [is_base, known],
        ["base period, zero by construction", ""],
        "no standard error: nothing varies between clusters within either group",
    )
