"""A standard error, or the reason why there is none."""

import numpy as np

NOTHING_VARIES = (
    "No standard error: within the treated and within the comparison units nothing varies "
    "between clusters."
)


def spread_or_reason(std_error: float, rounding: float) -> tuple[float, tuple[str, ...]]:
    """Give a standard error as it is, or none and why when it is no more than rounding.

    A zero would claim certainty that nothing supports.
    """
    if std_error <= rounding:
        return np.nan, (NOTHING_VARIES,)
    return std_error, ()
