"""Figures of the site, drawn anew only where what they show has changed."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from evalcap.compact.official import objective_label
from evalcap.evidence.model import Role
from evalcap.portfolio.gaps import Column, GapMap
from evalcap.portfolio.synthesis import Synthesis
from evalcap.site.gap_page import OBJECTIVES, column_name
from evalcap.site.syntheses import MOST_NAMED, by_weight, study_readings
from evalcap.site.told import mean_of, new_study_of, scale_of
from evalcap.words import Catalogue
from evalcap.words.names import labelled, named

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_DRAWN_BY = Path(__file__).parents[1] / "report" / "figures"
_HEAD = 4096  # bytes at the beginning of a figure that hold its mark


@dataclass(frozen=True, slots=True)
class Studio:
    """Where figures go, and where those of the last build are.

    Attributes
    ----------
    to
        The folder for figures.
    earlier
        The folder of the last build; None where there is none.
    """

    to: Path
    earlier: Path | None

    def draw(self, name: str, shown: object, draw: "Callable[[], Figure]") -> None:
        """Make a figure, or take the earlier one where it shows the same.

        Parameters
        ----------
        shown
            Everything that the figure depends on, with a `repr` that says it all.
        """
        mark = hashlib.sha256(f"{_drawing_code()} {shown!r}".encode()).hexdigest()
        before = self.earlier / name if self.earlier else None
        if before is not None and _is_marked(before, mark):
            (self.to / name).write_bytes(before.read_bytes())
            return
        from evalcap.report.figures.style import house_style, save_marked  # noqa: PLC0415 - slow

        with house_style():
            save_marked(draw(), self.to / name, mark)


def _noted(figure: "Figure", role: Role, words: Catalogue) -> "Figure":
    """Write into the figure that it is simulated: it may be passed on without its page."""
    if role == "demonstration":
        figure.suptitle(words.say("role.demonstration"), fontsize="small")
    return figure


def draw_synthesis_of(synthesis: Synthesis, studio: Studio, words: Catalogue) -> None:
    """Draw the studies of a synthesis: the heaviest first, or by effect where they are many."""
    scale, readings = scale_of(synthesis, words), study_readings(synthesis, words)
    told = [member.entry.told_in(words.language) for member in synthesis.group.members]
    titles = [str(entry.evidence.subject.title) for entry in told]
    weights = [float(weight) for weight in synthesis.pooled.weights]
    shown = [
        (titles, weights, [(r.point, r.low, r.high) for r in readings]),
        (synthesis.mean, *map(float, (*synthesis.interval, *synthesis.pooled.prediction()))),
        (scale, words.language),
    ]

    def draw() -> "Figure":
        from evalcap.report.figures import synthesis as drawing  # noqa: PLC0415 - slow

        order = by_weight(synthesis)
        if len(order) > MOST_NAMED:
            order.sort(key=lambda place: synthesis.effect[place])
        rows = [drawing.StudyRow(titles[p], readings[p], weights[p]) for p in order]
        summary = drawing.Summary(
            mean_of(synthesis, words),
            words.say("synthesis.mean_label"),
            new_study_of(synthesis, words),
            words.say("synthesis.new_study_label"),
        )
        named = len(rows) <= MOST_NAMED
        drawn = drawing.draw_synthesis(rows, summary, scale, words, named=named)
        return _noted(drawn, synthesis.group.role, words)

    studio.draw(f"{synthesis.group.name}.svg", shown, draw)


def draw_gap_map_of(laid: GapMap, studio: Studio, words: Catalogue) -> None:
    """Draw the gap map; one without any study is told in words alone."""
    if not laid.cells:
        return
    rows = [objective_label(number, words) for number in OBJECTIVES]
    columns = [_column_label(column, words) for column in laid.columns]
    discs = {
        (number - 1, laid.columns.index(column)): (len(cell.studies), cell.grade)
        for (number, column), cell in sorted(laid.cells.items(), key=lambda c: c[0])
    }

    def draw() -> "Figure":
        from evalcap.report.figures.gap_map import draw_gap_map  # noqa: PLC0415 - slow

        return _noted(draw_gap_map(rows, columns, discs), laid.role, words)

    studio.draw(f"gaps-{laid.role}.svg", (rows, columns, discs, words.language), draw)


def _column_label(column: Column, words: Catalogue) -> str:
    """Name a column where there is little room."""
    programme = named("short", column[0], words)
    return labelled(programme, column_name(column, words).casefold(), words)


def _is_marked(file: Path, mark: str) -> bool:
    if not file.is_file():
        return False
    with file.open("rb") as content:
        return mark.encode() in content.read(_HEAD)


@cache
def _drawing_code() -> str:
    """Fingerprint what draws."""
    files = [*sorted(_DRAWN_BY.glob("*.py")), Path(__file__)]
    texts = [version("matplotlib").encode(), *(file.read_bytes() for file in files)]
    return hashlib.sha256(b"".join(texts)).hexdigest()
