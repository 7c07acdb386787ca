"""Working copies of a study's data removed, and a record of it left."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from evalcap.errors import EvalcapError, count
from evalcap.errors.disposal import NoReasonError, StillKeptError
from evalcap.workspace.files import sha256_of
from evalcap.workspace.layout import Layout

if TYPE_CHECKING:
    from evalcap.study import Study
    from evalcap.study.data_sections import SourceSection
    from evalcap.study.disposal import Disposal, Removed

_RECORDS: Final = "private lists of records"
_LOGS: Final = "details of faults"
_OUTSIDE: Final = "it lies outside the study's folder"
_PACKAGE: Final = "it is part of an installed package"


@dataclass(frozen=True)
class WorkingCopies:
    """What of a study's data lies in the workspace.

    Attributes
    ----------
    files
        What they are, to the files.
    left
        Sources that are no working copies of this study, each with the reason.
    """

    files: Mapping[str, tuple[Path, ...]]
    left: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        lines = [f"  {what}: {count(files, 'file')}" for what, files in self.files.items()]
        lines += [f"  source {name} stays: {why}" for name, why in self.left.items()]
        return "\n".join(lines)


def working_copies(layout: Layout, study: "Study") -> WorkingCopies:
    """Find what a disposal removes: files below the study's own folder and its private lists.

    A link is found as what it is, a file in the folder; what it leads to is not.
    """
    home = layout.study(study.slug).resolve()
    files, left = dict[str, tuple[Path, ...]](), dict[str, str]()
    for section in study.plan.sources:
        if section.path.startswith("package:"):
            left[section.name] = _PACKAGE
            continue
        found = _source_files(section, study.folder)
        own = tuple(f for f in found if f.parent.resolve().is_relative_to(home))
        if own:
            files[f"source {section.name}"] = own
        if len(own) < len(found):
            left[section.name] = _OUTSIDE
    log = layout.log(study.slug)
    files[_RECORDS] = tuple(_below(layout.private(study.slug)))
    files[_LOGS] = (log,) if log.is_file() else ()
    return WorkingCopies({what: each for what, each in files.items() if each}, left)


def require_due(study: "Study", *, today: date, now: bool, reason: str) -> str:
    """Give the rule by which data are removed today.

    Parameters
    ----------
    now
        Whether they are to be removed although their day has not passed.
    reason
        Why, then.

    Raises
    ------
    StillKeptError, NoReasonError
    """
    until = study.plan.retention.until
    if until is not None and until < today:
        return f"as they were to be kept until {until}"
    if not now:
        raise StillKeptError(study.slug, until)
    if not reason.strip():
        raise NoReasonError(study.slug)
    return f"before {until}, as ordered" if until else "as ordered"


def dispose(
    layout: Layout, study: "Study", *, rule: str, reason: str, today: date
) -> "Disposal | None":
    """Remove the working copies and record it; None where there are none.

    What was removed is recorded also if something goes wrong half-way, so that the record says no
    more and no less than what is gone. Run again, it removes the rest.
    """
    from evalcap.study.disposal import Disposal, record_disposal  # noqa: PLC0415 - loads pandas

    found = working_copies(layout, study)
    if not found.files:
        return None
    removed: list[Removed] = []
    try:
        for what, files in found.files.items():
            _remove(what, files, removed)
    finally:
        disposal = Disposal(
            on=today, rule=rule, reason=reason, removed=tuple(removed), left=dict(found.left)
        )
        if removed:
            record_disposal(layout.study(study.slug), disposal)
    return disposal


def _remove(what: str, files: tuple[Path, ...], removed: "list[Removed]") -> None:
    from evalcap.study.disposal import Removed  # noqa: PLC0415 - as above

    sizes, prints = list[int](), list[str]()
    try:
        for file in files:
            size, fingerprint = file.stat().st_size, sha256_of(file)
            file.unlink()
            sizes.append(size)
            prints.append(fingerprint)
    finally:
        if prints:
            removed.append(
                Removed(what=what, n_files=len(prints), n_bytes=sum(sizes), sha256=tuple(prints))
            )


def _source_files(section: "SourceSection", folder: Path) -> tuple[Path, ...]:
    try:
        return tuple(dict.fromkeys(section.files(folder).values()))
    except EvalcapError:
        return ()  # it is gone already


def _below(folder: Path) -> Iterator[Path]:
    yield from (f for f in sorted(folder.rglob("*")) if f.is_file() or f.is_symlink())
