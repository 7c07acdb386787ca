"""How far numbers are exact."""

import numpy as np

from evalcap.kernels.arrays import FloatArray

# Sums of double precision numbers are exact to about their sixteenth digit.
_DIGITS = 1e-13
# Nothing is known so exactly on the scale of logarithms.
_SURE = 1e-9


def rounding(values: FloatArray) -> float:
    """Give the largest standard error that is only rounding of these values, in their unit."""
    return _DIGITS * float(max(values.max(), -values.min()))


def rounding_of_product(bread: FloatArray, meat: FloatArray) -> float:
    """Give the largest standard error that is only rounding of `bread @ meat @ bread`.

    A variance that is zero is left as what the terms of its sum, which cancel, are exact to; its
    root keeps half their digits.
    """
    size = np.abs(bread)
    terms = np.einsum("ij,jk,ki->i", size, np.abs(meat), size, optimize=True)
    return float(np.sqrt(len(bread) * np.finfo(float).eps * terms.max()))


def root(variance: FloatArray) -> FloatArray:
    """Take the root of variances, of their shape; one that rounding left below zero is zero."""
    return np.asarray(np.sqrt(np.maximum(variance, 0.0)))


def is_rounding(covariance: FloatArray) -> bool:
    """Whether some coefficient of a regressor of size one varies no more than by rounding."""
    return bool((np.diag(covariance) <= _SURE**2).any())
