"""Names for the arrays that kernels take and give."""

from numpy import bool_, float64, intp
from numpy.typing import NDArray

FloatArray = NDArray[float64]
BoolArray = NDArray[bool_]
IntArray = NDArray[intp]
