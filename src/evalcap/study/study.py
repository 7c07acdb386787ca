"""A study: a folder of declarations, and the stages that turn it into evidence."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Self

from evalcap.dataset.standard import StandardDataset
from evalcap.errors import EvalcapError
from evalcap.errors.study import (
    CriticalFindingsError,
    NothingAcceptedError,
)
from evalcap.evidence import Evidence
from evalcap.evidence.evidence import FILE as EVIDENCE
from evalcap.lessons import Lessons
from evalcap.sources import Source
from evalcap.sources.location import find_file
from evalcap.study.acceptance import (
    FOLDER,
    Acceptance,
    Accepted,
    read_accepted,
    write_accepted,
)
from evalcap.study.analyses import run_analyses
from evalcap.study.assembling import Findings, assemble
from evalcap.study.checks import checks_of
from evalcap.study.data import read_sources, standard_dataset
from evalcap.study.history import History, history_of, keep_earlier
from evalcap.study.plan import Plan
from evalcap.study.publication import Publication
from evalcap.study.reading import read_plan
from evalcap.study.reproduction import differences
from evalcap.validation import Validation, validate


@dataclass(frozen=True, slots=True)
class Study:
    """One evaluation, as its folder declares it.

    Attributes
    ----------
    folder
        Holds study.toml, and where needed prepare.py, lessons.toml, narrative/ and accepted/.
    plan
        What study.toml says.
    accepted
        Fingerprints of the data that were accepted, cycle by cycle.
    """

    folder: Path
    plan: Plan
    accepted: Accepted

    @classmethod
    def read(cls, folder: str | Path) -> Self:
        """Read a study from its folder.

        Raises
        ------
        StudyError
            With every mistake in study.toml.
        """
        place = Path(folder)
        return cls(place, read_plan(place), read_accepted(place))

    @property
    def slug(self) -> str:
        """The folder's name, which names the study everywhere."""
        return self.folder.resolve().name

    @property
    def narrative(self) -> Path | None:
        """Folder of the study's own sections, if it has one."""
        folder = self.folder / "narrative"
        return folder if folder.is_dir() else None

    def lessons(self) -> Lessons:
        """Read the study's lessons."""
        return Lessons.read(self.folder)

    def run(self) -> Evidence:
        """Go from raw files to evidence.

        Raises
        ------
        EvalcapError
            A source that is missing or not the accepted one, data that break a critical rule, a
            primary analysis that is not identified, a lesson beyond its evidence.
        """
        lessons = self.lessons()  # first, so that its mistakes show before a long run
        sources = read_sources(self.plan, self.folder, self.accepted.fingerprints)
        evidence = self._run(sources, history_of(self.folder, self.accepted, self.accepted.cycle))
        lessons.require_evidence(evidence)
        return evidence

    def check(self) -> Validation:
        """Go from raw files to findings about the data, without estimating."""
        sources = read_sources(self.plan, self.folder, self.accepted.fingerprints)
        return self._validate(standard_dataset(self.plan, self.folder, sources))

    def accept(self) -> Acceptance:
        """Record the present data as accepted, and their evidence as what must be reproduced.

        New fingerprints begin the next cycle. Nothing is recorded unless the study runs. Read the
        study again to go on with what was accepted.
        """
        sources = read_sources(self.plan, self.folder, {}, check=False)
        found = {name: source.sha256 for name, source in sources.items()}
        planned = {s.name: s.sha256.lower() for s in self.plan.sources if s.sha256}
        known, before = self.accepted.fingerprints or planned, self._rows_accepted()
        accepted = self.accepted.extended(found, planned, today=datetime.now(UTC).date())
        history = history_of(self.folder, self.accepted, accepted.cycle)
        evidence = replace(self, accepted=accepted)._run(sources, history)  # noqa: SLF001
        if accepted.cycle > self.accepted.cycle:
            keep_earlier(self.folder, history.earlier)
        evidence.write(self.folder / FOLDER)
        write_accepted(self.folder, accepted)
        changed = [name for name, digest in found.items() if known.get(name) != digest]
        rows = {name: (before.get(name), sources[name].n_rows) for name in changed}
        return Acceptance(self.slug, accepted.cycle, rows)

    def reproduce(self, evidence: Evidence) -> list[str]:
        """List where evidence differs from what was accepted.

        Raises
        ------
        NothingAcceptedError
        """
        if not (self.folder / FOLDER / EVIDENCE).is_file():
            raise NothingAcceptedError(self.slug)
        return differences(evidence, Evidence.read(self.folder / FOLDER))

    def files(self) -> list[Path]:
        """List the files of the study's own folder."""
        files = [f for f in sorted(self.folder.rglob("*")) if f.is_file()]
        return [f for f in files if _counts(f.relative_to(self.folder).as_posix())]

    def inputs(self) -> dict[str, str]:
        """Fingerprint every file that the study depends on; one that is absent is "missing"."""
        own = {file.relative_to(self.folder).as_posix(): file for file in self.files()}
        found = {name: _digest(file) for name, file in own.items()}
        for source in self.plan.sources:
            try:
                found[source.path] = _digest(find_file(source.path, folder=self.folder))
            except EvalcapError:
                found[source.path] = "missing"
        return found

    def _rows_accepted(self) -> dict[str, int]:
        try:
            sources = Evidence.read(self.folder / FOLDER).sources
        except EvalcapError:
            return {}
        return {s.name: s.n_rows for s in sources if isinstance(s.n_rows, int)}

    def _run(self, sources: dict[str, Source], history: History) -> Evidence:
        data = standard_dataset(self.plan, self.folder, sources)
        validation = self._validate(data)
        if not validation.passed:
            raise CriticalFindingsError(self.slug, [str(f) for f in validation.critical])
        publication = Publication.of(self.plan)
        runs, deviations = run_analyses(self.slug, self.plan, data.frame, publication)
        checks = [(run, checks_of(run, publication)) for run in runs if run.section.primary]
        deviations = [*_unfingerprinted(self), *deviations]
        found = Findings(sources, data, validation, runs, checks, deviations)
        return assemble((self.slug, self.folder, self.plan, self.accepted), found, history)

    def _validate(self, data: StandardDataset) -> Validation:
        design = self.plan.design
        roles: dict[str, str | Sequence[str] | None] = {
            "unit": design.unit,
            "time": design.time,
            "treated_from": design.treated_from,
            "treated": design.treated,
            "cluster": design.cluster,
            "weight": design.weight,
        }
        columns = {role: name for role, name in roles.items() if name is not None}
        columns["outcome"] = [o.name for o in self.plan.outcomes]
        workspace = self.folder.resolve().parent.parent / "expectations"
        return validate(
            data,
            suite=self.plan.programme,
            columns=columns,
            expectations=workspace if workspace.is_dir() else None,
            also=[f for f in [self.folder / "expectations.yaml"] if f.is_file()],
        )


def _unfingerprinted(study: Study) -> list[str]:
    return [
        f"The fingerprint of source {s.name} was not recorded before the analysis."
        for s in study.plan.sources
        if not s.sha256 and s.name not in study.accepted.fingerprints
    ]


def _counts(name: str) -> bool:
    """Leave out what programs keep for themselves: hidden files and folders, caches."""
    return not any(p == "__pycache__" or p.startswith(".") for p in name.split("/"))


def _digest(file: Path) -> str:
    return sha256(file.read_bytes()).hexdigest()
