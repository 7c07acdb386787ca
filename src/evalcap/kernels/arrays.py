"""Names for the arrays that kernels take and give."""

from typing import Any

from numpy import bool_, floating, intp
from numpy.typing import NDArray

# Always float64; numpy's own functions are typed to return the wider class.
FloatArray = NDArray[floating[Any]]
BoolArray = NDArray[bool_]
IntArray = NDArray[intp]
