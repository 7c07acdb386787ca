import numpy as np
import pandas as pd
import pytest

from evalcap.sources.reasons import (
    Reason,
    code_text,
    count_reasons,
    join_reasons,
    reason_column,
    reason_table,
    reasons_in,
    shift_reasons,
)


@pytest.fixture
def debt():
    return {"debt": (Reason("98", "refused", np.array([1, 3])), Reason("99", "", np.array([2])))}


def test_reasons_are_found_by_code_with_their_cells_and_labels():
    column = pd.Series([1.0, 98.0, 99.0, 98.0])
    first, second = reasons_in(column, column > 90, {98.0: "refused"})
    assert (first.code, first.label, first.rows.tolist()) == ("98", "refused", [1, 3])
    assert (second.code, second.label, second.rows.tolist()) == ("99", "", [2])


def test_no_declared_cell_is_no_reason():
    assert reasons_in(pd.Series([1.0, np.nan]), [False, False], {}) == ()


def test_a_column_of_reasons_stands_beside_the_frame(debt):
    index = pd.Index([10, 11, 12, 13])
    column = reason_column(debt["debt"], index, labels=True)
    assert column.dropna().to_dict() == {11: "refused", 12: "99", 13: "refused"}
    assert reason_column(debt["debt"], index, labels=False)[11] == "98"


def test_a_column_without_reasons_is_all_missing():
    assert reason_column((), pd.RangeIndex(3), labels=True).isna().all()


def test_two_codes_with_one_label_are_one_reason_by_label():
    pair = (Reason("8", "no answer", np.array([0])), Reason("9", "no answer", np.array([1])))
    assert reason_column(pair, pd.RangeIndex(2), labels=True).tolist() == ["no answer"] * 2


def test_every_cell_with_a_reason_is_in_the_table(debt):
    table = reason_table(debt)
    assert table.sort_values("row")["row"].tolist() == [1, 2, 3]
    assert set(table["column"]) == {"debt"}
    assert reason_table({}).columns.tolist() == ["row", "column", "code", "label"]


def test_counts_are_numbers_of_cells(debt):
    assert count_reasons(debt) == {"debt": {"98": 2, "99": 1}}


def test_reasons_of_frames_that_are_joined_point_at_the_whole(debt):
    whole = join_reasons([debt, shift_reasons(debt, 10)])
    refused, other = whole["debt"]
    assert refused.rows.tolist() == [1, 3, 11, 13]
    assert other.rows.tolist() == [2, 12]


@pytest.mark.parametrize(
    ("code", "text"), [(98.0, "98"), (1.5, "1.5"), ("zz", "zz"), (7, "7"), (np.float64(3), "3")]
)
def test_a_code_is_written_as_people_do(code, text):
    assert code_text(code) == text
