"""What new data bring against the cycle before, told before they are accepted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isclose
from typing import Final

from evalcap.errors import count, preview
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
    """

    slug: str
    before: Evidence | None
    now: Evidence
    files_before: Files
    files_now: Files

    def __str__(self) -> str:
        """Say it in a few lines; counts are as protected as in the evidence."""
        if self.before is None:
            rows = ", ".join(f"{s.name} {count(s.n_rows, 'row')}" for s in self.now.sources)
            return f"{self.slug}: nothing was accepted before; now {rows}."
        lines = [*self._rows(), *self._files(), *self._periods(), *self._units()]
        lines += [*self._findings(), *self._estimates()]
        if not lines:
            return f"{self.slug}: nothing new against cycle {self.before.subject.cycle}."
        opening = f"{self.slug}: what is new against cycle {self.before.subject.cycle}"
        return "\n".join([opening, *(f"  {line}" for line in lines)])

    def _rows(self) -> Iterator[str]:
        before = {s.name: s for s in self.before.sources} if self.before else {}
        for source in self.now.sources:
            known = before.get(source.name)
            if known is None:
                yield f"{source.name}: a new source, {count(source.n_rows, 'row')}"
            elif known.sha256 != source.sha256:
                yield f"{source.name}: {count(source.n_rows, 'row')} ({known.n_rows:,} before)"

    def _files(self) -> Iterator[str]:
        for source, files in self.files_now.items():
            known = self.files_before.get(source, {})
            kinds = {
                "new": [name for name in files if name not in known],
                "changed": [name for name in files if known.get(name, files[name]) != files[name]],
                "gone": [name for name in known if name not in files],
            }
            told = [f"{kind}: {preview(names)}" for kind, names in kinds.items() if names]
            if known and told:
                yield f"{source}, files {'; '.join(told)}"

    def _periods(self) -> Iterator[str]:
        assert self.before is not None  # noqa: S101 - asked for only where there is one
        then, now = self.before.design.periods, self.now.design.periods
        for kind, periods in (
            ("new", [period for period in now if period not in then]),
            ("gone", [period for period in then if period not in now]),
        ):
            if periods:
                yield f"periods {kind}: {preview(periods)}"

    def _units(self) -> Iterator[str]:
        assert self.before is not None  # noqa: S101 - the same
        for what, then, now in (
            ("rows", self.before.design.n_rows, self.now.design.n_rows),
            ("units", self.before.design.n_units, self.now.design.n_units),
            ("treated units", self.before.design.n_treated_units, self.now.design.n_treated_units),
        ):
            if then != now:
                yield f"{what}: {now} ({then} before)"

    def _findings(self) -> Iterator[str]:
        assert self.before is not None  # noqa: S101 - the same
        then = {f.id: f.status for f in self.before.findings}
        for finding in self.now.findings:
            if finding.status == "unmet" and then.get(finding.id) != "unmet":
                still = "no longer" if then.get(finding.id) == "met" else "not"
                yield f"{still} met, {finding.severity}: {finding.what}"

    def _estimates(self) -> Iterator[str]:
        assert self.before is not None  # noqa: S101 - the same
        primary = {(a.outcome, a.name) for a in self.now.analyses if a.primary}
        then = {e.key: e for e in self.before.estimates}
        for estimate in self.now.estimates:
            known = then.get(estimate.key)
            is_primary = (estimate.outcome, estimate.analysis) in primary
            moved = known and not isclose(known.point, estimate.point, rel_tol=_ROUNDING)
            if known and is_primary and moved:
                yield f"{estimate.key}: {estimate.point:.6g} ({known.point:.6g} before)"


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
