import numpy as np
import pandas as pd

from evalcap.dataset.standard import Structure
from evalcap.programmes import programme
from evalcap.standardisation.naming import RowNames
from evalcap.standardisation.rows import Rows
from evalcap.standardisation.treatment import check_treated


def _problems(units, times, treated):
    frame = pd.DataFrame({"post": units, "month": times, "on": treated})
    rows = Rows(pd.factorize(frame["post"])[0], pd.factorize(frame["month"], sort=True)[0])
    names = RowNames(frame, Structure("post", "month", treated="on"), programme("training"))
    return list(check_treated(frame["on"], rows, "on", names))


def test_a_unit_that_stays_treated_passes():
    assert _problems(["A", "A", "A", "B"], [1, 2, 3, 1], [0, 1, 1, 0]) == []


def test_a_unit_that_leaves_treatment_is_found_whatever_the_order_of_rows():
    (problem,) = _problems(["A", "B", "A", "A"], [3, 1, 1, 2], [0, 0, 0, 1])
    assert (problem.n, problem.of, problem.examples) == (1, "unit", ("post A",))
    assert "treated_from" in problem.do


def test_other_values_and_missing_ones_are_found():
    (problem,) = _problems(["A", "A", "B"], [1, 2, 1], [2, np.nan, 0])
    assert (problem.n, problem.of) == (2, "row")


def test_truth_values_are_as_good_as_0_and_1():
    assert _problems(["A", "A"], [1, 2], [False, True]) == []
