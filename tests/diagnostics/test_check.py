from typing import Any

import pytest

from evalcap.diagnostics import Check
from evalcap.diagnostics.check import facts


def _check(**changed: Any) -> Check:
    given = {
        "name": "pre_trends",
        "verdict": "cannot_be_tested",
        "sentence": "Nothing before <treatment> was seen.",
        "details": ({"event_time": -2, "estimate": 0.5}, {"event_time": -1, "estimate": None}),
    }
    return Check(**(given | changed))


def test_a_check_reads_as_a_sentence() -> None:
    assert str(_check()) == ("Pre trends: cannot be tested. Nothing before <treatment> was seen.")


def test_a_notebook_shows_verdict_notes_and_facts_without_trusting_their_text() -> None:
    shown = _check(notes=("A & B",))._repr_html_()
    assert "<strong>Pre trends: cannot be tested.</strong>" in shown
    assert "&lt;treatment&gt;" in shown
    assert "<li>A &amp; B</li>" in shown
    assert "<td>0.5</td>" in shown


def test_the_facts_are_a_tidy_table() -> None:
    frame = _check().to_frame()
    assert list(frame.columns) == ["event_time", "estimate"]
    assert frame["estimate"].isna().tolist() == [False, True]


def test_a_check_without_facts_gives_an_empty_table() -> None:
    assert _check(details=()).to_frame().empty


def test_a_number_that_does_not_exist_becomes_none_in_the_facts() -> None:
    rows = facts({"name": ["a", "b"], "size": [1.0, float("nan")], "more": [float("inf"), 2]})
    assert rows == (
        {"name": "a", "size": 1.0, "more": None},
        {"name": "b", "size": None, "more": 2},
    )


def test_a_check_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        _check().verdict = "passed"
