"""One way to write an identifier, so that the same person is known however it was typed."""

import math
import unicodedata
from collections.abc import Collection
from numbers import Real
from typing import Any, Final, Literal, get_args

import numpy as np

Alike = Literal["unicode", "case", "space"]
ALIKE: Final[tuple[Alike, ...]] = get_args(Alike)


def written_alike(value: Any, alike: Collection[Alike] = ALIKE) -> str:
    """Write an identifier in one way; empty for what holds nothing.

    Parameters
    ----------
    value
        As a file gives it. A whole number is written as its digits, whatever its type, so that
        304821 in one file and "304821" in another are the same person; a zero in front that a
        spreadsheet has taken away is not put back.
    alike
        Which differences do not count: `unicode` forms of a character (NFKC), `case`, and white
        `space` around words and its amount between them.
    """
    text = _text(value)
    if "case" in alike:
        text = text.casefold()
    if "unicode" in alike:
        text = unicodedata.normalize("NFKC", text)
        text = unicodedata.normalize("NFKC", text.casefold()) if "case" in alike else text
    spaced = " ".join(text.split())
    return spaced if "space" in alike or not spaced else text


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if value is None or value != value:  # noqa: PLR0124 - what is missing differs from itself
        return ""
    if isinstance(value, bool | np.bool_) or not isinstance(value, Real):
        return str(value)
    number = float(value)
    return f"{number:.0f}" if math.isfinite(number) and number.is_integer() else str(value)
