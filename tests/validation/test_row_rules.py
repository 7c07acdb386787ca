import pandas as pd

from evalcap.validation.row_rules import constant_within_unit, waves_without_gaps


def _frame(units, values):
    return pd.DataFrame({"unit": units, "value": values}, index=range(10, 10 + len(units)))


def test_a_wave_left_out_is_a_gap_at_the_next_row():
    rows = _frame(["A", "A", "B", "B", "B"], [1, 3, 1, 2, 3])
    assert waves_without_gaps(rows).tolist() == [True, False, True, True, True]


def test_waves_are_those_that_occur():
    assert waves_without_gaps(_frame(["A", "A", "A"], [2015, 2018, 2021])).all()


def test_the_order_of_rows_does_not_matter_and_their_index_is_kept():
    found = waves_without_gaps(_frame(["A", "B", "A", "B", "B"], [3, 2, 1, 3, 1]))
    assert found.to_dict() == {10: False, 11: True, 12: True, 13: True, 14: True}


def test_starting_late_or_leaving_early_is_no_gap():
    assert waves_without_gaps(_frame(["A", "B", "C", "C", "C"], [3, 1, 1, 2, 3])).all()


def test_text_waves_are_in_the_order_of_the_alphabet():
    found = waves_without_gaps(_frame(["A", "A", "B"], ["2024-01", "2024-03", "2024-02"]))
    assert found.tolist() == [True, False, True]


def test_a_value_that_differs_from_the_units_first_is_found():
    rows = _frame(["A", "A", "A", "B"], ["f", "f", "m", "m"])
    assert constant_within_unit(rows).tolist() == [True, True, False, True]


def test_missing_is_not_another_value():
    rows = _frame(["A", "A", "A", "B"], [None, "f", "m", None])
    assert constant_within_unit(rows).tolist() == [True, True, False, True]
