"""Coefficients of a regression as tidy rows."""

from collections.abc import Sequence

import pandas as pd

from evalcap.errors.design import OptionError
from evalcap.estimate.interval import half_width
from evalcap.kernels.arrays import FloatArray
from evalcap.kernels.distribution import two_sided_p


def term_position(name: str, terms: Sequence[str]) -> int:
    """Find a term.

    Raises
    ------
    OptionError
        If there is none of that name.
    """
    if name not in terms:
        raise OptionError("term", name, tuple(terms))
    return list(terms).index(name)


def coefficient_rows(
    terms: Sequence[str],
    estimate: FloatArray,
    std_error: FloatArray,
    *,
    degrees_of_freedom: float,
    level: float,
) -> pd.DataFrame:
    """Lay out coefficients with their tests and intervals, shapes (k,)."""
    reach = half_width(level, degrees_of_freedom, std_error)
    statistic = estimate / std_error
    return pd.DataFrame(
        {
            "term": list(terms),
            "estimate": estimate,
            "std_error": std_error,
            "statistic": statistic,
            "p_value": two_sided_p(statistic, degrees_of_freedom),
            "conf_low": estimate - reach,
            "conf_high": estimate + reach,
        }
    )
