import pytest

from evalcap.programmes import programme
from evalcap.programmes.description import holds, identifies, informs, limits, origin


def _column(name, **changes):
    return programme("training").column(name).model_copy(update=changes)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("score", "number, in points, from 0 to 100"),
        ("attendance", "number, share, from 0 to 1"),
        ("wave", "whole number, 1 or more"),
        ("passed", "1 (yes) or 0 (no)"),
        ("line", "one of a list"),
        ("age_group", "text, such as 25-34"),
    ],
)
def test_what_a_cell_holds_is_said_in_words(name, words):
    assert holds(_column(name)) == words


def test_a_limit_may_be_a_highest_value_only():
    assert limits(_column("score", minimum=None)) == "100 or less"
    assert limits(_column("post_result")) == ""


def test_it_is_said_how_a_cell_points_to_a_person():
    assert identifies(_column("officer")) == "by itself: pseudonyms only"
    assert identifies(_column("disability")) == "with other columns; sensitive"
    assert identifies(_column("wave")) == ""


def test_a_definition_that_was_not_read_in_its_source_is_said_to_be_unverified():
    assert origin(_column("line")) == "Levels of document inspection in border control"
    assert origin(_column("line", confirmed=False)).endswith("(unverified)")


def test_what_a_column_informs_is_listed_by_framework():
    assert informs(_column("content_document_security")) == (
        "Compact 4(b), 11(a); SDG 16.9; ICAO TRIP: Inspection systems and tools"
    )
    assert informs(_column("satisfaction")) == "DAC relevance; Kirkpatrick level 1"
    assert informs(_column("wave")) == ""
