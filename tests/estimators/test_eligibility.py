import numpy as np
import pandas as pd
import pytest

from evalcap.dataset import Panel
from evalcap.errors.design import EligibilityError, MissingKindsError
from evalcap.estimators.eligibility import four_groups, require_eligibility


def panel(young: list[float | None]) -> Panel:
    """Two people in two years; `young` by row."""
    frame = pd.DataFrame(
        {
            "person": [1, 1, 2, 2],
            "year": [2010, 2011] * 2,
            "income": 1.0,
            "start": [2011, 2011, np.nan, np.nan],
            "young": young,
        }
    )
    return Panel.from_frame(
        frame, unit="person", time="year", outcome="income", treated_from="start"
    )


@pytest.mark.parametrize("young", [[1, 1, 0, 0], [1, 1, 0, None], [1, 1, None, None]])
def test_one_or_zero_once_for_each_unit_is_accepted(young):
    require_eligibility(panel(young), "young")


@pytest.mark.parametrize("young", [[2, 2, 0, 0], [1, 0, 0, 0], [0.5, 0.5, 0, 0]])
def test_anything_else_is_refused(young):
    with pytest.raises(EligibilityError, match="does not say once for each unit"):
        require_eligibility(panel(young), "young")


TREATED = np.array([True, True, False, False])
ELIGIBLE = np.array([True, False, True, False])


def test_the_four_groups_are_told_apart():
    groups = four_groups(TREATED, ~TREATED, ELIGIBLE)
    assert [np.flatnonzero(mark).tolist() for mark in groups.values()] == [[0], [1], [2], [3]]


def test_units_may_be_treated_later_and_stand_elsewhere_before():
    groups = four_groups(np.ones(4, bool), np.array([False, False, True, True]), ELIGIBLE)
    assert [np.flatnonzero(mark).tolist() for mark in groups.values()] == [[0, 2], [1, 3], [2], [3]]


def test_every_group_that_is_missing_is_named_at_once():
    with pytest.raises(MissingKindsError) as caught:
        four_groups(TREATED, ~TREATED, np.zeros(4, bool))
    wrong = caught.value.wrong
    assert "eligible where the programme came, eligible where it did not come" in wrong
    assert "ineligible" not in wrong
