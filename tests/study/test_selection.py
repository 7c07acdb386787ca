import numpy as np
import pandas as pd
import pytest

from evalcap.errors.dataset import ColumnNotFoundError
from evalcap.errors.study import NoRowsSelectedError
from evalcap.study.plan import AnalysisSection
from evalcap.study.selection import select

FRAME = pd.DataFrame(
    {
        "sample": ["trainee", "trainee", "cps", "randomised"],
        "year": [1975, 1978, 1975, 1978],
        "person": [f"P{i}" for i in range(4)],
    }
)


def _select(frame=FRAME, **where):
    section = AnalysisSection(name="a", outcome="o", estimator="twfe", where=where)
    return select(frame, section).index.tolist()


def test_without_a_where_every_row_is_kept():
    assert _select() == [0, 1, 2, 3]


def test_rows_with_one_of_the_values_are_kept():
    assert _select(sample=["trainee", "cps"]) == [0, 1, 2]
    assert _select(year=[1978]) == [1, 3]


def test_several_columns_must_all_agree():
    assert _select(sample=["trainee"], year=[1978]) == [1]


def test_values_that_never_occur_are_refused_with_those_that_do():
    with pytest.raises(NoRowsSelectedError) as caught:
        _select(sample=["Trainee", "CPS"])
    assert "never 'Trainee' or 'CPS'" in caught.value.wrong
    assert "'cps', 'randomised', 'trainee'" in caught.value.needed
    assert "study.toml" in caught.value.do


def test_one_mistyped_value_among_several_is_refused_and_not_passed_over():
    with pytest.raises(NoRowsSelectedError, match="never 'csp'"):
        _select(sample=["trainee", "csp"])


def test_a_number_written_as_text_is_another_value():
    with pytest.raises(NoRowsSelectedError, match="never '1975'") as caught:
        _select(year=["1975"])
    assert "1975, 1978" in caught.value.needed


def test_conditions_that_no_row_meets_together_are_refused():
    with pytest.raises(NoRowsSelectedError, match="never 1978") as caught:
        _select(sample=["cps"], year=[1978])
    assert "1975, in the rows that the rest of `where` leaves" in caught.value.needed


def test_values_of_a_column_that_may_name_people_are_not_shown():
    people = pd.DataFrame({"person": [f"Amina {i}" for i in range(40)]})
    with pytest.raises(NoRowsSelectedError) as caught:
        _select(people, person=["Binta"])
    assert "Amina" not in str(caught.value)
    assert "40 different values" in caught.value.needed


def test_an_empty_column_has_no_value_to_name():
    with pytest.raises(NoRowsSelectedError, match="no value at all"):
        _select(pd.DataFrame({"sample": [np.nan]}), sample=["x"])


def test_a_column_that_is_not_there_is_missed():
    with pytest.raises(ColumnNotFoundError, match="no column 'wave'"):
        _select(wave=[1])
