"""P-values of several outcomes, adjusted for being read together."""

from collections.abc import Sequence
from importlib import import_module
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd

from evalcap.dataset.number import as_numbers
from evalcap.errors.dataset import NotNumericError
from evalcap.errors.inference import PValuesError
from evalcap.estimators.option import choose
from evalcap.kernels.arrays import FloatArray
from evalcap.kernels.multiple_testing import sharpened_q

Adjustment = Literal["sharpened_q", "holm", "benjamini_hochberg", "bonferroni"]

# What statsmodels calls those that it has.
_NAMES: dict[Adjustment, str] = {
    "holm": "holm",
    "benjamini_hochberg": "fdr_bh",
    "bonferroni": "bonferroni",
}


def adjust_p_values(
    p: Sequence[float] | FloatArray, *, method: Adjustment = "sharpened_q"
) -> FloatArray:
    """Adjust p-values of a family of outcomes.

    Parameters
    ----------
    p
        P-values, in any order, shape (k,).
    method
        "sharpened_q": Anderson's two-stage q-values, on his grid of 0.001; they and
        "benjamini_hochberg" control the share of false discoveries. "holm" and "bonferroni"
        control the probability of any.

    Returns
    -------
    Adjusted p-values or q-values in the order of `p`, shape (k,). A sharpened q can be smaller
    than its p when many outcomes are affected.

    Raises
    ------
    PValuesError
        If one is missing or not within 0 and 1.

    References
    ----------
    Anderson, M. L. (2008). Journal of the American Statistical Association 103(484), 1481-1495.
    """
    choose("method", method, get_args(Adjustment))
    values = _read(p)
    wrong = ~((values >= 0) & (values <= 1))
    if not values.size or wrong.any():
        raise PValuesError(int(wrong.sum()), values.size)
    if method == "sharpened_q":
        return sharpened_q(values)
    multitest: Any = import_module("statsmodels.stats.multitest")  # here, as it is slow to load
    return np.asarray(multitest.multipletests(values, method=_NAMES[method])[1])


def _read(p: Sequence[float] | FloatArray) -> FloatArray:
    """Read numbers from a list, an array or a column of any type; NaN where missing."""
    given = list(p) if pd.api.types.is_list_like(p) else [p]
    try:
        return as_numbers(pd.Series(given, dtype=object), "p")
    except NotNumericError:
        raise PValuesError(len(given), len(given)) from None
