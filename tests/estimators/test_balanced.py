import numpy as np
import pandas as pd
import pytest

from evalcap.dataset import Panel
from evalcap.errors.balanced import IncompleteUnitsError, NoUnitEffectsError, WeightsRefusedError
from evalcap.estimators.balanced import balanced_outcomes

FRAME = pd.DataFrame(
    {
        "post": ["a", "a", "b", "b", "c"],
        "month": [1, 2, 1, 2, 1],
        "score": [1.0, 2.0, 3.0, 4.0, 5.0],
        "start": [2.0, 2.0, np.nan, np.nan, np.nan],
        "size": 1.0,
    }
)


def panel(**columns):
    roles = {"unit": "post", "time": "month", "outcome": "score", "treated_from": "start"}
    return Panel.from_frame(FRAME, **(roles | columns))


def test_outcomes_are_laid_out_by_unit_and_period():
    table = balanced_outcomes(panel(), np.array([True, True, False]), method="This")
    assert table.tolist() == [[1.0, 2.0], [3.0, 4.0]]


def test_a_unit_with_a_gap_is_refused():
    with pytest.raises(IncompleteUnitsError, match="1 unit of 3 lacks") as error:
        balanced_outcomes(panel(), np.ones(3, bool), method="This", instead="that")
    assert error.value.needed.startswith("This needs")
    assert "or use that, which takes units with gaps" in error.value.do


def test_weights_are_refused():
    with pytest.raises(WeightsRefusedError, match="or use that"):
        balanced_outcomes(panel(weight="size"), np.ones(3, bool), method="This", instead="that")


def test_repeated_cross_sections_are_refused():
    with pytest.raises(NoUnitEffectsError, match="This was asked for repeated"):
        balanced_outcomes(panel(unit=None), np.ones(5, bool), method="This")
