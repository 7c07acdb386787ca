"""One format of one prepared document, on its way through an engine."""

import os
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from evalcap.rendering.dating import day_made, epoch
from evalcap.rendering.formats import WRITERS, Format
from evalcap.rendering.options import Options, options_for, read_configuration
from evalcap.rendering.variables import read_mapping, split_front_matter

_LOCALES = {"linux": {"LC_ALL": "C.UTF-8"}, "darwin": {"LC_ALL": "en_US.UTF-8"}}


@dataclass(frozen=True, slots=True)
class Task:
    """What an engine is to make, from what, and by when.

    Attributes
    ----------
    folder
        The engine's own copy of the document's folder.
    document
        The prepared document in it.
    format
        The format to make.
    options
        What `_quarto.yml` and the front matter say for this format.
    deadline
        The moment of the monotonic clock when time is up.
    """

    folder: Path
    document: str
    format: Format
    options: Options
    deadline: float

    def seconds_left(self) -> float:
        """Seconds until the deadline; negative when it has passed."""
        return self.deadline - time.monotonic()

    def day(self) -> str:
        """Say which day the file is to say it was made, such as 2026-01-31."""
        return day_made(self.options).isoformat()

    def environment(self) -> Mapping[str, str]:
        """Give this process's environment, made the same for every run and every machine.

        The moment makes output reproducible; the locale lets Pandoc open files whose names are
        not plain ASCII, also where a scheduler sets none.
        """
        told = {"SOURCE_DATE_EPOCH": epoch(day_made(self.options))}
        return os.environ | told | _LOCALES.get(sys.platform, {})


def open_task(folder: Path, document: str, format: Format, time_limit: float) -> Task:  # noqa: A002 - the word of the public API
    """Read what a prepared document and its configuration say for one format."""
    header, _ = split_front_matter((folder / document).read_text(encoding="utf-8"))
    front_matter = read_mapping(header, verbatim=False)
    options = options_for(WRITERS[format], read_configuration(folder), front_matter)
    return Task(folder, document, format, options, time.monotonic() + time_limit)
