"""The record of data that were disposed of, kept with the study for good."""

import json
import os
from datetime import date
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from evalcap.errors import EvalcapError
from evalcap.errors.disposal import DisposalUnreadableError, DisposedError
from evalcap.errors.mistakes import mistakes
from evalcap.study.plan import Plan

FILE: Final = "disposal.json"
SOURCE: Final = "source "


class Removed(BaseModel):
    """What was removed: no name of any file, since that could name a person.

    Attributes
    ----------
    what
        `source NAME`, or the kind of other working copies.
    n_files, n_bytes
        How many files, and their size.
    sha256
        Fingerprint of each, in order.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    what: str
    n_files: int
    n_bytes: int
    sha256: tuple[str, ...]


class Disposal(BaseModel):
    """One disposal.

    Attributes
    ----------
    on
        The day.
    rule
        By which rule: the day in [retention], or an order before it.
    reason
        Why, where it was ordered before its day.
    removed
        What was removed.
    left
        Sources that were left, with the reason: they lie outside the study's folder.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    on: date
    rule: str
    reason: str = ""
    removed: tuple[Removed, ...]
    left: dict[str, str] = Field(default_factory=dict)

    @property
    def sources(self) -> tuple[str, ...]:
        """Names of the sources of which files were removed."""
        named = [r.what for r in self.removed if r.what.startswith(SOURCE)]
        return tuple(what.removeprefix(SOURCE) for what in named)


class Disposals(BaseModel):
    """Every disposal of a study, oldest first."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    disposals: tuple[Disposal, ...] = ()


def read_disposals(folder: Path) -> Disposals:
    """Read what was disposed of; nothing for a study that was never.

    Raises
    ------
    DisposalUnreadableError
    """
    file = folder / FILE
    if not file.is_file():
        return Disposals()
    try:
        return Disposals.model_validate_json(file.read_bytes())
    except ValidationError as error:
        slug = folder.resolve().name
        raise DisposalUnreadableError(slug, mistakes(error, Disposals)) from None


def record_disposal(folder: Path, disposal: Disposal) -> Path:
    """Add a disposal to the study's record, whole or not at all."""
    file = folder / FILE
    known = read_disposals(folder)
    record = Disposals(disposals=(*known.disposals, disposal)).model_dump(mode="json")
    unfinished = file.with_name(f".{FILE}.{os.getpid()}")
    try:
        unfinished.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)
    return file


def disposed(plan: Plan, folder: Path) -> Disposal | None:
    """Give the last disposal if what it removed is still not there; None for data to work with."""
    known = read_disposals(folder).disposals
    if not known:
        return None
    gone = {name for disposal in known for name in disposal.sources}
    for section in plan.sources:
        try:
            section.files(folder)
        except EvalcapError:
            if section.name in gone:
                return known[-1]
    return None


def require_kept(plan: Plan, folder: Path) -> None:
    """Refuse to look for data that were disposed of.

    Raises
    ------
    DisposedError, DisposalUnreadableError
    """
    if found := disposed(plan, folder):
        slug = folder.resolve().name
        raise DisposedError(slug, on=found.on, rule=found.rule, sources=found.sources)
