"""The evidence that was published before: of this cycle, and of the one before it."""

from dataclasses import dataclass
from pathlib import Path

from evalcap.errors.evidence import EvidenceUnreadableError
from evalcap.errors.privacy import EarlierReportUnreadableError
from evalcap.evidence import Evidence
from evalcap.evidence.evidence import FILE as EVIDENCE
from evalcap.study.acceptance import FOLDER, Accepted


@dataclass(frozen=True, slots=True)
class History:
    """What readers may have, beside the evidence of a run.

    Attributes
    ----------
    same
        The evidence of this cycle as it was accepted; None if none was.
    earlier
        That of the cycle before; None for a first cycle.
    """

    same: Evidence | None = None
    earlier: Evidence | None = None


def earlier_file(folder: Path, cycle: int) -> Path:
    """Find where the evidence of an earlier cycle is kept."""
    return folder / FOLDER / f"cycle-{cycle}.json"


def history_of(folder: Path, known: Accepted, cycle: int) -> History:
    """Read what was published before a run in some cycle.

    Parameters
    ----------
    known
        What was accepted before the run.
    cycle
        The cycle that the run belongs to: the accepted one, or the one that is to follow it.

    Raises
    ------
    EarlierReportUnreadableError
        If there is a record of what was published that cannot be read.
    """
    accepted = _read(folder / FOLDER / EVIDENCE)
    if cycle > known.cycle:
        return History(earlier=accepted)
    return History(same=accepted, earlier=_read(earlier_file(folder, cycle - 1)))


def keep_earlier(folder: Path, cycle: int, evidence: Evidence | None) -> None:
    """Keep the evidence of a cycle that another has followed."""
    if evidence is not None:
        file = earlier_file(folder, cycle)
        evidence.write(file.with_suffix("")).replace(file)
        file.with_suffix("").rmdir()


def _read(file: Path) -> Evidence | None:
    if not file.is_file():
        return None
    try:
        return Evidence.read(file)
    except EvidenceUnreadableError as error:
        raise EarlierReportUnreadableError(file, error.wrong) from None
