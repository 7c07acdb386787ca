"""Places on a calendar and what lies between them, the same numbers however they are computed.

Fractions such as tenths of a year are not exact: 0.3 - 0.2 and 0.2 - 0.1 differ in the sixteenth
digit, and would be two event times.
"""

import numpy as np

from evalcap.kernels.arrays import FloatArray
from evalcap.kernels.distribution import Numbers

# Of distances fewer than of places, whose errors add up.
_PLACE_DECIMALS, _DISTANCE_DECIMALS = 9, 6


def to_place(values: FloatArray) -> FloatArray:
    """Give values that rounding alone parts the same place, of the values' shape."""
    whole = values == np.rint(values)
    return values if whole.all() else np.round(values, _PLACE_DECIMALS)


def elapsed(start: Numbers, time: Numbers) -> FloatArray:
    """Time since a start, infinite where one of the two is never, of the arguments' shape."""
    return np.round(np.subtract(time, start), _DISTANCE_DECIMALS)
