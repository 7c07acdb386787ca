"""A study: a folder of declarations, and the stages that turn it into evidence."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from evalcap.dataset.standard import StandardDataset
from evalcap.errors import EvalcapError
from evalcap.errors.design import DesignError
from evalcap.errors.study import (
    CriticalFindingsError,
    NothingAcceptedError,
    PrimaryAnalysisError,
)
from evalcap.evidence import Evidence
from evalcap.evidence.evidence import FILE as EVIDENCE
from evalcap.lessons import Lessons
from evalcap.portfolio import Entry
from evalcap.sources import Source
from evalcap.study.acceptance import (
    FOLDER,
    Acceptance,
    Accepted,
    read_accepted,
    write_accepted,
)
from evalcap.study.analysis import Run, run_analysis
from evalcap.study.assembling import Deviation, Findings, assemble
from evalcap.study.checks import checks_of
from evalcap.study.data import read_sources, standard_dataset
from evalcap.study.inputs import study_files, study_inputs
from evalcap.study.novelty import Novelty, Proposal
from evalcap.study.plan import Plan
from evalcap.study.previous import cycle_before, cycles_before, inputs_before, keep_before
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
    def cycle(self) -> int:
        """Number of the present cycle, counted through the studies that this one follows."""
        return self.accepted.cycle + cycles_before(self.folder, self.plan)

    @property
    def narrative(self) -> Path | None:
        """Folder of the study's own sections, if it has one."""
        folder = self.folder / "narrative"
        return folder if folder.is_dir() else None

    def before(self) -> Entry | None:
        """Give the evidence and the lessons of the cycle before; None for a first cycle."""
        return cycle_before(self.folder, self.plan, type(self).read)

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
        evidence = self._run(read_sources(self.plan, self.folder, self.accepted.fingerprints))
        lessons.require_evidence(evidence)
        return evidence

    def check(self) -> Validation:
        """Go from raw files to findings about the data, without estimating."""
        sources = read_sources(self.plan, self.folder, self.accepted.fingerprints)
        return self._validate(standard_dataset(self.plan, self.folder, sources))

    def propose(self) -> Proposal:
        """Run the study on its present data, whatever their fingerprint, and record nothing.

        Raises
        ------
        EvalcapError
            What keeps the study from being run.
        """
        sources = read_sources(self.plan, self.folder, {}, check=False)
        found = {name: source.sha256 for name, source in sources.items()}
        files = {
            name: {file.name: file.sha256 for file in source.files}
            for name, source in sources.items()
            if len(source.files) > 1
        }
        accepted = self.accepted.extended(
            found, self._planned, today=datetime.now(UTC).date(), files=files
        )
        evidence = replace(self, accepted=accepted)._run(sources)  # noqa: SLF001 - one of our own
        novelty = Novelty(self.slug, self._evidence_before(), evidence, self.accepted.files, files)
        return Proposal(accepted, evidence, novelty)

    def accept(self, proposal: Proposal | None = None) -> Acceptance:
        """Record the present data as accepted, and their evidence as what must be reproduced.

        New fingerprints begin the next cycle. Nothing is recorded unless the study runs. Read the
        study again to go on with what was accepted.

        Parameters
        ----------
        proposal
            What `propose` found; found now if not given.
        """
        proposal = proposal or self.propose()
        known, before = self.accepted.fingerprints or self._planned, proposal.novelty.before
        if proposal.accepted.cycle > self.accepted.cycle:
            keep_before(self.folder)
        proposal.evidence.write(self.folder / FOLDER)
        write_accepted(self.folder, proposal.accepted)
        rows_before = {s.name: s.n_rows for s in before.sources} if before else {}
        rows = {
            s.name: (rows_before.get(s.name), s.n_rows)
            for s in proposal.evidence.sources
            if known.get(s.name) != s.sha256
        }
        return Acceptance(self.slug, proposal.accepted.cycle, rows)

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
        return study_files(self.folder)

    def inputs(self) -> dict[str, str]:
        """Fingerprint every file it depends on, of the cycle before too; or "missing"."""
        return study_inputs(self.plan, self.folder) | inputs_before(self.folder, self.plan)

    @property
    def _planned(self) -> dict[str, str]:
        return {s.name: s.sha256.lower() for s in self.plan.sources if s.sha256}

    def _evidence_before(self) -> Evidence | None:
        """Read the evidence of the accepted cycle; None in a first one."""
        try:
            return Evidence.read(self.folder / FOLDER)
        except EvalcapError:
            return None

    def _rows_before(self) -> int | None:
        """Give the rows of the accepted cycle; None in a first one, or where they are withheld."""
        before = self._evidence_before()
        rows = None if before is None else before.design.n_rows
        return rows if isinstance(rows, int) else None

    def _run(self, sources: dict[str, Source]) -> Evidence:
        data = standard_dataset(self.plan, self.folder, sources)
        validation = self._validate(data)
        if not validation.passed:
            raise CriticalFindingsError(self.slug, [str(f) for f in validation.critical])
        runs, deviations = self._analyse(data)
        checks = [(run, checks_of(run)) for run in runs if run.section.primary]
        found = Findings(sources, data, validation, runs, checks, deviations)
        return assemble(self.slug, self.folder, self.plan, self.accepted, found)

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
            rows_before=self._rows_before(),
        )

    def _analyse(self, data: StandardDataset) -> tuple[list[Run], list[Deviation]]:
        """Run every analysis; a secondary one that is not identified becomes a deviation."""
        runs, deviations = [], _unfingerprinted(self)
        for section in self.plan.analyses:
            try:
                runs.append(run_analysis(data.frame, self.plan.design, section))
            except DesignError as error:
                if section.primary:
                    raise PrimaryAnalysisError(self.slug, section.name, error) from None
                reason = error.wrong.splitlines()[0]
                sentence = f"Analysis {section.name} was not estimated: {reason}"
                deviations.append(Deviation(sentence, section.outcome))
        return runs, deviations


def _unfingerprinted(study: Study) -> list[Deviation]:
    return [
        Deviation(f"The fingerprint of source {s.name} was not recorded before the analysis.")
        for s in study.plan.sources
        if not s.sha256 and s.name not in study.accepted.fingerprints
    ]
