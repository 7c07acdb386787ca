"""Mistakes in a file that a person wrote: each with its key, in plain words."""

import tomllib
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import Any, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

_LIST, _TABLE = "must be a list, in square brackets", "must be a table of keys and values"
_TEXT, _DATE = "must be text, in quotation marks", "must be a date such as 2024-03-31"
_WHOLE, _NUMBER, _BOOLEAN = "must be a whole number", "must be a number", "must be true or false"
_WORDS = {
    "missing": "missing",
    "too_short": "must not be empty",
    "tuple_type": _LIST,
    "dict_type": _TABLE,
    "model_type": _TABLE,
    "string_type": _TEXT,
    "bool_type": _BOOLEAN,
    "bool_parsing": _BOOLEAN,
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_from_float": _WHOLE,
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "date_type": _DATE,
    "date_parsing": _DATE,
    "date_from_datetime_parsing": _DATE,
    "date_from_datetime_inexact": _DATE,
}
# What pydantic adds to a place for each type that a value could have had.
_ALTERNATIVES = ("str", "int", "float", "bool")

Place = tuple[int | str, ...]


def toml_mistake(error: tomllib.TOMLDecodeError | UnicodeDecodeError) -> str:
    """Say why a file is no TOML, and on which line."""
    if isinstance(error, UnicodeDecodeError):
        line = error.object.count(b"\n", 0, error.start) + 1
        return f"line {line} is not text in UTF-8: save the file as UTF-8 in your editor"
    return f"it is not TOML: {error}"


def mistakes(error: ValidationError, model: type[BaseModel]) -> list[str]:
    """Describe every mistake that a model found, one for each place in the file.

    Parameters
    ----------
    error
        What pydantic found.
    model
        The model of the whole file, from which keys are suggested.
    """
    found: dict[Place, list[str]] = {}
    given: dict[Place, str] = {}
    problems = error.errors()
    for problem in problems:
        place = problem["loc"]
        if problem["type"] == "too_short" and any(
            _within(other["loc"], place) for other in problems
        ):
            continue  # pydantic counts only the entries without a mistake
        place = place[:-1] if place and place[-1] in _ALTERNATIVES else place
        found.setdefault(place, []).append(_words(problem, model))
        given[place] = _given(problem)
    return [
        f"{key_of(place)}: {' or '.join(dict.fromkeys(words))}{given[place]}"
        for place, words in found.items()
    ]


def key_of(place: Sequence[int | str]) -> str:
    """Write a place as the file's author knows it: analyses[2].options."""
    text = ""
    for part in place:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text or "the file as a whole"


def near(name: str, names: Sequence[str]) -> str:
    """Suggest a name close to one that is not known; empty if none is."""
    found = get_close_matches(name, names, 1)
    return f" (did you mean {found[0]!r}?)" if found else ""


def _within(place: Place, section: Place) -> bool:
    return len(place) > len(section) and place[: len(section)] == section


def _words(problem: ErrorDetails, model: type[BaseModel]) -> str:
    kind, place = problem["type"], problem["loc"]
    if kind == "extra_forbidden":
        return f"unknown key{_suggestion(place, model)}"
    if kind == "string_pattern_mismatch":
        return f"must be {_form(place, model) or problem['ctx']['pattern']}"
    message = problem["msg"].removeprefix("Value error, ").replace("Input should be", "must be")
    return _WORDS.get(kind, message)


def _given(problem: ErrorDetails) -> str:
    value = problem["input"]
    known = problem["type"] not in ("missing", "extra_forbidden")
    return f" (got {value!r})" if known and isinstance(value, str | int | float) else ""


def _suggestion(place: Place, model: type[BaseModel]) -> str:
    """Suggest a similar key of the same section, or the section that the key belongs to."""
    section, key = _section(place[:-1], model), str(place[-1])
    if section is None:
        return ""
    homes = ["at the top of the file"] if key in model.model_fields else []
    homes += [f"in [{name}]" for name, part in _sections(model) if key in part.model_fields]
    return near(key, list(section.model_fields)) or (f" (it belongs {homes[0]})" if homes else "")


def _form(place: Place, model: type[BaseModel]) -> str:
    """Find how the nearest key of the model says it is written."""
    names = [i for i, part in enumerate(place) if isinstance(part, str)]
    section = _section(place[: names[-1]], model) if names else None
    field = section.model_fields.get(str(place[names[-1]])) if section else None
    return (field.description or "") if field else ""


def _section(place: Place, model: type[BaseModel]) -> type[BaseModel] | None:
    """Find the section that a place lies in; a name that the author chose is no key of it."""
    section: type[BaseModel] | None = model
    chosen = False
    for part in place:
        if section is not None and isinstance(part, str) and not chosen:
            field = section.model_fields.get(part)
            section = held_by(field) if field else None
            chosen = field is not None and get_origin(field.annotation) is dict
        else:
            chosen = False
    return section


def _sections(model: type[BaseModel]) -> Iterator[tuple[str, type[BaseModel]]]:
    for name, field in model.model_fields.items():
        if held := held_by(field):
            yield name, held


def held_by(field: FieldInfo) -> type[BaseModel] | None:
    """Find the section that a field holds, through lists and options."""
    stack: list[Any] = [field.annotation]
    while stack:
        kind = stack.pop()
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            return kind
        stack += list(getattr(kind, "__args__", ()))
    return None
