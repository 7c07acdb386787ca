"""What can be done with the personal data of a workspace: crosswalks written, data disposed of."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from evalcap.workspace.disposing import WorkingCopies, dispose, require_due, working_copies
from evalcap.workspace.files import write_whole
from evalcap.workspace.lock import hold_lock
from evalcap.workspace.watching import Log
from evalcap.workspace.workspace import WAIT, Workspace

if TYPE_CHECKING:
    from evalcap.study.disposal import Disposal

# Only the account that writes a crosswalk may read it.
_PRIVATE: Final = 0o600


def write_crosswalk(workspace: Workspace, slug: str) -> tuple[Path, int]:
    """Write which pseudonym of the key before became which of the present one.

    Returns
    -------
    Path
        The file, which only its owner can read.
    int
        The number of persons in it.

    Raises
    ------
    EvalcapError
        The study has no pseudonyms, or its key was never rotated.
    """
    from evalcap.study.crosswalking import study_crosswalk  # noqa: PLC0415 - loads pandas

    study = workspace.study(slug)
    table = study_crosswalk(study.plan, study.folder)
    file = workspace.layout.private(slug) / "crosswalk.csv"
    write_whole(file, table.to_csv(index=False), mode=_PRIVATE)
    return file, len(table)


def find_working_copies(workspace: Workspace, slug: str) -> WorkingCopies:
    """Find what a disposal of a study's data would remove, and remove nothing."""
    return working_copies(workspace.layout, workspace.study(slug))


def dispose_of_data(
    workspace: Workspace,
    slug: str,
    *,
    now: bool = False,
    reason: str = "",
    confirm: Callable[[], bool] = lambda: True,
    wait: float = WAIT,
    log: Log = print,
) -> "Disposal | None":
    """Remove the working copies of a study's data, and record it with the study.

    Parameters
    ----------
    now
        Whether to do it before the day in [retention] has passed.
    reason
        Why, then.
    confirm
        Asked once it has been told what will be removed; if it says no, nothing is.

    Returns
    -------
    Disposal or None
        What was recorded; None if nothing was removed.

    Raises
    ------
    StillKeptError, NoReasonError
    """
    study, today = workspace.study(slug), datetime.now(UTC).date()
    rule = require_due(study, today=today, now=now, reason=reason)
    with hold_lock(workspace.layout, wait=wait, log=log):
        found = working_copies(workspace.layout, study)
        log(str(found) or "There is nothing to remove.")
        if not found.files or not confirm():
            return None
        return dispose(workspace.layout, study, rule=rule, reason=reason, today=today)
