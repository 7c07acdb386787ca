import pytest

from evalcap.errors.validation import SuiteError, UnknownRoleError
from evalcap.validation.placeholders import checks
from evalcap.validation.suite import Rule


def _rule(kwargs, notes="It holds."):
    return Rule(
        id="rule", type="expect", kwargs=kwargs, severity="info", notes=notes, why="It matters."
    )


def test_a_placeholder_becomes_the_studys_column_in_kwargs_and_words():
    rule = _rule({"column_list": ["$unit", "sex"]}, "One sex a unit ($unit).")
    (check,) = checks([rule], {"unit": "officer"})
    assert check.kwargs == {"column_list": ["officer", "sex"]}
    assert check.what == "One sex a unit (officer)."
    assert check.columns == ("officer", "sex")


def test_a_longer_role_is_not_taken_for_a_shorter_one():
    rule = _rule({"column": "$treated_from"}, "$treated_from comes before $treated.")
    (check,) = checks([rule], {"treated_from": "start", "treated": "on"})
    assert check.what == "start comes before on."


def test_a_role_with_several_columns_is_checked_once_for_each():
    found = checks([_rule({"column": "$outcome"})], {"outcome": ["score", "earnings"]})
    assert [(check.id, check.columns) for check in found] == [
        ("rule/score", ("score",)),
        ("rule/earnings", ("earnings",)),
    ]


@pytest.mark.parametrize("columns", [{}, {"outcome": []}])
def test_a_role_that_is_not_filled_is_said_not_dropped(columns):
    (check,) = checks([_rule({"column": "$outcome"}, "$outcome is there.")], columns)
    assert check.unfilled == ("outcome",)
    assert check.what == "the outcome is there."


def test_a_mistyped_placeholder_is_a_mistake_of_the_rule():
    with pytest.raises(SuiteError, match=r"\$untt"):
        checks([_rule({"column": "$untt"})], {})


def test_a_role_that_does_not_exist_is_answered_with_those_that_do():
    with pytest.raises(UnknownRoleError, match="unit, time, outcome"):
        checks([], {"outcom": "score"})


def test_a_dollar_sign_elsewhere_is_no_placeholder():
    kwargs = {"column": "price", "regex": "^[A-Z]+$", "value_set": ["$", "EUR"]}
    (check,) = checks([_rule(kwargs)], {"unit": "x"})
    assert check.kwargs == kwargs


@pytest.mark.parametrize(
    ("kwargs", "columns"),
    [
        ({"column_A": "end", "column_B": "start"}, ("end", "start")),
        ({"min_value": 30}, ()),
    ],
)
def test_the_columns_of_a_rule_are_those_its_kwargs_name(kwargs, columns):
    assert checks([_rule(kwargs)], {})[0].columns == columns


def test_a_column_that_also_plays_a_role_is_named_once():
    kwargs = {"column_list": ["officer", "$time", "sex", "test_date"]}
    (check,) = checks([_rule(kwargs)], {"time": "test_date"})
    assert check.kwargs["column_list"] == ["officer", "test_date", "sex"]


def test_a_unit_may_be_its_own_cluster():
    (check,) = checks(
        [_rule({"column_list": ["$unit", "$cluster"]})], {"unit": "a", "cluster": "a"}
    )
    assert check.kwargs["column_list"] == ["a", "a"]
