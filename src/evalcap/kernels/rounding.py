"""How far numbers are exact."""

from evalcap.kernels.arrays import FloatArray

# Sums of double precision numbers are exact to about their sixteenth digit.
_DIGITS = 1e-13


def rounding(values: FloatArray) -> float:
    """Give the largest standard error that is only rounding of these values, in their unit."""
    return _DIGITS * float(max(values.max(), -values.min()))
