import pandas as pd
import pytest

from evalcap.sources.odk.choosing import are_numbers, choice_names, chosen
from evalcap.sources.odk.columns import Style
from evalcap.sources.odk.form import Choice, Question

NAMES, ENGLISH = Style(None), Style("en")
HELP = (
    Choice("cash", {"en": "Cash", "fr": "Argent"}),
    Choice("legal", {"en": "Legal advice", "fr": "Conseil"}),
    Choice("both", {"en": "Cash in hand", "fr": "Les deux"}),
)
ONE, MANY = (
    Question("q", "select_one", choices=HELP),
    Question("q", "select_multiple", choices=HELP),
)


def _text(*cells):
    return pd.Series(cells, dtype="str")


@pytest.mark.parametrize("style", [NAMES, ENGLISH])
@pytest.mark.parametrize("cell", ["legal", "Legal advice", "Conseil", " Legal  advice "])
def test_names_and_labels_of_every_language_are_names(style, cell):
    names, unknown = choice_names(_text(cell), ONE, style)
    assert names.tolist() == ["legal"]
    assert not unknown.any()


def test_what_the_form_does_not_offer_stays_and_is_found():
    names, unknown = choice_names(_text("cash", "gold", None), ONE, NAMES)
    assert names.tolist()[:2] == ["cash", "gold"]
    assert unknown.tolist() == [False, True, False]


def test_the_style_of_the_export_decides_between_a_name_and_another_choice_s_label():
    shifted = (Choice("1", {"en": "2"}), Choice("2", {"en": "3"}))
    question = Question("q", "select_one", choices=shifted)
    assert choice_names(_text("2"), question, NAMES)[0].tolist() == ["2"]
    assert choice_names(_text("2"), question, ENGLISH)[0].tolist() == ["1"]


def test_a_label_that_two_choices_share_names_neither():
    twins = (Choice("a", {"en": "Other"}), Choice("b", {"en": "Other"}))
    _, unknown = choice_names(_text("Other"), Question("q", "select_one", choices=twins), ENGLISH)
    assert unknown.all()


@pytest.mark.parametrize(
    ("names", "expected"),
    [(["1", "2"], True), (["-1", "98"], True), (["01", "2"], False), (["1", "a"], False)],
)
def test_names_that_are_all_numbers_are_read_as_such(names, expected):
    assert are_numbers([Choice(name, {}) for name in names]) is expected


def test_a_list_of_names_gives_every_0_and_1():
    found = chosen(_text("legal cash", "both", None), {}, MANY, NAMES)
    assert found.names.tolist()[:2] == ["cash legal", "both"]
    assert found.flags["cash"].tolist()[:2] == [1, 0]
    assert found.flags["cash"].isna().tolist() == [False, False, True]
    assert not pd.concat([found.unknown, found.unclear, found.differing]).any()


def test_columns_of_0_and_1_give_the_list():
    flags = {"cash": _text("1", "0", None), "legal": _text("TRUE", "False", None)}
    found = chosen(None, flags | {"both": _text("0", "0", None)}, MANY, NAMES)
    assert found.names.tolist()[0] == "cash legal"
    assert found.names.isna().tolist() == [False, True, True]
    assert found.flags["legal"].tolist()[:2] == [1, 0]


def test_a_choice_without_a_column_comes_from_the_list_and_else_is_not_known():
    flags = {"cash": _text("1", "0")}
    assert chosen(_text("cash legal", "legal"), flags, MANY, NAMES).flags["legal"].tolist() == [
        1,
        1,
    ]
    assert chosen(None, flags, MANY, NAMES).flags["legal"].isna().all()


def test_labels_with_spaces_are_cut_where_only_one_way_is_possible():
    found = chosen(_text("Legal advice Cash", "Cash Legal advice"), {}, MANY, ENGLISH)
    assert found.names.tolist() == ["cash legal", "cash legal"]


def test_a_longer_label_is_not_taken_for_a_shorter_one():
    assert chosen(_text("Cash in hand"), {}, MANY, ENGLISH).names.tolist() == ["both"]


def test_labels_that_can_be_cut_in_several_ways_are_unclear_and_missing():
    tricky = (Choice("a", {"en": "x"}), Choice("b", {"en": "x y"}), Choice("c", {"en": "y"}))
    question = Question("q", "select_multiple", choices=tricky)
    found = chosen(_text("x y"), {}, question, ENGLISH)
    assert found.unclear.all()
    assert found.names.isna().all()
    flags = {"a": _text("1"), "b": _text("0"), "c": _text("1")}
    clear = chosen(_text("x y"), flags, question, ENGLISH)
    assert not clear.unclear.any()
    assert clear.names.tolist() == ["a c"]


def test_what_was_chosen_beside_an_answer_that_is_none_is_not_lost():
    found = chosen(_text("gold cash"), {}, MANY, NAMES)
    assert found.names.tolist() == ["cash"]
    assert found.flags["cash"].tolist() == [1]
    assert found.unknown.all()


@pytest.mark.parametrize(
    ("summary", "flags"),
    [(_text("cash gold"), {}), (None, {"cash": _text("maybe")})],
    ids=["list", "columns"],
)
def test_answers_that_are_none_are_found(summary, flags):
    assert chosen(summary, flags, MANY, NAMES).unknown.tolist() == [True]


def test_a_list_that_its_columns_contradict_is_found_and_the_columns_stay():
    flags = {"cash": _text("1", "0"), "legal": _text("0", "1")}
    found = chosen(_text("cash", "cash legal"), flags, MANY, NAMES)
    assert found.differing.tolist() == [False, True]
    assert found.flags["cash"].tolist() == [1, 0]
