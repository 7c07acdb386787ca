"""The built-in engine: Pandoc and Typst as Python packages, and filters for what Quarto adds."""

import json
import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from evalcap.errors.render import DocumentError, EngineFailedError, RenderTimeoutError
from evalcap.rendering.brand.dressing import FONTS, OPTION
from evalcap.rendering.formats import TITLES, Format, Output
from evalcap.rendering.messages import judge, spoken, tail
from evalcap.rendering.packages import pandoc_command, pandoc_version, typst_version
from evalcap.rendering.pandoc_defaults import TEMPLATE, pandoc_defaults
from evalcap.rendering.process import TimeLimitExceededError, run
from evalcap.rendering.task import Task, open_task
from evalcap.rendering.word import REFERENCE, provide_reference

_TYPESETTING = Path(__file__).with_name("typesetting.py")
_SUFFIXES: Mapping[Format, str] = {"html": ".html", "pdf": ".typ", "docx": ".docx"}


@dataclass(frozen=True, slots=True)
class PandocEngine:
    """Renders with the packages pypandoc_binary and typst; needs no other installation."""

    name: ClassVar[str] = "pandoc"

    def version(self) -> str:
        """Say which Pandoc and which Typst are installed."""
        return f"{pandoc_version()} with Typst {typst_version()}"

    def render(self, folder: Path, document: str, format: Format, time_limit: float) -> Output:  # noqa: A002 - the word of the public API
        """Render the document to one format, beside it."""
        task = open_task(folder, document, format, time_limit)
        written = Path(document).with_suffix(_SUFFIXES[format]).name
        warnings = _write(task, written)
        made = _typeset(task, written) if format == "pdf" else folder / written
        return Output(made, warnings)


def check(task: Task) -> None:
    """Look for holes in a document without keeping what is made.

    Raises
    ------
    DocumentError
        If an image, a link or a reference leads nowhere.
    EngineMissingError
        If Pandoc is not installed.
    """
    written = f"checked{_SUFFIXES[task.format]}"
    _write(task, written)
    (task.folder / written).unlink()


def _write(task: Task, written: str) -> tuple[str, ...]:
    """Let Pandoc write a file; return its warnings."""
    shutil.copyfile(TEMPLATE, task.folder / TEMPLATE.name)
    defaults = task.folder / f"{written}.defaults.json"
    content = pandoc_defaults(task.format, task.document, written, task.options)
    defaults.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    # An empty data folder: a user's own Pandoc templates must not change a report.
    own_data = task.folder / "pandoc-data"
    own_data.mkdir(exist_ok=True)
    command: list[str | Path] = [pandoc_command(), "--data-dir", own_data]
    if task.format == "docx" and task.options.get("reference-doc") == REFERENCE:
        provide_reference(task.folder, command, task.environment())
    return _run(task, [*command, "--defaults", defaults.name], written)


def _typeset(task: Task, written: str) -> Path:
    """Let Typst typeset what Pandoc wrote."""
    source, made = task.folder / written, (task.folder / written).with_suffix(".pdf")
    # -P keeps Python from importing modules that lie in the document's folder.
    command: list[str | Path] = [sys.executable, "-P", _TYPESETTING, source, made, task.day()]
    command += [task.folder / FONTS, "yes" if _may_use_installed_fonts(task) else "no"]
    _run(task, command, made.name)
    return made


def _may_use_installed_fonts(task: Task) -> bool:
    told = task.options.get(OPTION)
    return isinstance(told, Mapping) and bool(told.get("installed-fonts"))


def _run(task: Task, command: Sequence[str | Path], makes: str) -> tuple[str, ...]:
    """Run one step that makes a file; return the warnings, if there is nothing worse."""
    left, title = task.seconds_left(), TITLES[task.format]
    try:
        finished = run(command, folder=task.folder, environment=task.environment(), time_limit=left)
    except TimeLimitExceededError:
        raise RenderTimeoutError("pandoc", title) from None
    verdict = judge(spoken(finished.complaints))
    if verdict.problems:
        raise DocumentError(task.document, verdict.problems)
    if verdict.holes:
        raise EngineFailedError("pandoc", title, verdict.holes)
    if finished.code != 0 or not (task.folder / makes).is_file():
        raise EngineFailedError("pandoc", title, tail(finished.complaints))
    return verdict.warnings
