import pandas as pd

from evalcap.validation.row_rules import (
    answered_only_if_asked,
    answered_where_asked,
    constant_within_unit,
    missing_alike_in_groups,
    one_of_them_recorded,
    persons_told_apart,
    stays_treated,
    waves_without_gaps,
    within_usual_multiple,
    within_usual_range,
)


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


def test_a_unit_that_leaves_treatment_is_found_whatever_the_order_of_rows():
    rows = pd.DataFrame(
        {"unit": ["A", "A", "A", "B", "B"], "time": [3, 1, 2, 1, 2], "on": [0, 0, 1, 1, 1]},
        index=[7, 8, 9, 10, 11],
    )
    assert stays_treated(rows).to_dict() == {7: False, 8: True, 9: True, 10: True, 11: True}


def test_an_answer_that_was_ruled_out_is_found_and_one_that_is_due_is_missed():
    rows = pd.DataFrame(
        {"why": ["wish", "wish", None, None, "wish"], "stay": ["no", "yes", "no", "yes", None]}
    )
    assert answered_only_if_asked(rows, ["no"]).tolist() == [True, False, True, True, True]
    assert answered_where_asked(rows, ["no"]).tolist() == [True, True, False, True, True]


def test_codes_are_the_same_as_text_and_as_numbers():
    rows = pd.DataFrame({"hit": [1, 1], "queried": [1.0, 0.0]})
    assert answered_only_if_asked(rows, ["1"]).tolist() == [True, False]


def test_two_codes_for_what_may_be_one_person_are_found():
    rows = pd.DataFrame(
        {
            "unit": ["A", "B", "C", "A", "D", "E"],
            "wave": [1, 1, 1, 2, 1, 1],
            "sex": ["f", "f", "m", "f", None, None],
            "age": [31, 31, 31, 31, 40, 40],
        }
    )
    found = persons_told_apart(rows)
    # Another wave is the same person again; an incomplete description tells nobody apart.
    assert found.tolist() == [False, False, True, True, True, True]


def test_a_value_far_from_its_group_s_median_is_found():
    values = [10, 11, 9, 10, 12, 100, 1000, 1010, 990, 1000]
    rows = pd.DataFrame({"wave": [1] * 6 + [2] * 4, "value": values})
    # Wave 1: median 10.5, distances 0.5 0.5 1.5 0.5 1.5 89.5, their median 1: spread 1.4826.
    assert within_usual_range(rows, 8).tolist() == [True] * 5 + [False] + [True] * 4
    assert within_usual_range(rows, 89.5 / 1.4826).all()


def test_a_group_without_spread_has_nothing_outside():
    rows = pd.DataFrame({"wave": [1] * 5, "value": [0, 0, 0, 0, 500]})
    assert within_usual_range(rows, 8).all()


def test_minutes_among_seconds_are_a_multiple_off_in_their_group():
    rows = pd.DataFrame({"post": [1] * 5 + [2] * 3, "value": [120, 90, 2, 150, 0, 3, 2, 4]})
    assert within_usual_multiple(rows, 20).tolist() == [True, True, False, True, True] + [True] * 3
    # The median of 120, 90, 2 and 150 is 105.
    assert within_usual_multiple(rows, 52.5).all()
    assert not within_usual_multiple(rows, 52.4).all()


def test_words_and_numbers_side_by_side_can_be_compared_within_a_unit():
    rows = _frame(["A", "A", "B", "B"], ["female", 73, 73, 73])
    assert constant_within_unit(rows).tolist() == [True, False, True, True]


def test_what_a_group_lacks_beyond_the_others_is_found():
    rows = pd.DataFrame(
        {"enumerator": ["x"] * 4 + ["y"] * 8, "value": [None, None, 1, 1] + [None] + [1] * 7}
    )
    # x lacks 2 of 4, the others 1 of 8: a gap of 0.375.
    assert missing_alike_in_groups(rows, 0.3).tolist() == [False, False] + [True] * 10
    assert missing_alike_in_groups(rows, 0.4).all()


def test_a_single_group_has_no_others_to_be_compared_with():
    assert missing_alike_in_groups(pd.DataFrame({"a": ["x"] * 2, "b": [None, 1]}), 0.1).all()


def test_one_of_several_is_enough():
    rows = pd.DataFrame({"age": [31, None, None], "age_group": [None, "25-34", None]})
    assert one_of_them_recorded(rows).tolist() == [True, True, False]
