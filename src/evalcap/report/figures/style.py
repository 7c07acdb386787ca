"""The house style: legible on a phone, in black and white, and to colour-blind readers."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import Any, Final

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from evalcap.report.figures.screen import for_screens

# From the palette of Okabe and Ito, darkened where it carries text.
PRIMARY: Final = "#0b5c8f"
COMPARISON: Final = "#b34700"
QUIET: Final = "#52606d"
HAIR: Final = "#c3ccd4"
INK: Final = "#1b2733"
# From the weakest grade to the strongest; light to dark, so that it holds in black and white.
SHADES: Final = ("#d7e6f2", "#a9cbe4", "#6ea8d0", "#2f7db4", PRIMARY)
# What each becomes on a page in the dark; the ground is the page's own in reports/style.css.
IN_THE_DARK: Final[Mapping[str, str]] = {
    "#ffffff": "#12181e",
    INK: "#e6ebf0",
    QUIET: "#a9b6c2",
    HAIR: "#4a5864",
    PRIMARY: "#6fb7ee",
    COMPARISON: "#f0a15e",
    # The stronger, the lighter: what stands out by day stands out by night.
    SHADES[0]: "#17384f",
    SHADES[1]: "#1f5076",
    SHADES[2]: "#2c6890",
    SHADES[3]: "#4f97c9",
}

# Inches. A phone shows this at three quarters of its size, where 12 points stay legible.
WIDTH: Final = 4.8
SMALL: Final = 10.5
_RC: Final[Any] = {
    "font.family": "DejaVu Sans",
    "font.size": 12,
    "text.color": INK,
    "text.parse_math": False,
    "axes.edgecolor": QUIET,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.unicode_minus": True,
    "xtick.color": INK,
    "ytick.color": INK,
    "figure.constrained_layout.w_pad": 0.09,
    "svg.fonttype": "path",
    # The same evidence gives the same bytes.
    "svg.hashsalt": "evalcap",
}
_DOTS_PER_INCH: Final = 200
_UNDATED: Final = {"Date": None, "Creator": None}


@contextmanager
def house_style() -> Iterator[None]:
    """Draw and save within the house style."""
    with mpl.rc_context(_RC):
        yield


def new_axes(height: float) -> tuple[Figure, Axes]:
    """Begin a figure of the house's width; `height` is in inches."""
    figure = Figure(figsize=(WIDTH, height), layout="constrained")
    axes = figure.add_subplot()
    axes.patch.set_visible(False)  # white on white
    return figure, axes


def save(figure: Figure, folder: Path, name: str) -> None:
    """Write a figure for each kind of document.

    `NAME.screen.svg` is for pages, whose text is drawn by the reader's screen; `NAME.svg` is for
    PDF, with outlines for letters, as a typesetter may have none of the fonts; `NAME.png` is for
    Word.
    """
    folder.mkdir(parents=True, exist_ok=True)
    figure.savefig(folder / f"{name}.svg", metadata=_UNDATED)
    # Laid out once: the other two are the same picture.
    figure.set_layout_engine("none")
    figure.savefig(folder / f"{name}.png", dpi=_DOTS_PER_INCH, metadata={"Software": None})
    (folder / f"{name}.screen.svg").write_text(_on_screen(figure), encoding="utf-8")


def save_marked(figure: Figure, file: Path, mark: str) -> None:
    """Write a figure for a page, with a mark in it that says what it was drawn from."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"<!-- {mark} -->\n{_on_screen(figure)}\n", encoding="utf-8")


def _on_screen(figure: Figure) -> str:
    drawn = StringIO()
    with mpl.rc_context({"svg.fonttype": "none"}):
        figure.savefig(drawn, format="svg", metadata=_UNDATED)
    return for_screens(drawn.getvalue(), IN_THE_DARK)
