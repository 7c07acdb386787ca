"""The cycle before: another study that the plan names, or the same one before its new data."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final, Protocol

from evalcap.errors import EvalcapError
from evalcap.evidence import Evidence
from evalcap.evidence.evidence import FILE as EVIDENCE
from evalcap.lessons import Lessons
from evalcap.lessons.register import FILE as LESSONS
from evalcap.portfolio import Entry
from evalcap.study.acceptance import FOLDER, read_accepted
from evalcap.study.inputs import study_inputs
from evalcap.study.plan import Plan
from evalcap.study.reading import read_plan

BEFORE: Final = f"{FOLDER}/before"


class Runnable(Protocol):
    """A study, as far as another cycle looks at it."""

    def run(self) -> Evidence:
        """Go from raw files to evidence."""


def cycle_before(folder: Path, plan: Plan, read: Callable[[Path], Runnable]) -> Entry | None:
    """Give the cycle before a study's present one.

    The evidence is what was accepted; of a study that nobody accepted, what its data give now.

    Parameters
    ----------
    folder
        The study's own folder.
    read
        Reads a study from its folder.

    Returns
    -------
    Entry or None
        None for a first cycle, or where the one before is not in this workspace or cannot be
        run any more.
    """
    if (folder / BEFORE / EVIDENCE).is_file():
        return Entry(Evidence.read(folder / BEFORE), Lessons.read(folder / BEFORE))
    earlier = previous_folder(folder, plan)
    if earlier is None:
        return None
    try:
        accepted = earlier / FOLDER
        known = (accepted / EVIDENCE).is_file()
        evidence = Evidence.read(accepted) if known else read(earlier).run()
        return Entry(evidence, Lessons.read(earlier))
    except EvalcapError:
        return None


def previous_folder(folder: Path, plan: Plan) -> Path | None:
    """Find the study that a plan names as the cycle before, if it is in the same workspace."""
    name = plan.previous_cycle
    # A citation, which may hold anything, is no name of a folder.
    if not name or name != Path(name).name or name in (".", ".."):
        return None
    earlier = folder.resolve().parent / name
    return earlier if (earlier / "study.toml").is_file() else None


def cycles_before(folder: Path, plan: Plan) -> int:
    """Count the cycles of the studies in this workspace that a study follows, one after another."""
    seen, cycles = {folder.resolve()}, 0
    earlier = previous_folder(folder, plan)
    while earlier is not None and earlier not in seen:
        seen.add(earlier)
        try:
            cycles += read_accepted(earlier).cycle
            earlier = previous_folder(earlier, read_plan(earlier))
        except EvalcapError:
            return cycles + 1
    return cycles


def inputs_before(folder: Path, plan: Plan) -> dict[str, str]:
    """Fingerprint the files of the study that a plan names as the cycle before."""
    earlier = previous_folder(folder, plan)
    if earlier is None:
        return {}
    try:
        found = study_inputs(read_plan(earlier), earlier)
    except EvalcapError:
        found = {"study.toml": "unreadable"}
    return {f"../{earlier.name}/{name}": digest for name, digest in found.items()}


def keep_before(folder: Path) -> None:
    """Keep evidence and lessons of the present cycle, before those of the next replace them."""
    accepted = folder / FOLDER / EVIDENCE
    if not accepted.is_file():
        return
    place = folder / BEFORE
    place.mkdir(parents=True, exist_ok=True)
    for file in (accepted, folder / LESSONS):
        (place / file.name).unlink(missing_ok=True)
        if file.is_file():
            shutil.copyfile(file, place / file.name)
