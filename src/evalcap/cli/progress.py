"""How far a build has come: bars on a terminal, a plain line for each study in a log."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.text import Text

from evalcap.workspace.watching import UNWATCHED, Watch

_COLUMNS = (TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn())


@dataclass(frozen=True, slots=True)
class Telling:
    """What a build is given to tell what it does.

    Attributes
    ----------
    log
        Takes lines.
    watch
        Told which studies are under way.
    """

    log: Callable[[str], object]
    watch: Watch


@contextmanager
def telling(*, quiet: bool) -> Iterator[Telling]:
    """Tell of a build in the way that whoever reads it can bear.

    Parameters
    ----------
    quiet
        Tell nothing.
    """
    console = Console()
    if quiet:
        yield Telling(lambda _line: None, UNWATCHED)
    elif not sys.stdout.isatty() or console.is_dumb_terminal:
        yield Telling(lambda line: typer.echo(plain(line)), UNWATCHED)
    else:
        with Progress(*_COLUMNS, console=console, transient=True) as progress:
            yield Telling(lambda line: console.print(Text(plain(line))), Bars(progress))


@contextmanager
def under_way(what: str) -> Iterator[Callable[[], None]]:
    """Show on a terminal that something is under way, until it ends; a log has nothing of it.

    Yields
    ------
    callable
        Ends the sign earlier, as before a question.
    """
    console = Console()
    if not sys.stdout.isatty() or console.is_dumb_terminal:
        yield lambda: None
    else:
        with console.status(Text(what)) as status:
            yield status.stop


@dataclass(slots=True)
class Bars:
    """A bar for all studies, and below it one for each that is under way."""

    progress: Progress
    _all: TaskID | None = None
    _ended: int = 0
    _expected: int = 0
    _under_way: dict[str, TaskID] = field(default_factory=dict)

    def expected(self, n: int) -> None:
        """Show how many studies will be made."""
        self._expected = n
        if n:
            self._all = self.progress.add_task(self._count, total=n)

    def begun(self, slug: str) -> None:
        """Show that a study is under way; how long it will be nobody knows."""
        self._under_way[slug] = self.progress.add_task(plain(slug), total=None)

    def ended(self, slug: str) -> None:
        """Take a study's own bar away, and lengthen the one for all."""
        self.progress.remove_task(self._under_way.pop(slug))
        self._ended += 1
        if self._all is not None:
            self.progress.update(self._all, advance=1, description=self._count)

    @property
    def _count(self) -> str:
        return f"{self._ended} of {self._expected} studies"


def plain(text: str) -> str:
    """Put a space for every character that would steer a terminal or garble a log."""
    return "".join(char if char.isprintable() or char == "\n" else " " for char in text)
