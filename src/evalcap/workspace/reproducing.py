"""Whether studies still give the evidence that was accepted."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Literal

from evalcap.errors.disposal import DisposedError
from evalcap.errors.study import NothingAcceptedError
from evalcap.workspace.guarding import Failure, guarded
from evalcap.workspace.layout import Layout
from evalcap.workspace.record import Written
from evalcap.workspace.steps import Steps


class Reproduced(Written):
    """Whether one study does.

    Attributes
    ----------
    differences
        One sentence each.
    message
        Why the study could not be run.
    """

    state: Literal["reproduced", "different", "nothing accepted", "disposed of", "failed"]
    differences: tuple[str, ...] = ()
    message: str = ""


class Reproduction(Written):
    """Whether all do; `reproduction.json`."""

    at: datetime
    studies: dict[str, Reproduced]

    @property
    def ok(self) -> bool:
        """Whether every accepted study was reproduced, and there is at least one."""
        states = {study.state for study in self.studies.values()}
        return "reproduced" in states and states <= {
            "reproduced",
            "nothing accepted",
            "disposed of",
        }

    def __str__(self) -> str:
        return "\n".join(_line(slug, study) for slug, study in self.studies.items())


def _line(slug: str, study: Reproduced) -> str:
    told = [*study.differences, *study.message.splitlines()]
    if study.state == "nothing accepted":
        told = [f"Look at the results, then record them: evalcap accept {slug}."]
    return "".join([f"{slug}: {study.state}.", *(f"\n  {line}" for line in told)])


def reproduce(layout: Layout, steps: Steps, slugs: Sequence[str]) -> Reproduction:
    """Run studies anew and compare their evidence with what was accepted."""
    studies = {slug: _reproduced(layout, steps, slug) for slug in slugs}
    result = Reproduction(at=datetime.now(tz=UTC), studies=studies)
    result.write(layout.reproduction)
    return result


def _reproduced(layout: Layout, steps: Steps, slug: str) -> Reproduced:
    compared = guarded(layout, slug, lambda: _compare(layout, steps, slug))
    if isinstance(compared, Failure):
        return Reproduced(state="failed", message=compared.message)
    return compared


def _compare(layout: Layout, steps: Steps, slug: str) -> Reproduced:
    study = steps.read(layout.study(slug))
    try:
        differences = tuple(study.reproduce(study.run()))
    except NothingAcceptedError:
        return Reproduced(state="nothing accepted")
    except DisposedError as error:
        return Reproduced(state="disposed of", message=error.wrong)
    state: Literal["different", "reproduced"] = "different" if differences else "reproduced"
    return Reproduced(state=state, differences=differences)
