import numpy as np
import pytest

from evalcap.estimators.cells import Cell, can_compare, plan_cells

YEARS = np.array([2014.0, 2015, 2016, 2018, 2019])  # nobody was seen in 2017


def pairs(cohort: float, anticipation: float = 0, base_period: str = "varying") -> dict:
    cells = plan_cells(
        np.array([cohort]), YEARS, anticipation=anticipation, base_period=base_period
    )
    return {float(YEARS[c.time]): float(YEARS[c.base]) for c in cells}


def test_after_treatment_the_base_is_the_last_period_before_it():
    assert pairs(2018) == {2015: 2014, 2016: 2015, 2018: 2016, 2019: 2016}


def test_a_start_within_a_gap_has_the_last_observed_period_as_base():
    assert pairs(2017) == pairs(2018)


def test_anticipation_moves_the_base_back():
    assert pairs(2018, anticipation=2) == {2015: 2014, 2016: 2015, 2018: 2015, 2019: 2015}


def test_a_universal_base_is_the_base_of_every_period():
    assert pairs(2018, base_period="universal") == dict.fromkeys(YEARS.tolist(), 2016)


def test_the_base_period_itself_is_marked():
    cells = plan_cells(np.array([2018.0]), YEARS, anticipation=0, base_period="universal")
    assert [c.is_base for c in cells] == [False, False, True, False, False]


STARTS = np.array([2016.0, 2018, 2019, 2020, 2021, np.inf])
CELL_2018 = Cell(2016, time=3, base=1)


@pytest.mark.parametrize(
    ("comparison", "anticipation", "compared"),
    [
        # After 2019, the last year, nothing of a treatment is seen.
        ("never_treated", 0, [2020, 2021, np.inf]),
        ("never_treated", 1, [2021, np.inf]),
        ("not_yet_treated", 0, [2019, 2020, 2021, np.inf]),
        ("not_yet_treated", 1, [2020, 2021, np.inf]),
    ],
)
def test_who_is_compared_in_2018(comparison, anticipation, compared):
    mark = can_compare(STARTS, CELL_2018, YEARS, comparison=comparison, anticipation=anticipation)
    assert STARTS[mark].tolist() == compared


def test_before_treatment_a_later_base_decides_who_is_not_yet_treated():
    early = Cell(2019, time=0, base=3)
    mark = can_compare(STARTS, early, YEARS, comparison="not_yet_treated", anticipation=0)
    assert STARTS[mark].tolist() == [2020, 2021, np.inf]


def test_a_cohort_is_never_its_own_comparison():
    before = Cell(2019, time=1, base=0)
    mark = can_compare(STARTS, before, YEARS, comparison="not_yet_treated", anticipation=0)
    assert 2019 not in STARTS[mark]
