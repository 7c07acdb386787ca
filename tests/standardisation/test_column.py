import pandas as pd
import pytest

from evalcap.programmes import programme
from evalcap.standardisation.column import Wishes, standard_column
from evalcap.standardisation.naming import RowNames


@pytest.fixture
def names():
    return RowNames(pd.DataFrame(), None, programme("training"))


def test_a_column_is_trimmed_recoded_converted_and_typed(names):
    raw = pd.Series([" 90", "none", "45 "], name="training_hours")
    done = standard_column(raw, Wishes({"none": ""}, "minutes -> hours", "number"), names)
    assert done.column.tolist()[::2] == [1.5, 0.75]
    assert done.column.isna()[1]
    assert [(change.rule, change.n_cells) for change in done.changes] == [
        ("trim", 2),
        ("recode", 1),
        ("unit", 2),
    ]
    assert done.problems == ()


def test_a_cell_that_cannot_be_converted_is_one_problem_only(names):
    raw = pd.Series(["90", "long"], name="training_hours")
    done = standard_column(raw, Wishes({}, "minutes -> hours", "number"), names)
    (problem,) = done.problems
    assert (problem.n, problem.examples) == (1, ("row 2",))


def test_a_new_type_is_counted_over_the_cells_that_hold_something(names):
    raw = pd.Series(["1", None, "2"], name="score")
    (change,) = standard_column(raw, Wishes({}, None, "number"), names).changes
    assert (change.rule, change.n_cells, change.detail) == ("type", 2, "str became float64")


def test_a_column_in_its_type_is_left_alone(names):
    raw = pd.Series([1.0, 2.0], name="score", dtype="float32")
    done = standard_column(raw, Wishes({}, None, "number"), names)
    assert done.column.dtype == "float32"
    assert done.changes == ()
