"""The register as a workbook: lessons, recommendations and effects, a sheet each."""

from collections.abc import Iterator, Sequence
from typing import Final

from evalcap.compact.observations import Observation
from evalcap.compact.register import cells
from evalcap.compact.register_model import Register
from evalcap.compact.tables import Cell, one_line
from evalcap.compact.wording import exchange_words
from evalcap.programmes.writing.tables import sheets_file

_EFFECT: Final = (
    *("study", "title", "role", "programme", "countries", "start", "end", "cycle"),
    *("key", "outcome", "label", "unit", "better", "by", "level", "point", "low", "high"),
    *("units", "unit_is", "target", "grade", "withheld"),
)


def register_xlsx(register: Register, effects: Sequence[Observation]) -> bytes:
    """Write the workbook; text in it is never a formula, and numbers are numbers.

    Parameters
    ----------
    register
        Lessons and recommendations.
    effects
        What the same studies publish in numbers.
    """
    return sheets_file(
        {
            "read me": list(_notes(register)),
            "lessons": [cells(row, one_line) for row in register.lessons],
            "recommendations": [cells(row, one_line) for row in register.recommendations],
            "effects": [_effect(row) for row in effects],
        }
    )


def _notes(register: Register) -> Iterator[dict[str, Cell]]:
    say = exchange_words().say
    heading = say("workbook.heading")
    yield {heading: register.about}
    for name in ("lessons", "recommendations", "effects"):
        yield {heading: say(f"workbook.{name}")}
    for group in register.left_out:
        yield {heading: say("workbook.left_out", role=group.role, n=group.count, why=group.why)}


def _effect(row: Observation) -> dict[str, Cell]:
    return {name: _cell(getattr(row, name)) for name in _EFFECT}


def _cell(value: object) -> Cell:
    if value is None or isinstance(value, int | float):
        return value
    return one_line("; ".join(value) if isinstance(value, tuple) else str(value))
