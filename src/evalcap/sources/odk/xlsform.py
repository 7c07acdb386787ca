"""Read an XLSForm."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from evalcap.errors.reading import FormError
from evalcap.sources.odk.form import OTHER, Choice, Form, Kind, Path, Question, Texts
from evalcap.sources.opening import RawFile
from evalcap.sources.options import Limits
from evalcap.sources.reasons import code_text
from evalcap.sources.workbook import Workbook, open_workbook

_KINDS: Final[Mapping[str, Kind]] = {
    "integer": "number",
    "int": "number",
    "decimal": "number",
    "range": "number",
    "date": "date",
    "today": "date",
    "datetime": "moment",
    "start": "moment",
    "end": "moment",
    "geopoint": "geopoint",
    "location": "geopoint",
    "start-geopoint": "geopoint",
    "gps": "geopoint",
    "image": "media",
    "photo": "media",
    "audio": "media",
    "background-audio": "media",
    "video": "media",
    "file": "media",
    "audit": "media",
    "note": "note",
    "calculate": "calculate",
    "hidden": "calculate",
    "select_one": "select_one",
    "select_multiple": "select_multiple",
    # KoboToolbox's own: rows of a rating, and places in a ranking.
    "score__row": "select_one",
    "rank__level": "select_one",
}
_WITHOUT_COLUMN: Final = {"csv-external", "xml-external", "entities"}
_GROUPS: Final = ("group", "repeat", "score", "rank", "kobomatrix")
_LISTED_IN: Final = {"score": "kobo--score-choices", "rank": "kobo--rank-items"}
_ONE: Final = r"(?:add )?(?:select_one|select one|select1)(?: prompt using| from)?"
_MANY: Final = r"(?:add )?(?:select_multiple|select multiple|select all that apply)(?: from)?"
_SELECT: Final = re.compile(rf"(?:(?P<one>{_ONE})|(?P<many>{_MANY})) (?P<list>\S+)(?P<other> .*)?")
_SELECT_FILE: Final = re.compile(r"(select_one|select_multiple)_from_file .*")

Row = Mapping[str, str]


@dataclass
class _Walk:
    """Where in the form a walk through its rows is, and what it has met."""

    choices: Mapping[str, tuple[Choice, ...]]
    languages: Sequence[str]
    path: list[tuple[str, str, str]] = field(default_factory=list)  # kind, name, list
    questions: list[Question] = field(default_factory=list)
    groups: dict[Path, Texts] = field(default_factory=dict)
    repeats: list[Path] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def names(self) -> Path:
        return tuple(name for _, name, _ in self.path)

    @property
    def repeat(self) -> Path:
        last = max((i for i, part in enumerate(self.path) if part[0] == "repeat"), default=-1)
        return self.names[: last + 1]


def read_form(file: RawFile, limits: Limits) -> Form:
    """Read an XLSForm.

    Raises
    ------
    FormError
        With everything that keeps it from being used.
    """
    book = open_workbook(file.read(), limits=limits, location=file.location)
    sheets = {name.strip().casefold(): name for name in book.sheets}
    absent = [name for name in ("survey", "choices") if name not in sheets]
    if "survey" in absent:
        raise FormError(file.location, [f"it has no sheet {name!r}" for name in absent])
    survey = _rows(book, sheets["survey"])
    listed = _rows(book, sheets["choices"]) if "choices" in sheets else []
    settings = _rows(book, sheets["settings"]) if "settings" in sheets else []
    languages = _languages([*survey[:1], *listed[:1]])
    walk = _Walk(_choices(listed, languages), languages)
    for number, row in enumerate(survey, start=2):
        if row.get("disabled", "").casefold() not in ("yes", "true"):
            _step(walk, row, number)
    walk.problems += [f"the {kind} {name!r} is begun and not ended" for kind, name, _ in walk.path]
    if not walk.questions:
        walk.problems.append("its sheet 'survey' has no question")
    if walk.problems:
        raise FormError(file.location, walk.problems)
    default = settings[0].get("default_language", "") if settings else ""
    return Form(
        questions=tuple(walk.questions),
        groups=walk.groups,
        repeats=tuple(walk.repeats),
        languages=tuple(languages),
        default_language=default if default in languages else languages[0],
    )


def _rows(book: Workbook, sheet: str) -> list[Row]:
    """Give a sheet's rows by header, empty ones too, so that their numbers are the sheet's."""
    cells = [[code_text(cell).strip() for cell in row] for row in book.read(sheet).rows]
    if not cells:
        return []
    headers = [re.sub(r"\s*:+\s*", "::", header, count=1) for header in cells[0]]
    plain = [h if "::" in h else h.casefold().replace(" ", "_") for h in headers]
    return [dict(zip(plain, row, strict=True)) for row in cells[1:]]


def _languages(first_rows: Sequence[Row]) -> list[str]:
    found = dict.fromkeys(
        header.partition("::")[2]
        for row in first_rows
        for header in row
        if header.partition("::")[0].casefold() in ("label", "caption")
    )
    return list(found) or [""]


def _texts(row: Row, languages: Sequence[str]) -> Texts:
    keys = {header.casefold(): header for header in row}
    found = {}
    for language in languages:
        for word in ("label", "caption"):
            header = keys.get(f"{word}::{language}".casefold() if language else word)
            if header and row[header]:
                found[language] = row[header]
    return found


def _choices(rows: Sequence[Row], languages: Sequence[str]) -> dict[str, tuple[Choice, ...]]:
    found: dict[str, list[Choice]] = {}
    for row in rows:
        name = row.get("name") or row.get("value", "")
        if name and row.get("list_name"):
            found.setdefault(row["list_name"], []).append(Choice(name, _texts(row, languages)))
    return {name: tuple(choices) for name, choices in found.items()}


def _step(walk: _Walk, row: Row, number: int) -> None:
    """Take one row of the survey."""
    kind = " ".join(row.get("type", "").split())
    verb, _, rest = kind.replace("_", " ", 1).partition(" ")
    group = rest.split(" ")[0] if verb in ("begin", "end") else ""
    if verb == "begin" and group in _GROUPS:
        listed = row.get(_LISTED_IN.get(group, ""), "")
        walk.path.append((group, row.get("name", ""), listed))
        walk.groups[walk.names] = _texts(row, walk.languages)
        if group == "repeat":
            walk.repeats.append(walk.names)
    elif verb == "end" and group in _GROUPS:
        if walk.path and walk.path[-1][0] == group:
            walk.path.pop()
        else:
            walk.problems.append(f"row {number} of 'survey' ends a {group} that was not begun")
    elif kind and kind not in _WITHOUT_COLUMN:
        if not row.get("name"):
            walk.problems.append(f"row {number} of 'survey' has no name")
        walk.questions += _questions(walk, row, kind, number)


def _questions(walk: _Walk, row: Row, kind: str, number: int) -> Iterator[Question]:
    name = row.get("name", "")
    place: dict[str, Any] = {"path": walk.names, "repeat": walk.repeat}
    labels = _texts(row, walk.languages)
    select = _SELECT.fullmatch(kind)
    if select:
        choices = walk.choices.get(select["list"], ())
        if not choices:
            listed = f"the list {select['list']!r}, which 'choices' lacks"
            walk.problems.append(f"row {number} of 'survey' offers {listed}")
        other = "other" in (select["other"] or "")
        if other and OTHER not in {choice.name for choice in choices}:
            choices = (*choices, Choice(OTHER, dict.fromkeys(walk.languages, "Other")))
        which: Kind = "select_one" if select["one"] else "select_multiple"
        yield Question(name, which, labels=labels, choices=choices, **place)
        if other:
            texts = dict.fromkeys(walk.languages, "Specify other.")
            yield Question(f"{name}_other", "text", labels=texts, **place)
        return
    word = kind.partition(" ")[0]
    plain = "text" if _SELECT_FILE.fullmatch(kind) else _KINDS.get(word.casefold(), "text")
    rated = walk.choices.get(walk.path[-1][2], ()) if walk.path and plain == "select_one" else ()
    if plain == "select_one" and not rated:
        walk.problems.append(f"row {number} of 'survey' offers a list which 'choices' lacks")
    yield Question(name, plain, labels=labels, choices=rated, **place)
