"""The evidence gap map as a table that can be read aloud, and as a figure."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from evalcap.compact.cards import spoken_title
from evalcap.compact.official import objective_label
from evalcap.evidence.model import Role
from evalcap.portfolio import LISTED, Portfolio
from evalcap.portfolio.gaps import Cell, Column, GapMap, gap_map
from evalcap.site.names import family_name, report_address
from evalcap.words import Catalogue
from evalcap.words.names import labelled, programme_name

OBJECTIVES = range(1, 24)


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the table.

    Attributes
    ----------
    shade
        Its grade as a class of the style sheet: 1 to 5, "ungraded", or "gap".
    """

    text: str
    shade: str


@dataclass(frozen=True, slots=True)
class Line:
    """One objective."""

    number: int
    label: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """The studies behind one place: title, its language, address of the report."""

    heading: str
    studies: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class MapPart:
    """A map of evaluations, or of demonstrations."""

    role: Role
    heading: str
    opening: str
    summary: str
    figure: str
    alternative: str
    programmes: tuple[tuple[str, int], ...]
    families: tuple[str, ...]
    lines: tuple[Line, ...]
    listed: tuple[Listed, ...]


def gap_maps(portfolio: Portfolio) -> tuple[GapMap, ...]:
    """Lay out evaluations, always, and demonstrations where there are any."""
    found = (gap_map(portfolio, role) for role in LISTED)
    return tuple(laid for laid in found if laid.role == "evaluation" or laid.cells)


def gap_content(maps: tuple[GapMap, ...], words: Catalogue, above: str = "") -> dict[str, object]:
    """Gather what the page of the gap map shows.

    Parameters
    ----------
    above
        What leads from the page to the folder of all studies.
    """
    return {
        "heading": words.say("gaps.heading"),
        "subtitle": words.say("gaps.subtitle"),
        "parts": [_part(laid, words, above) for laid in maps],
        "simulated": any(laid.role == "demonstration" for laid in maps),
    }


def column_name(column: Column, words: Catalogue) -> str:
    """Name a column of the map by its family."""
    return family_name(column[1]) if column[1] else words.say("gaps.no_study")


def _part(laid: GapMap, words: Catalogue, above: str) -> MapPart:
    simulated = "_demonstration" if laid.role == "demonstration" else ""
    filled = len({number for number, _ in laid.cells})
    every = len(OBJECTIVES) * len(laid.columns)
    runs = [(name, len(list(run))) for name, run in groupby(laid.columns, lambda c: c[0])]
    return MapPart(
        role=laid.role,
        heading=words.say(f"portfolio.role_{laid.role}"),
        opening=words.say(f"gaps.opening{simulated}"),
        summary=words.say(f"gaps.summary{simulated}", filled=filled),
        figure=f"portfolio/gaps-{laid.role}.svg",
        alternative=words.say("gaps.alt", filled=len(laid.cells), all=every),
        programmes=tuple((programme_name(name, words), n) for name, n in runs),
        families=tuple(column_name(c, words) for c in laid.columns),
        lines=tuple(_line(laid, number, words) for number in OBJECTIVES),
        listed=tuple(_listed(laid, words, above)),
    )


def _line(laid: GapMap, number: int, words: Catalogue) -> Line:
    cells = [laid.cells.get((number, column)) for column in laid.columns]
    places = tuple(_place(cell, laid.role, words) for cell in cells)
    return Line(number, objective_label(number, words), places)


def _place(cell: Cell | None, role: Role, words: Catalogue) -> Place:
    if cell is None:
        return Place(words.say("gaps.gap"), "gap")
    kind = "simulated" if role == "demonstration" else "ungraded"
    key = f"gaps.cell_{kind}" if cell.grade is None else "gaps.cell"
    text = words.say(key, n=len(cell.studies), grade=cell.grade)
    return Place(text, str(cell.grade or "ungraded"))


def _listed(laid: GapMap, words: Catalogue, above: str) -> Iterator[Listed]:
    for number in OBJECTIVES:
        for column in laid.columns:
            if cell := laid.cells.get((number, column)):
                where = f"{programme_name(column[0], words)}, {column_name(column, words)}"
                told = [entry.told_in(words.language) for entry in cell.studies]
                studies = [(*spoken_title(e, words), report_address(e, words, above)) for e in told]
                heading = labelled(objective_label(number, words), where, words)
                yield Listed(heading, tuple(studies))
