"""Phone numbers, by the numbering plans of the countries; the only user of phonenumbers."""

import re
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from typing import Any, Final

# A country code, then at least six more digits, with what people write between them.
INTERNATIONAL: Final = r"\+\d[\d ().\-/]{6,20}\d"
NATIONAL: Final = r"[\d ().\-/]{7,20}"
_DATE: Final = re.compile(
    r"\d{1,4}[-/. ]\d{1,2}[-/. ]\d{1,4}|(19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])"
)
_WITH_CODE: Final = re.compile(INTERNATIONAL)


def holds_phone(text: str) -> bool:
    """Whether a text holds a phone number with its country code."""
    return any(_is_valid(found, None) for found in _WITH_CODE.findall(text))


def is_national_phone(text: str, regions: Sequence[str]) -> bool:
    """Whether a text is a phone number as it is dialled within a country.

    Parameters
    ----------
    regions
        Two-letter codes of the countries.
    """
    if _DATE.fullmatch(text):
        return False
    return any(_is_valid(text, region) for region in regions)


def _is_valid(text: str, region: str | None) -> bool:
    library = _library()
    try:
        return bool(library.is_valid_number(library.parse(text, region)))
    except library.NumberParseException:
        return False


@cache
def _library() -> Any:
    return import_module("phonenumbers")  # takes a tenth of a second: only where it is needed
