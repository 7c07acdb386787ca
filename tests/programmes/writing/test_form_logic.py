import pytest

from evalcap.programmes.column import AnyOf, Condition, Elapsed, Label
from evalcap.programmes.writing.form_logic import (
    calculation,
    constraint,
    constraint_message,
    phrase,
    relevant,
)

START = {"start": Label(en="Start", fr="Début", es="Inicio")}


def test_a_question_is_relevant_where_another_has_one_of_some_answers():
    assert relevant(Condition(column="able", values=["no", "maybe"])) == (
        "${able} = 'no' or ${able} = 'maybe'"
    )
    assert relevant(None) == ""


def test_limits_and_patterns_bound_an_answer(new_column):
    column = new_column("age", type="number", minimum=0, maximum=120)
    assert constraint(column, ()) == ". >= 0 and . <= 120"
    column = new_column("currency", pattern="[A-Z]{3}")
    assert constraint(column, ()) == "regex(., '^([A-Z]{3})$')"


def test_an_answer_is_compared_only_with_one_that_was_asked_for_and_given(new_column):
    column = new_column("end", type="date", not_below="start")
    assert constraint(column, ["start"]) == "(${start} = '' or . >= ${start})"
    assert constraint(column, []) == ""


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({"type": "number", "minimum": 0, "maximum": 1}, "De 0 à 1."),
        ({"type": "number", "minimum": 2}, "2 ou plus."),
        ({"type": "number", "maximum": 2}, "2 ou moins."),
        ({"type": "date", "not_below": "start"}, "Pas avant\u00a0: Début."),
        ({"type": "date", "not_above": "start"}, "Pas après\u00a0: Début."),
        ({"type": "number", "not_below": "start"}, "Pas moins que\u00a0: Début."),
        ({"type": "number", "not_above": "start"}, "Pas plus que\u00a0: Début."),
        ({"pattern": "[A-Z]", "example": "B"}, "Sous la forme B."),
        (
            {"minimum": 0, "type": "number", "not_above": "start"},
            "0 ou plus. Pas plus que\u00a0: Début.",
        ),
    ],
)
def test_what_an_answer_must_meet_is_said_in_words(new_column, facts, message):
    assert constraint_message(new_column("x", **facts), START).fr == message


def test_nothing_is_said_where_any_answer_will_do(new_column):
    assert constraint_message(new_column("x", type="date", not_below="start"), {}) is None


def test_any_of_several_is_unknown_while_an_answer_is_missing_and_none_is_met(new_column):
    column = new_column("hurts", any_of=AnyOf(columns=["back", "neck"], values=["some"]))
    assert calculation(column, ["back", "neck"]) == (
        "if(${back} = 'some' or ${neck} = 'some', 1, if(${back} = '' or ${neck} = '', '', 0))"
    )


def test_time_elapsed_is_in_the_unit_of_the_column(new_column):
    rule = Elapsed(since="start", until="end")
    days = "decimal-date-time(${end}) - decimal-date-time(${start})"
    missing = "${start} = '' or ${end} = ''"
    column = new_column("x", unit="days", elapsed=rule)
    assert calculation(column, ["start", "end"]) == f"if({missing}, '', round({days}, 0))"
    column = new_column("x", unit="months", elapsed=rule)
    assert calculation(column, ["start", "end"]) == (
        f"if({missing}, '', round(({days}) div 30.4375, 1))"
    )


def test_what_follows_from_columns_that_are_not_asked_for_is_asked_for_itself(new_column):
    column = new_column("hurts", any_of=AnyOf(columns=["back", "neck"], values=["some"]))
    assert calculation(column, ["back"]) == ""


def test_a_phrase_is_filled_in():
    assert (
        phrase("official_wording", "es", whose="X") == "Leer en su lugar la pregunta oficial (X)."
    )
