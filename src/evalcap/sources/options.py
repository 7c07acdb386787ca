"""How a file is to be read: what its owner declares, and how large it may be."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, Final, Literal, get_args

from evalcap.errors.reading import ReaderOptionError
from evalcap.sources.source import Format

Decimal = Literal[".", ","]
Thousands = Literal[".", ",", " ", "'", "’"]  # the last as it is typed in Switzerland

EVERY_COLUMN: Final = "*"
DELIMITERS: Final = (",", ";", "\t", "|")
# The formats that an option means something for; the others mean something for all.
_FORMATS: Final[Mapping[str, tuple[Format, ...]]] = {
    "encoding": ("csv", "tsv"),
    "delimiter": ("csv",),
    "decimal": ("csv", "tsv"),
    "thousands": ("csv", "tsv"),
    "header": ("csv", "tsv", "xlsx"),
    "text_columns": ("csv", "tsv", "xlsx"),
    "form": ("csv", "tsv", "xlsx"),
    "repeats": ("csv", "tsv"),
    "fill_merged": ("xlsx",),
}


@dataclass(frozen=True)
class Limits:
    """How large a file may be before it is refused.

    Attributes
    ----------
    bytes
        Of a file, after its compression is undone: 2 GiB.
    ratio
        How many times larger a file may become when its compression is undone. Data seldom
        shrink to less than a fiftieth.
    entries
        Files inside a workbook or an archive.
    columns
        As many as a sheet of Excel has.
    cells
        Rows times columns of a table; 8 bytes each at least.
    sheet_cells
        Rows times columns of a sheet, up to the last cell with anything in it. A cell takes some
        hundred bytes while it is read.
    files
        Files of one source.
    """

    bytes: int = 2 * 1024**3
    ratio: int = 200
    entries: int = 10_000
    columns: int = 16_384
    cells: int = 500_000_000
    sheet_cells: int = 20_000_000
    files: int = 1_000


@dataclass(frozen=True)
class Options:
    """What the owner of a file declares about it; see `read_source`."""

    sheet: str | int | None = None
    header: int | tuple[int, int] = 1
    encoding: str | None = None
    delimiter: str | None = None
    decimal: Decimal = "."
    thousands: Thousands | None = None
    missing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    text_columns: tuple[str, ...] = ()
    fill_merged: bool = False
    form: tuple[str, ...] = ()
    repeats: Mapping[str, str] = field(default_factory=dict)
    file_column: str | None = None
    limits: Limits = field(default_factory=Limits)

    def declares_missing(self, column: str, mark: str) -> bool:
        """Whether a mark is declared to mean missing in a column."""
        return mark in (self.missing.get(column) or self.missing.get(EVERY_COLUMN, ()))


def declared_options(location: str, given: Mapping[str, Any]) -> Options:
    """Bring what was declared into one form, and refuse what has no meaning.

    Raises
    ------
    ReaderOptionError
        With every mistake.
    """
    settled = {
        **given,
        "header": _header(given["header"]),
        "missing": _marks(given["missing"]),
        "form": _sequence(given["form"]),
        "text_columns": tuple(given["text_columns"]),
        "repeats": dict(given["repeats"] or {}),
    }
    problems = [*_mistakes(settled), *_limit_mistakes(given["limits"] or {})]
    if problems:
        raise ReaderOptionError(location, problems)
    return Options(**{**settled, "limits": Limits(**(given["limits"] or {}))})


def check_format(location: str, options: Options, kind: Format) -> None:
    """Refuse options that mean nothing for a file's format.

    Raises
    ------
    ReaderOptionError
        With every option that does not apply.
    """
    plain = Options()
    problems = [
        f"{name} is for {_listed(kinds)} files; this is a .{kind}"
        for name, kinds in _FORMATS.items()
        if getattr(options, name) != getattr(plain, name) and kind not in kinds
    ]
    if isinstance(options.header, tuple) and kind != "xlsx":
        problems.append("a header of several rows is read from .xlsx files only")
    if problems:
        raise ReaderOptionError(location, problems)


def _mistakes(given: Mapping[str, Any]) -> Iterator[str]:
    first, last = given["header"] if isinstance(given["header"], tuple) else (given["header"],) * 2
    if not 1 <= first <= last:
        yield "header is the number of the row with the headers, from 1, or the first and last"
    if given["decimal"] not in get_args(Decimal):
        yield f"decimal is '.' or ',', not {given['decimal']!r}"
    if given["delimiter"] is not None and given["delimiter"] not in DELIMITERS:
        yield f"delimiter is a comma, semicolon, tab or bar, not {given['delimiter']!r}"
    if given["thousands"] is not None and given["thousands"] not in get_args(Thousands):
        marks = " ".join(map(repr, get_args(Thousands)))
        yield f"thousands is one of {marks}, not {given['thousands']!r}"
    if given["thousands"] == given["decimal"]:
        yield f"decimal and thousands cannot both be {given['decimal']!r}"
    if given["repeats"] and not given["form"]:
        yield "repeats are of a form: name the XLSForm with form"


def _limit_mistakes(given: Mapping[str, Any]) -> Iterator[str]:
    known = [limit.name for limit in fields(Limits)]
    for name, value in given.items():
        if name not in known:
            yield f"there is no limit {name!r}; there are: {', '.join(known)}"
        elif not isinstance(value, int) or value < 1:
            yield f"the limit {name} is a whole number above 0, not {value!r}"


def _header(given: int | Sequence[int]) -> int | tuple[int, int]:
    if isinstance(given, int):
        return given
    return (given[0], given[-1]) if len(given) > 1 else given[0]


def _marks(given: Sequence[str] | Mapping[str, Sequence[str]] | None) -> dict[str, tuple[str, ...]]:
    by_column = given if isinstance(given, Mapping) else {EVERY_COLUMN: given or ()}
    return {name: _sequence(marks) for name, marks in by_column.items() if marks}


def _sequence(given: Any) -> tuple[str, ...]:
    if given is None:
        return ()
    items = given if isinstance(given, Sequence) and not isinstance(given, str) else [given]
    return tuple(str(item) for item in items)


def _listed(kinds: Sequence[str]) -> str:
    return " and ".join(f".{kind}" for kind in kinds)
