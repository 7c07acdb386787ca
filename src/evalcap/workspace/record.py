"""What a build writes down for the next one, and for whoever looks after the workspace."""

from datetime import UTC, datetime
from pathlib import Path
from textwrap import indent
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from evalcap.workspace.files import write_whole
from evalcap.workspace.fingerprint import Fingerprint, Surroundings
from evalcap.workspace.guarding import Failure
from evalcap.workspace.product import Product

State = Literal["built", "up to date", "failed"]


class Written(BaseModel):
    """A file of the build folder; one that is damaged counts as absent."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @classmethod
    def read(cls, file: Path) -> Self | None:
        """Read the file; None where there is none that can be read."""
        try:
            return cls.model_validate_json(file.read_bytes())
        except (OSError, ValidationError):
            return None

    def write(self, file: Path) -> None:
        """Write the file, whole or not at all."""
        write_whole(file, self.model_dump_json(indent=1) + "\n")


class BuildRecord(Written):
    """How a study's output was made; `build.json` beside its evidence."""

    built: datetime
    reasons: tuple[str, ...]
    fingerprint: Fingerprint
    product: Product


class Shown(BaseModel):
    """What the Compact summary and the page that links everything show.

    Attributes
    ----------
    studies
        Slug to the fingerprints of its evidence and its lessons, and the names of its documents.
    failed
        Slug to the message of why it could not be built.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    studies: dict[str, dict[str, str]]
    failed: dict[str, str]
    surroundings: Surroundings

    def changes_since(self, earlier: Self) -> tuple[str, ...]:
        """Say what is not as it was; empty if everything is."""
        slugs = [*self.studies, *(s for s in earlier.studies if s not in self.studies)]
        changed = [s for s in slugs if self.studies.get(s) != earlier.studies.get(s)]
        failures = ["what failed changed"] if self.failed != earlier.failed else []
        around = self.surroundings.changes_since(earlier.surroundings)
        return (*(f"{slug} changed" for slug in changed), *failures, *around)


class SummaryRecord(Written):
    """How the Compact summary was made."""

    built: datetime
    shown: Shown
    product: Product


class Outcome(Written):
    """What became of one study, or of the summary, in one build.

    Attributes
    ----------
    reasons
        Why it was built; for one that is up to date, what it waits for, if anything.
    message
        For a failure what is wrong, what is needed and what to do.
    log
        File with the details of an unexpected fault.
    notes
        What there is to know of what was built.
    """

    name: str
    state: State
    at: datetime
    seconds: float = 0.0
    reasons: tuple[str, ...] = ()
    message: str = ""
    log: str = ""
    notes: tuple[str, ...] = ()

    def failed(self, failure: Failure) -> Self:
        """Say that it failed after all."""
        update = {"state": "failed", "message": failure.message, "log": failure.log}
        return self.model_copy(update=update)

    def counted(self, n: int, of: int) -> str:
        """Say what became of it, and which of so many it is."""
        return self._told(f" ({n} of {of})")

    def __str__(self) -> str:
        return self._told("")

    def _told(self, count: str) -> str:
        if self.state == "failed":
            after = f" after {self.seconds:.0f} s" if self.seconds else ""
            return f"{self.name}: failed{after}{count}.\n{indent(self.message, '  ')}"
        if self.state == "built":
            notes = "".join(f"\n  Note: {note}." for note in self.notes)
            return f"{self.name}: built in {self.seconds:.0f} s{count}.{notes}"
        return f"{self.name}: {'; '.join((self.state, *self.reasons))}."


class Status(Written):
    """The last build as a whole; `status.json`.

    Attributes
    ----------
    finished
        None while it runs, and for ever if it was killed.
    studies
        Latest outcome of every study, also of those that the last build left out.
    """

    evalcap: str
    started: datetime
    finished: datetime | None = None
    ok: bool = False
    studies: dict[str, Outcome] = Field(default_factory=dict)
    summary: Outcome | None = None

    def adding(self, outcome: Outcome) -> Self:
        """Write down what became of one more study."""
        return self.model_copy(update={"studies": {**self.studies, outcome.name: outcome}})

    def ending(self, summary: Outcome, *, ok: bool) -> Self:
        """Write down that the build has ended."""
        now = datetime.now(tz=UTC)
        return self.model_copy(update={"finished": now, "ok": ok, "summary": summary})
