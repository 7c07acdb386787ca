"""The few words that a report's own machinery writes, in each language it can be written in."""

import functools
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple


class Words(NamedTuple):
    """What references, captions and boxes are called in one language."""

    figure: str
    table: str
    section: str
    equation: str
    delimiter: str
    contents: str
    note: str
    tip: str
    important: str
    warning: str
    caution: str
    date: str
    date_first: str
    months: tuple[str, ...]

    def named(self) -> dict[str, str]:
        """Give the words by name, without those that dates are made of."""
        words = {name: word for name, word in self._asdict().items() if isinstance(word, str)}
        return {name: word for name, word in words.items() if not name.startswith("date")}


def words_for(language: str) -> Words:
    """Find the words of a language such as `fr` or `fr-CH`; English where there are none."""
    spoken = language.lower().replace("_", "-").split("-")[0]
    known = _languages()
    return known.get(spoken, known["en"])


def written_date(value: object, language: str) -> str:
    """Write a date such as 2026-01-31 as a reader would, 31 January 2026; anything else as is."""
    try:
        day = date.fromisoformat(str(value))
    except ValueError:
        return str(value)
    words = words_for(language)
    pattern = words.date_first if day.day == 1 else words.date
    return pattern.format(day=day.day, month=words.months[day.month - 1], year=day.year)


@functools.cache
def _languages() -> Mapping[str, Words]:
    text = Path(__file__).with_name("words.toml").read_text(encoding="utf-8")
    return {
        language: Words(**{**words, "months": tuple(words["months"])})
        for language, words in tomllib.loads(text).items()
    }
