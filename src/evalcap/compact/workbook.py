"""The register as a workbook: lessons, recommendations and effects, a sheet each."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from evalcap.compact.observations import Observation
from evalcap.compact.register import cells
from evalcap.compact.register_model import Register
from evalcap.compact.tables import Cell, one_line
from evalcap.programmes.writing.tables import sheets_file
from evalcap.words import Catalogue
from evalcap.words.names import named
from evalcap.words.recorded import retold

_EFFECT: Final = (
    *("study", "title", "role", "programme", "countries", "start", "end", "cycle"),
    *("key", "outcome", "label", "unit", "better", "by", "level", "point", "low", "high"),
    *("units", "unit_is", "target", "grade", "withheld"),
)
# Columns of codes, and the phrases that stand for them.
_CODED: Final = {
    "role": "role.{}",
    "programme": "programme.{}",
    "polarity": "lessons.{}",
    "priority": "lessons.priority_{}",
    "response": "lessons.response_{}",
    "status": "lessons.status_{}",
    "criterion": "dac.{}",
    "dac_criterion": "dac.{}",
    "better": "workbook.better_{}",
    "unit_is": "flow.{}",
}


def register_xlsx(register: Register, effects: Sequence[Observation], words: Catalogue) -> bytes:
    """Write the workbook; text in it is never a formula, and numbers are numbers.

    Parameters
    ----------
    register
        Lessons and recommendations.
    effects
        What the same studies publish in numbers.
    words
        Those of the site, for headings and for what stands for codes.
    """
    sheets = {
        "about": list(_notes(register, words)),
        "lessons": [_told(cells(row, one_line), words) for row in register.lessons],
        "recommendations": [_told(cells(row, one_line), words) for row in register.recommendations],
        "effects": [_told(_effect(row), words) for row in effects],
    }
    return sheets_file({words.say(f"workbook.sheet_{name}"): rows for name, rows in sheets.items()})


def _notes(register: Register, words: Catalogue) -> Iterator[dict[str, Cell]]:
    heading = words.say("workbook.heading")
    for name in ("about", "lessons", "recommendations", "effects"):
        yield {heading: words.say(f"workbook.{name}")}
    for group in register.left_out:
        kind = words.say(f"site.group_{group.role}")
        told = words.say("workbook.left_out", kind=kind, n=group.count, why=group.why)
        yield {heading: told}


def _told(row: Mapping[str, Cell], words: Catalogue) -> dict[str, Cell]:
    """Write headings and codes as a reader meets them."""
    return {
        words.say(f"workbook.column_{name}"): _in_words(name, value, words)
        for name, value in row.items()
    }


def _in_words(name: str, value: Cell, words: Catalogue) -> Cell:
    if not isinstance(value, str) or not value:
        return value
    if name == "withheld":
        return retold(value, words, {}).text
    if name not in _CODED:
        return value
    kind, _, code = _CODED[name].format(value).partition(".")
    return named(kind, code, words)


def _effect(row: Observation) -> dict[str, Cell]:
    return {name: _cell(getattr(row, name)) for name in _EFFECT}


def _cell(value: object) -> Cell:
    if value is None or isinstance(value, int | float):
        return value
    return one_line("; ".join(value) if isinstance(value, tuple) else str(value))
