"""The brief: the report on two pages, whatever its length."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from evalcap.errors.report import BriefTooLongError, BriefUncountedError
from evalcap.rendering import Format, Rendering, render_document
from evalcap.rendering.brand import Brand
from evalcap.rendering.choice import EngineChoice
from evalcap.rendering.formats import FILES
from evalcap.report.content.assemble import Content
from evalcap.report.templates import fill

BRIEF: Final = "brief.qmd"
MOST_PAGES: Final = 2
# How many outcomes, figures, lessons and recommendations are told, and in how many words: 1 adds
# what the programme is, 2 what the findings mean and for whom. From the fullest down.
_MEASURES: Final[tuple[Mapping[str, int], ...]] = (
    {"outcomes": 4, "figures": 2, "lessons": 4, "recommendations": 4, "words": 2},
    {"outcomes": 4, "figures": 2, "lessons": 4, "recommendations": 4, "words": 1},
    {"outcomes": 3, "figures": 1, "lessons": 2, "recommendations": 2, "words": 1},
    {"outcomes": 2, "figures": 0, "lessons": 1, "recommendations": 1, "words": 0},
    {"outcomes": 1, "figures": 0, "lessons": 0, "recommendations": 0, "words": 0},
)
_PAGE: Final = re.compile(rb"/Type\s*/Page\b")


def write_brief(
    folder: Path,
    content: Content,
    *,
    template: Path,
    to: Path,
    engine: EngineChoice,
    brand: Brand | None = None,
) -> Rendering:
    """Write the brief, as full as two pages allow.

    Parameters
    ----------
    folder
        The report's folder, which holds its figures.
    content
        What the report's own template prints.
    template
        Folder of templates; where it has no brief, the one that evalcap ships is used.
    brand
        What the brief is dressed in; None for the looks of the house.
    to
        The folder for `brief.pdf`.

    Raises
    ------
    ReportError, RenderError
    """
    pages = 0
    for most in _MEASURES:
        text = fill(template, {**content, "most": most}, document=BRIEF)
        (folder / BRIEF).write_text(text, encoding="utf-8")
        names: Mapping[Format, str] = {"pdf": FILES["brief"]}
        rendering = render_document(
            folder,
            document=BRIEF,
            formats=["pdf"],
            to=to,
            engine=engine,
            names=names,
            brand=brand,
        )
        pages = pages_of(rendering.files["pdf"])
        if pages == 0:
            raise BriefUncountedError(rendering.engine)
        if pages <= MOST_PAGES:
            return rendering
    raise BriefTooLongError(pages, most=MOST_PAGES)


def pages_of(pdf: Path) -> int:
    """Count the pages of a PDF that Typst wrote, which names each as an object of its own."""
    return len(_PAGE.findall(pdf.read_bytes()))
