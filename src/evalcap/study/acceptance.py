"""What was accepted: the fingerprints of a study's data, cycle by cycle."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from evalcap.errors import count
from evalcap.errors.mistakes import mistakes
from evalcap.errors.study import AcceptedUnreadableError

FOLDER = "accepted"
FILE = "sources.json"


class AcceptedCycle(BaseModel):
    """Fingerprints that were accepted together.

    Attributes
    ----------
    sources
        Source to its fingerprint.
    files
        Source to the fingerprint of each of its files, where it is read from several.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    cycle: int
    accepted: date
    sources: dict[str, str]
    files: dict[str, dict[str, str]] = {}


class Accepted(BaseModel):
    """Every cycle of a study, oldest first."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    cycles: tuple[AcceptedCycle, ...] = ()

    @property
    def fingerprints(self) -> Mapping[str, str]:
        """Fingerprints of the present cycle, by source."""
        return self.cycles[-1].sources if self.cycles else {}

    @property
    def files(self) -> Mapping[str, Mapping[str, str]]:
        """Fingerprints of the files of sources that are read from several."""
        return self.cycles[-1].files if self.cycles else {}

    @property
    def cycle(self) -> int:
        """Number of the present cycle."""
        return self.cycles[-1].cycle if self.cycles else 1

    def extended(
        self,
        found: Mapping[str, str],
        planned: Mapping[str, str],
        *,
        today: date,
        files: Mapping[str, Mapping[str, str]] | None = None,
    ) -> "Accepted":
        """Add the fingerprints found, as the next cycle where they replace others.

        Parameters
        ----------
        found
            Source to the fingerprint of its present file.
        planned
            Source to the fingerprint that the plan states, which the first cycle may replace.
        files
            Source to the fingerprint of each of its files, where it is read from several.

        Returns
        -------
        Accepted
            The same, if these fingerprints were accepted already.
        """
        if self.cycles and found.items() <= self.fingerprints.items():
            return self
        known = self.fingerprints or planned
        replaced = any(known.get(name, digest) != digest for name, digest in found.items())
        cycle = self.cycle + 1 if replaced or self.cycles else self.cycle
        record = AcceptedCycle(
            cycle=cycle,
            accepted=today,
            sources=dict(found),
            files={name: dict(each) for name, each in (files or {}).items()},
        )
        return Accepted(cycles=(*self.cycles, record))


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What accepting changed.

    Attributes
    ----------
    changed
        Source to its rows before (None when unknown) and now.
    """

    slug: str
    cycle: int
    changed: Mapping[str, tuple[int | None, int]]

    def __str__(self) -> str:
        if not self.changed:
            return f"{self.slug}: nothing new; cycle {self.cycle} stays, its evidence is recorded."
        lines = [
            f"  {name}: {count(now, 'row')}" + ("" if before is None else f" ({before:,} before)")
            for name, (before, now) in self.changed.items()
        ]
        return "\n".join([f"{self.slug}: cycle {self.cycle} accepted with new data:", *lines])


def read_accepted(folder: Path) -> Accepted:
    """Read what was accepted; nothing for a study in its first cycle.

    Raises
    ------
    AcceptedUnreadableError
        If the record was damaged.
    """
    file = folder / FOLDER / FILE
    if not file.is_file():
        return Accepted()
    try:
        return Accepted.model_validate_json(file.read_bytes())
    except ValidationError as error:
        raise AcceptedUnreadableError(file.resolve(), mistakes(error, Accepted)) from None


def write_accepted(folder: Path, accepted: Accepted) -> None:
    """Record the cycles, whole or not at all."""
    file = folder / FOLDER / FILE
    file.parent.mkdir(exist_ok=True)
    unfinished = file.with_name(f".{FILE}.{os.getpid()}")
    text = json.dumps(accepted.model_dump(mode="json"), indent=1)
    try:
        unfinished.write_text(text + "\n", encoding="utf-8")
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)
