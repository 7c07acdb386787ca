import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from evalcap.dataset import Panel
from evalcap.errors.balanced import NoUnitEffectsError
from evalcap.errors.inference import TooFewRowsError
from evalcap.estimators.absorbed import (
    absorbed_ways,
    cleared,
    count_absorbed,
    require_rows,
    require_units,
)

UNIT, PERIOD = np.array([0, 0, 1, 1, 2, 2]), np.array([0, 1, 0, 1, 0, 1])


@pytest.mark.parametrize(("model", "n"), [("pooled", 1), ("fixed_effects", 3), ("two_way", 4)])
def test_effects_count_as_the_dummies_they_stand_for(model, n):
    ways = absorbed_ways(model, UNIT, PERIOD)
    dummies = [pd.get_dummies(way, dtype=float).to_numpy() for way in ways]
    assert count_absorbed(ways) == n == np.linalg.matrix_rank(np.hstack(dummies))


@pytest.mark.parametrize("model", ["pooled", "fixed_effects", "two_way"])
def test_what_is_left_are_residuals_of_weighted_regression_on_dummies(model):
    rng = np.random.default_rng(3)
    column, weight = 1e3 + rng.normal(size=6), rng.uniform(1, 2, size=6)
    ways = absorbed_ways(model, UNIT, PERIOD)
    parts = [pd.get_dummies(way, dtype=float).to_numpy() for way in ways]
    dummies = np.hstack([parts[0], *(part[:, 1:] for part in parts[1:])])
    expected = sm.WLS(column, dummies, weight).fit().resid
    np.testing.assert_allclose(cleared(column[:, None], ways, weight)[:, 0], expected, atol=1e-9)


def test_unit_effects_need_units():
    frame = pd.DataFrame({"year": [1, 2], "checks": [1.0, 2], "start": np.nan})
    roles = {"time": "year", "outcome": "checks", "treated_from": "start"}
    rows = Panel.from_frame(frame, unit=None, **roles)
    require_units(rows, "pooled", "A method")
    with pytest.raises(NoUnitEffectsError, match="A method with model='two_way'"):
        require_units(rows, "two_way", "A method")


def test_as_many_parameters_as_rows_are_refused():
    require_rows(5, 4)
    with pytest.raises(TooFewRowsError):
        require_rows(4, 4)
