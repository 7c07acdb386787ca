"""A page turned into a Word document, by the Pandoc that is built in."""

import os
import tempfile
from datetime import date
from pathlib import Path

from evalcap.errors.render import EngineFailedError, RenderTimeoutError
from evalcap.rendering.brand import Brand
from evalcap.rendering.brand.word import dress_word
from evalcap.rendering.dating import epoch
from evalcap.rendering.messages import tail
from evalcap.rendering.packages import pandoc_command
from evalcap.rendering.process import TimeLimitExceededError, run
from evalcap.rendering.word import REFERENCE, provide_reference, with_whole_rows

_LIMIT = 120.0  # seconds


def word_from_html(page: str, *, made: date, brand: Brand | None = None) -> bytes:
    """Write a page as a Word document in the style of the reports.

    Parameters
    ----------
    page
        HTML that refers to no other file. Its title becomes the document's, headings of level 2
        its chapters; an element `header` with the id `title-block-header` is left out.
    made
        The day that the document bears inside; the same page gives the same bytes.
    brand
        What the document is dressed in; None for the looks of the house.

    Raises
    ------
    EngineMissingError
        If Pandoc is not installed.
    EngineFailedError, RenderTimeoutError
    """
    with tempfile.TemporaryDirectory(prefix="evalcap-word-") as scratch:
        folder = Path(scratch)
        (folder / "page.html").write_text(page, encoding="utf-8")
        (folder / "data").mkdir()
        # An empty data folder: a user's own Pandoc templates must not change a document.
        command: list[str | Path] = [pandoc_command(), "--data-dir", "data"]
        environment = {**os.environ, "SOURCE_DATE_EPOCH": epoch(made)}
        provide_reference(folder, command, environment)
        asked = ["page.html", "--from", "html", "--output", "page.docx"]
        asked += ["--reference-doc", REFERENCE, "--sandbox", "--shift-heading-level-by=-1"]
        try:
            finished = run(
                [*command, *asked], folder=folder, environment=environment, time_limit=_LIMIT
            )
        except TimeLimitExceededError:
            raise RenderTimeoutError("pandoc", "Word") from None
        written = folder / "page.docx"
        if finished.code != 0 or not written.is_file():
            raise EngineFailedError("pandoc", "Word", tail(finished.complaints))
        document = with_whole_rows(written.read_bytes())
        return dress_word(document, brand) if brand else document
