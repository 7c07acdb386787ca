import numpy as np
import pandas as pd
import pytest

from evalcap.errors.design import DesignError
from evalcap.estimate import Estimate
from evalcap.estimate.synthetic import SyntheticComparison


@pytest.fixture
def estimate() -> Estimate:
    comparison = SyntheticComparison(
        unit_weights=pd.Series([0.25, 0.75], index=["north", "south"]),
        time_weights=pd.Series([1.0], index=[2015]),
        effect_by_period=pd.Series([2.0, 3.0], index=[2016, 2017]),
    )
    return Estimate("ATT", 2.5, 1.0, 12, 3, 3, synthetic=comparison)


def test_an_estimate_gives_the_weights_behind_it(estimate):
    assert estimate.unit_weights["south"] == 0.75
    assert estimate.time_weights[2015] == 1
    assert estimate.effect_by_period.mean() == estimate.point


def test_weights_of_units_are_not_printed(estimate):
    assert "north" not in repr(estimate)
    assert "north" not in repr(estimate.synthetic)


def test_an_estimate_without_weights_says_where_they_are_had():
    plain = Estimate("ATT", 2.5, np.nan, 12, 3, 3, estimator="imputation")
    with pytest.raises(DesignError, match=r"\(imputation\) rests on no fitted weights"):
        _ = plain.unit_weights
