"""What a synthetic comparison is made of."""

from dataclasses import dataclass
from typing import Any

import pandas as pd


@dataclass(frozen=True, slots=True, repr=False)
class SyntheticComparison:
    """The weights behind an effect, and the effect by period.

    With several cohorts each series has the cohort as first level of its index.

    Attributes
    ----------
    unit_weights
        Weight of each comparison unit, by unit; sums to one.
    time_weights
        Weight of each period before treatment, by period; sums to one, or all zero.
    effect_by_period
        Effect in each period under treatment, in units of the outcome, by period.
    """

    unit_weights: "pd.Series[Any]"
    time_weights: "pd.Series[Any]"
    effect_by_period: "pd.Series[Any]"
