"""What new data bring against the cycle before, told before they are accepted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isclose
from typing import Final

from evalcap.errors import count, number, preview
from evalcap.evidence import Evidence
from evalcap.study.acceptance import Accepted

# Estimates that differ by less are the same, computed in another order.
_ROUNDING: Final = 1e-9

# Source to the fingerprint of each of its files.
Files = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Novelty:
    """How the present data and their evidence differ from those of the cycle before.

    Attributes
    ----------
    slug
        The study.
    before, now
        Evidence of the accepted cycle, None in a first one, and of the present data.
    files_before, files_now
        Fingerprints of the files of sources that are read from several.
    plan
        What the plan promises otherwise than when it was accepted, in sentences.
    """

    slug: str
    before: Evidence | None
    now: Evidence
    files_before: Files
    files_now: Files
    plan: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Say it in a few lines; counts are as protected as in the evidence."""
        if self.before is None:
            rows = ", ".join(f"{s.name} {count(s.n_rows, 'row')}" for s in self.now.sources)
            return f"{self.slug}: nothing was accepted before; now {rows}."
        changes = (_rows, _periods, _units, _findings, _estimates)
        lines = [line for told in changes for line in told(self.before, self.now)]
        lines = [*self.plan, *lines, *_files(self.files_before, self.files_now)]
        if not lines:
            return f"{self.slug}: nothing new against cycle {self.before.subject.cycle}."
        opening = f"{self.slug}: what is new against cycle {self.before.subject.cycle}"
        return "\n".join([opening, *(f"  {line}" for line in lines)])


@dataclass(frozen=True, slots=True)
class Proposal:
    """What accepting the present data would record.

    Attributes
    ----------
    accepted
        Fingerprints of every cycle, the present one the last.
    evidence
        Evidence of the present data.
    novelty
        What is new in them.
    """

    accepted: Accepted
    evidence: Evidence
    novelty: Novelty


def _rows(before: Evidence, now: Evidence) -> Iterator[str]:
    sources = {source.name: source for source in before.sources}
    for source in now.sources:
        known = sources.get(source.name)
        if known is None:
            yield f"{source.name}: a new source, {count(source.n_rows, 'row')}"
        elif known.sha256 != source.sha256:
            yield f"{source.name}: {count(source.n_rows, 'row')} ({number(known.n_rows)} before)"


def _files(before: Files, now: Files) -> Iterator[str]:
    for source, files in now.items():
        known = before.get(source, {})
        kinds = {
            "new": [name for name in files if name not in known],
            "changed": [name for name in files if known.get(name, files[name]) != files[name]],
            "gone": [name for name in known if name not in files],
        }
        told = [f"{kind}: {preview(names)}" for kind, names in kinds.items() if names]
        if known and told:
            yield f"{source}, files {'; '.join(told)}"


def _periods(before: Evidence, now: Evidence) -> Iterator[str]:
    then, present = before.design.periods, now.design.periods
    for kind, periods in (
        ("new", [period for period in present if period not in then]),
        ("gone", [period for period in then if period not in present]),
    ):
        if periods:
            yield f"periods {kind}: {preview(periods)}"


def _units(before: Evidence, now: Evidence) -> Iterator[str]:
    for what in ("rows", "units", "treated_units"):
        then, present = (getattr(each.design, f"n_{what}") for each in (before, now))
        if then != present:
            yield f"{what.replace('_', ' ')}: {number(present)} ({number(then)} before)"


def _findings(before: Evidence, now: Evidence) -> Iterator[str]:
    then = {finding.id: finding.status for finding in before.findings}
    for finding in now.findings:
        if finding.status == "unmet" and then.get(finding.id) != "unmet":
            still = "no longer" if then.get(finding.id) == "met" else "not"
            yield f"{still} met, {finding.severity}: {finding.what}"


def _estimates(before: Evidence, now: Evidence) -> Iterator[str]:
    primary = {(a.outcome, a.name) for a in now.analyses if a.primary}
    then = {estimate.key: estimate for estimate in before.estimates}
    for estimate in now.estimates:
        known = then.get(estimate.key)
        is_primary = (estimate.outcome, estimate.analysis) in primary
        moved = known and not isclose(known.point, estimate.point, rel_tol=_ROUNDING)
        if known and is_primary and moved:
            yield f"{estimate.key}: {estimate.point:.6g} ({known.point:.6g} before)"
