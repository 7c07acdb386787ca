"""The register as a workbook: lessons, recommendations and effects, a sheet each."""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from typing import Final

from evalcap.compact.observations import Observation
from evalcap.compact.register import cells
from evalcap.compact.register_model import Register
from evalcap.compact.tables import Cell, one_line
from evalcap.compact.wording import exchange_words

# The oldest time that an archive can carry: the same register gives the same bytes on any day.
_OLDEST: Final = (1980, 1, 1, 0, 0, 0)
_ABOUT: Final = "docProps/core.xml"
_MOMENT: Final = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_ONCE: Final = b"1980-01-01T00:00:00Z"
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
    from evalcap.programmes.writing.sheets import workbook_of  # noqa: PLC0415 - loads openpyxl

    book = workbook_of(
        {
            "read me": list(_notes(register)),
            "lessons": [cells(row, one_line) for row in register.lessons],
            "recommendations": [cells(row, one_line) for row in register.recommendations],
            "effects": [_effect(row) for row in effects],
        }
    )
    written = io.BytesIO()
    book.save(written)
    return _timeless(written.getvalue())


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


def _timeless(book: bytes) -> bytes:
    """Take the hour at which it was written out of an archive."""
    result = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(book)) as before,
        zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            part = zipfile.ZipInfo(name, _OLDEST)
            content = _MOMENT.sub(_ONCE, before.read(name)) if name == _ABOUT else before.read(name)
            after.writestr(part, content, zipfile.ZIP_DEFLATED)
    return result.getvalue()
