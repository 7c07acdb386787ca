import pandas as pd
import pytest

from evalcap.errors.validation import EngineError, SuiteError
from evalcap.validation.engine import Outcome, build, raised, run
from evalcap.validation.placeholders import checks
from evalcap.validation.suite import Rule

FRAME = pd.DataFrame({"post": ["A", "B", "C", "D"], "share": [0.5, 3.0, None, -1.0]})


def _checks(**rules):
    return checks(
        [
            Rule(id=name, type=kind, kwargs=kwargs, severity="critical", notes="x", why="y")
            for name, (kind, kwargs) in rules.items()
        ],
        {},
    )


def _outcomes(frame=FRAME, **rules):
    return run(frame, build(_checks(**rules)))


BETWEEN = ("expect_column_values_to_be_between", {"column": "share", "min_value": 0})


def test_unexpected_rows_are_counted_and_located():
    assert _outcomes(a=BETWEEN) == {
        "a": Outcome(met=False, n_checked=3, n_unexpected=1, positions=(3,))
    }


def test_a_tolerant_rule_counts_and_locates_what_it_tolerates():
    kind, kwargs = BETWEEN
    outcome = _outcomes(a=(kind, {**kwargs, "mostly": 0.5}))["a"]
    assert (outcome.met, outcome.n_unexpected, outcome.positions) == (True, 1, (3,))


def test_a_rule_about_the_table_counts_no_rows_as_unexpected():
    table = ("expect_table_row_count_to_be_between", {"min_value": 30})
    assert _outcomes(a=table) == {"a": Outcome(met=False, n_checked=4)}


def test_missing_values_are_unexpected_where_they_are_what_is_asked():
    present = ("expect_column_values_to_not_be_null", {"column": "share"})
    assert _outcomes(a=present) == {
        "a": Outcome(met=False, n_checked=4, n_unexpected=1, positions=(2,))
    }


def test_a_frame_without_rows_has_nothing_unexpected():
    assert _outcomes(FRAME.iloc[:0], a=BETWEEN)["a"].n_checked == 0


def test_no_expectations_give_no_outcomes():
    assert run(FRAME, {}) == {}


def test_every_mistaken_rule_is_said_at_once():
    with pytest.raises(SuiteError) as caught:
        build(
            _checks(
                a=("expect_column_values_to_be_betwene", {"column": "share"}),
                b=("expect_column_values_to_be_between", {"column": "share", "min_valu": 0}),
                c=("expect_column_values_to_be_between", {"min_value": 0}),
                d=BETWEEN,
            )
        )
    assert [problem.partition(":")[0] for problem in caught.value.problems] == [
        "rule a",
        "rule b",
        "rule c",
    ]


@pytest.mark.parametrize(
    ("info", "expected"),
    [
        ({"raised_exception": False, "exception_message": None}, False),
        ({"raised_exception": True, "exception_message": "x"}, True),
        ({"metric 1": {"raised_exception": True}, "metric 2": {"raised_exception": False}}, True),
        ({"metric 1": {"raised_exception": False}}, False),
        ({}, False),
    ],
)
def test_a_failed_check_is_told_from_either_shape(info, expected):
    assert raised(info) is expected


def test_a_rule_without_an_answer_is_not_taken_for_met():
    made = build(_checks(asked=BETWEEN))
    with pytest.raises(EngineError, match="no answer for another"):
        run(FRAME, {"another": made["asked"]})
