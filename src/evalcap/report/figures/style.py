"""The house style: legible on a phone, in black and white, and to colour-blind readers."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

# From the palette of Okabe and Ito, darkened where it carries text.
PRIMARY: Final = "#0b5c8f"
COMPARISON: Final = "#b34700"
QUIET: Final = "#52606d"
HAIR: Final = "#c3ccd4"
INK: Final = "#1b2733"

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


@contextmanager
def house_style() -> Iterator[None]:
    """Draw and save within the house style."""
    with mpl.rc_context(_RC):
        yield


def new_axes(height: float) -> tuple[Figure, Axes]:
    """Begin a figure of the house's width; `height` is in inches."""
    figure = Figure(figsize=(WIDTH, height), layout="constrained")
    return figure, figure.add_subplot()


def save(figure: Figure, folder: Path, name: str) -> None:
    """Write a figure as SVG for screens and PDF, and as PNG for Word."""
    folder.mkdir(parents=True, exist_ok=True)
    figure.savefig(folder / f"{name}.svg", metadata={"Date": None, "Creator": None})
    figure.savefig(folder / f"{name}.png", dpi=_DOTS_PER_INCH, metadata={"Software": None})


def save_marked(figure: Figure, file: Path, mark: str) -> None:
    """Write a figure as SVG with a mark in it that says what it was drawn from."""
    file.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(file, metadata={"Date": None, "Creator": None, "Identifier": mark})
