import pytest

from evalcap.sources.odk.columns import Style, match_columns
from evalcap.sources.odk.form import Choice, Form, Question

HELP = (Choice("cash", {"en": "Cash"}), Choice("legal", {"en": "Legal"}))
FORM = Form(
    questions=(
        Question("age", "number", ("person",), labels={"en": "Age"}),
        Question("weight", "number", ("person",), labels={"en": "How much?"}),
        Question("height", "number", ("person",), labels={"en": "How much?"}),
        Question("help", "select_multiple", labels={"en": "Help"}, choices=HELP),
        Question("place", "geopoint", ("person",), labels={"en": "Place"}),
        Question("visit", "date", ("v",), ("v",), {"en": "Visit"}),
        Question("by", "text", ("v", "who"), ("v",), {"en": "By"}),
    ),
    groups={("person",): {"en": "The person"}, ("v",): {"en": "Visits"}, ("v", "who"): {}},
    repeats=(("v",),),
    languages=("en",),
    default_language="en",
)


def _found(*headers, repeat=()):
    matched = match_columns(headers, FORM, repeat)
    slots = {p: (s.question.name + f"/{s.part}".rstrip("/")) for p, s in matched.slots.items()}
    return [slots.get(position) for position in range(len(headers))], matched


@pytest.mark.parametrize(
    ("headers", "style"),
    [
        (("person/age", "help", "person/place"), Style(None, "/")),
        (("person-age", "help", "person-place"), Style(None, "-")),
        (("age", "help", "place"), Style(None)),
        (("Age", "Help", "Place"), Style("en")),
        (("The person/Age", "Help", "The person/Place"), Style("en", "/")),
        (("The person / Age", "Help", "The person / Place"), Style("en", " / ")),
    ],
)
def test_the_way_of_writing_headers_is_the_one_that_explains_most(headers, style):
    names, matched = _found(*headers)
    assert names == ["age", "help", "place"]
    assert matched.style == style


def test_line_breaks_and_spaces_in_a_label_do_not_matter():
    assert _found("  Age ", "How\n much?", "How much?")[0] == ["age", "weight", "height"]


def test_questions_with_one_label_go_by_their_order():
    assert _found("Age", "How much?", "How much?")[0] == ["age", "weight", "height"]


def test_questions_with_one_label_and_one_column_cannot_be_told_apart():
    names, matched = _found("Age", "How much?", "Help")
    assert names == ["age", None, "help"]
    assert matched.unknown == (1,)


@pytest.mark.parametrize(
    "headers",
    [
        ("help/cash", "help/legal", "person/age"),
        ("Help/Cash", "Help/Legal", "Age"),
        ("help:cash", "help:legal", "age"),
    ],
)
def test_choices_have_columns_of_their_own(headers):
    assert _found(*headers)[0] == ["help/cash", "help/legal", "age"]


@pytest.mark.parametrize(
    "headers",
    [
        ("person/place", "person/_place_latitude", "person/_place_precision"),
        ("place", "_place_latitude", "_place_precision"),
        ("Place", "_Place_latitude", "_Place_precision"),
        ("The person/Place", "The person/_Place_latitude", "The person/_Place_precision"),
        ("person-place", "person-place-Latitude", "person-place-Accuracy"),
    ],
)
def test_places_have_columns_for_their_parts(headers):
    assert _found(*headers)[0] == ["place", "place/latitude", "place/precision"]


def test_paths_in_a_repeated_group_begin_at_the_form_or_at_the_group():
    assert _found("v/visit", "v/who/by", repeat=("v",))[0] == ["visit", "by"]
    assert _found("visit", "who-by", repeat=("v",))[0] == ["visit", "by"]


def test_columns_of_the_server_are_no_questions_and_not_unknown():
    server = ["_id", "_uuid", "_submission_time", "__version__", "_index", "meta/instanceID", "KEY"]
    _, matched = _found("age", *server)
    assert matched.system == tuple(range(1, 8))
    assert matched.unknown == ()


def test_a_question_that_was_in_another_group_is_found_by_its_name():
    names, matched = _found("person/age", "about/age", "help", "about/help/cash")
    assert names == ["age", "age", "help", "help/cash"]
    assert matched.former == (1, 3)


def test_a_column_that_the_form_lacks_is_unknown():
    names, matched = _found("person/age", "person/income", "_income")
    assert names == ["age", None, None]
    assert matched.unknown == (1, 2)
