"""What was accepted: the fingerprints of a study's data, cycle by cycle."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from evalcap.errors import count
from evalcap.errors.study import PlanError

FOLDER = "accepted"
FILE = "sources.json"


class AcceptedCycle(BaseModel):
    """Fingerprints that were accepted together."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    cycle: int
    accepted: date
    sources: dict[str, str]


class Accepted(BaseModel):
    """Every cycle of a study, oldest first."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    cycles: tuple[AcceptedCycle, ...] = ()

    @property
    def fingerprints(self) -> Mapping[str, str]:
        """Fingerprints of the present cycle, by source."""
        return self.cycles[-1].sources if self.cycles else {}

    @property
    def cycle(self) -> int:
        """Number of the present cycle."""
        return self.cycles[-1].cycle if self.cycles else 1


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
    PlanError
        If the record was damaged.
    """
    file = folder / FOLDER / FILE
    if not file.is_file():
        return Accepted()
    try:
        return Accepted.model_validate_json(file.read_bytes())
    except ValidationError as error:
        problems = [f"{FOLDER}/{FILE}: {problem['msg']}" for problem in error.errors()]
        raise PlanError(folder / "study.toml", problems) from None


def write_accepted(folder: Path, accepted: Accepted) -> None:
    """Record the cycles, whole or not at all."""
    file = folder / FOLDER / FILE
    file.parent.mkdir(exist_ok=True)
    unfinished = file.with_name(f".{FILE}.{os.getpid()}")
    unfinished.write_text(json.dumps(accepted.model_dump(mode="json"), indent=1) + "\n", "utf-8")
    unfinished.replace(file)
