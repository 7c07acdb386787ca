from datetime import date
from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from evalcap.errors.mistakes import key_of, mistakes, near


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")

    size: int = 1
    colour: Literal["red", "green"] = "red"
    code: str = Field(default="a1", pattern=r"^[a-z]\d$", description="a letter and a digit")
    codes: tuple[Annotated[str, Field(pattern=r"^x$")], ...] = Field(
        default=(), description="the letter x"
    )


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    title: str
    on: date | None = None
    ready: bool = False
    share: float = 0.5
    mixed: str | int = 1
    part: _Part | None = None
    parts: tuple[_Part, ...] = ()
    table: dict[str, str] = {}


def _found(**content):
    with pytest.raises(ValidationError) as caught:
        _File.model_validate({"title": "x"} | content)
    return mistakes(caught.value, _File)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({"title": 3}, "title: must be text, in quotation marks (got 3)"),
        ({"on": "yesterday"}, "on: must be a date such as 2024-03-31 (got 'yesterday')"),
        ({"ready": "perhaps"}, "ready: must be true or false (got 'perhaps')"),
        ({"share": "half"}, "share: must be a number (got 'half')"),
        ({"part": {"size": 1.5}}, "part.size: must be a whole number (got 1.5)"),
        ({"part": {"size": "big"}}, "part.size: must be a whole number (got 'big')"),
        ({"part": 3}, "part: must be a table of keys and values (got 3)"),
        ({"parts": 3}, "parts: must be a list, in square brackets (got 3)"),
        ({"table": "x"}, "table: must be a table of keys and values (got 'x')"),
        ({"part": {"colour": "blue"}}, "part.colour: must be 'red' or 'green' (got 'blue')"),
        ({"part": {"code": "A1"}}, "part.code: must be a letter and a digit (got 'A1')"),
        ({"part": {"codes": ["y"]}}, "part.codes[1]: must be the letter x (got 'y')"),
    ],
)
def test_each_kind_of_mistake_is_said_in_plain_words(content, said):
    assert _found(**content) == [said]


def test_a_key_that_is_missing_is_said_so():
    with pytest.raises(ValidationError) as caught:
        _File.model_validate({})
    assert mistakes(caught.value, _File) == ["title: missing"]


def test_a_value_of_no_allowed_type_is_one_mistake():
    assert _found(mixed=[1]) == [
        "mixed: must be text, in quotation marks or must be a whole number"
    ]


def test_an_unknown_key_comes_with_the_nearest_of_its_section():
    assert _found(parts=[{}, {"color": "red"}]) == [
        "parts[2].color: unknown key (did you mean 'colour'?)"
    ]


def test_a_key_in_the_wrong_section_is_sent_home():
    assert _found(size=3) == ["size: unknown key (it belongs in [part])"]
    assert _found(part={"title": "y"}) == [
        "part.title: unknown key (it belongs at the top of the file)"
    ]


def test_a_key_like_no_other_is_only_said_to_be_unknown():
    assert _found(zzz=1) == ["zzz: unknown key"]


def test_places_count_from_one():
    assert key_of(("analyses", 1, "options")) == "analyses[2].options"
    assert key_of(()) == "the file as a whole"


def test_near_names_are_suggested_and_far_ones_are_not():
    assert near("metod", ["method", "comparison"]) == " (did you mean 'method'?)"
    assert near("zzz", ["method"]) == ""
