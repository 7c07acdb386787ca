"""The studies that a plan follows, one naming another as the cycle before."""

from pathlib import Path

from evalcap.errors import EvalcapError
from evalcap.errors.privacy import EarlierStudyUnreadableError
from evalcap.study.acceptance import read_accepted
from evalcap.study.inputs import study_inputs
from evalcap.study.plan import Plan
from evalcap.study.reading import FILE, read_plan


def previous_folder(folder: Path, plan: Plan) -> Path | None:
    """Find the study that a plan names as the cycle before, if it is in the same workspace."""
    name = plan.previous_cycle
    # A citation, which may hold anything, is no name of a folder.
    if not name or name != Path(name).name or name in (".", ".."):
        return None
    earlier = folder.resolve().parent / name
    return earlier if (earlier / FILE).is_file() else None


def studies_before(folder: Path, plan: Plan, *, strict: bool = False) -> list[Path]:
    """List the folders of the studies that a plan follows, the last one first.

    Those that follow each other in a ring are listed once.

    Parameters
    ----------
    strict
        Refuse a plan on the way that cannot be read, since what it follows is not known then;
        otherwise the list ends there.

    Raises
    ------
    EarlierStudyUnreadableError
    """
    found: list[Path] = []
    earlier = previous_folder(folder, plan)
    while earlier is not None and earlier not in (folder.resolve(), *found):
        found.append(earlier)
        try:
            earlier = previous_folder(earlier, read_plan(earlier))
        except EvalcapError as error:
            if strict:
                raise EarlierStudyUnreadableError(found[-1].name, error.wrong) from None
            break
    return found


def cycles_before(folder: Path, plan: Plan) -> int:
    """Count the cycles of the studies in this workspace that a study follows, one after another."""
    cycles = 0
    for earlier in studies_before(folder, plan):
        try:
            cycles += read_accepted(earlier).cycle
        except EvalcapError:
            return cycles + 1
    return cycles


def inputs_before(folder: Path, plan: Plan) -> dict[str, str]:
    """Fingerprint the files of the studies that a plan follows."""
    found: dict[str, str] = {}
    for earlier in studies_before(folder, plan):
        try:
            files = study_inputs(read_plan(earlier), earlier)
        except EvalcapError:
            files = {FILE: "unreadable"}
        found |= {f"../{earlier.name}/{name}": digest for name, digest in files.items()}
    return found
