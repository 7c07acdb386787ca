"""The engine that runs the `quarto` command, one format at a time."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from evalcap.errors.render import (
    EngineFailedError,
    EngineMissingError,
    EngineVersionError,
    RenderTimeoutError,
)
from evalcap.rendering.formats import TITLES, WRITERS, Format, Output
from evalcap.rendering.messages import judge, spoken, tail
from evalcap.rendering.packages import pandoc_command
from evalcap.rendering.pandoc_engine import check
from evalcap.rendering.process import Finished, TimeLimitExceededError, run
from evalcap.rendering.quarto_command import clean_environment, version_parts
from evalcap.rendering.quarto_log import read_log
from evalcap.rendering.quarto_project import configure, for_quarto
from evalcap.rendering.task import Task, open_task
from evalcap.rendering.word import REFERENCE, provide_reference

# With its own Typst, Quarto 1.4 cannot typeset; older ones lack the filters that reports need.
MINIMUM: Mapping[Format, str] = {"html": "1.4", "pdf": "1.5", "docx": "1.4"}
_SUFFIXES: Mapping[Format, str] = {"html": ".html", "pdf": ".pdf", "docx": ".docx"}
_LOG = "quarto-log.json"


@dataclass(frozen=True, slots=True)
class QuartoEngine:
    """Renders with an installed Quarto.

    Attributes
    ----------
    executable
        The `quarto` command.
    installed
        Its version, such as 1.10.18.
    """

    name: ClassVar[str] = "quarto"

    executable: Path
    installed: str

    def version(self) -> str:
        """Say which version is installed."""
        return self.installed

    def render(self, folder: Path, document: str, format: Format, time_limit: float) -> Output:  # noqa: A002 - the word of the public API
        """Render the document to one format, beside it."""
        self._demand(format)
        task = open_task(folder, document, format, time_limit)
        with suppress(EngineMissingError):  # without Pandoc, Quarto's own messages must do
            check(task)
        file = folder / document
        file.write_text(for_quarto(file.read_text(encoding="utf-8")), encoding="utf-8")
        configure(folder, task.options)
        if format == "docx" and task.options.get("reference-doc") == REFERENCE:
            provide_reference(folder, _any_pandoc(self.executable), _environment(task))
        return self._finish(task, self._run(task))

    def _demand(self, format: Format) -> None:  # noqa: A002 - the word of the public API
        if version_parts(self.installed) < version_parts(MINIMUM[format]):
            raise EngineVersionError("quarto", self.installed, TITLES[format], MINIMUM[format])

    def _run(self, task: Task) -> Finished:
        (task.folder / _LOG).unlink(missing_ok=True)
        # The document comes first: after an option, Quarto renders the current folder instead.
        command: list[str | Path] = [
            self.executable,
            "render",
            task.document,
            "--to",
            WRITERS[task.format],
        ]
        command += ["--no-execute", "--no-execute-daemon"]
        command += ["--quiet", "--log", _LOG, "--log-format", "json-stream"]
        try:
            return run(
                command,
                folder=task.folder,
                environment=_environment(task),
                time_limit=task.seconds_left(),
            )
        except TimeLimitExceededError:
            raise RenderTimeoutError("quarto", TITLES[task.format]) from None
        except OSError as error:
            reason = f"{self.executable} cannot be run: {error.strerror}"
            raise EngineMissingError("quarto", reason) from None

    def _finish(self, task: Task, finished: Finished) -> Output:
        """Keep the file only when exit code, file and every message say that it is whole."""
        made = (task.folder / task.document).with_suffix(_SUFFIXES[task.format])
        said = [*read_log(task.folder / _LOG), *spoken(finished.complaints)]
        verdict = judge(said)
        if verdict.holes or finished.code != 0 or not made.is_file():
            reasons = verdict.holes or tail("\n".join(said))
            raise EngineFailedError("quarto", TITLES[task.format], reasons)
        return Output(made, verdict.warnings)


def _environment(task: Task) -> dict[str, str]:
    home = task.folder / ".home"
    home.mkdir(exist_ok=True)
    return clean_environment(task.environment(), home=home)


def _any_pandoc(quarto: Path) -> list[str | Path]:
    """Take the packaged Pandoc where there is one, else the one inside Quarto."""
    try:
        return [pandoc_command()]
    except EngineMissingError:
        return [quarto, "pandoc"]
