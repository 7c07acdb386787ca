"""A study: a folder of declarations, and the stages that turn it into evidence."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from evalcap.errors import EvalcapError
from evalcap.errors.study import CriticalFindingsError, NothingAcceptedError
from evalcap.evidence import Evidence
from evalcap.evidence.evidence import FILE as EVIDENCE
from evalcap.lessons import Lessons
from evalcap.portfolio import Entry
from evalcap.privacy.disclosure import Rules
from evalcap.sources import Source
from evalcap.study.acceptance import FOLDER, Acceptance, Accepted, read_accepted, write_accepted
from evalcap.study.analyses import run_analyses
from evalcap.study.assembling import Findings, assemble
from evalcap.study.checking import check_data, check_standard
from evalcap.study.checks import checks_of
from evalcap.study.data import read_sources, standard_dataset
from evalcap.study.deviations import plan_changes, unaccepted
from evalcap.study.history import Cycle, History, history_of, keep_cycle
from evalcap.study.inputs import study_files, study_inputs
from evalcap.study.novelty import Novelty, Proposal
from evalcap.study.plan import Plan
from evalcap.study.previous import cycles_before, inputs_before
from evalcap.study.protecting import protect
from evalcap.study.publication import Publication
from evalcap.study.reading import read_plan
from evalcap.study.reproduction import differences
from evalcap.study.translating import read_own_words
from evalcap.validation import Validation


@dataclass(frozen=True, slots=True)
class Study:
    """One evaluation, as its folder declares it.

    Attributes
    ----------
    folder
        Holds study.toml, and where needed prepare.py, lessons.toml, translations/ and so on.
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

    @property
    def rules(self) -> Rules | None:
        """What may be told of few people; None where units are no people."""
        return Publication.of(self.plan).rules_for_people

    def before(self) -> Entry | None:
        """Give the evidence and the lessons of the cycle before.

        None for a first cycle, or where the one before cannot be read or run any more.
        """
        try:
            earlier = self._history().earlier
            return earlier[-1].entry() if earlier else None
        except EvalcapError:
            return None

    def lessons(self) -> Lessons:
        """Read the study's lessons."""
        return Lessons.read(self.folder)

    def run(self) -> Evidence:
        """Go from raw files to evidence.

        Raises
        ------
        EvalcapError
            A source that is missing or not the accepted one, data that break a critical rule, a
            primary analysis that is not identified, a lesson beyond its evidence, a translation of
            what the study does not say.
        """
        return self.run_after(None)

    def run_after(self, earlier: Sequence[Cycle] | None) -> Evidence:
        """Run with what other studies published before; it is read if it is not given."""
        lessons = self.lessons()  # first, so that its mistakes show before a long run
        read_own_words(self.folder, self.plan, lessons)
        sources = read_sources(self.plan, self.folder, self.accepted.fingerprints)
        evidence = self._run(sources, self._published_before(after=earlier))
        lessons.require_evidence(evidence)
        return evidence

    def check(self) -> Validation:
        """Go from raw files to findings about the data, without estimating.

        What stands in the way of a standard form is among the findings, so that it shows with
        everything else that is wrong.
        """
        sources = read_sources(self.plan, self.folder, self.accepted.fingerprints)
        protected = protect(self.plan, self.folder, sources)
        rows = self._rows_before()
        return check_data(self.plan, self.folder, sources, protected, rows_before=rows)

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
        proposed, history = replace(self, accepted=accepted), self._published_before(accepted.cycle)
        evidence = proposed._run(sources, history, accepting=True)  # noqa: SLF001 - one of our own
        before = self._evidence_before()
        told = tuple(d.sentence for d in plan_changes(self.plan, before))
        novelty = Novelty(self.slug, before, evidence, self.accepted.files, files, told)
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
            keep_cycle(self.folder, self.accepted.cycle)
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

    def _history(self, cycle: int | None = None, after: Sequence[Cycle] | None = None) -> History:
        known, read = (self.folder, self.plan, self.accepted), type(self).read
        return history_of(*known, read=read, cycle=cycle, after=after)

    def _published_before(
        self, cycle: int | None = None, after: Sequence[Cycle] | None = None
    ) -> History:
        """Read what was published before of people; of others there is nothing to protect."""
        return self._history(cycle, after) if self.rules else History()

    def _rows_before(self) -> int | None:
        """Give the rows of the accepted cycle; None in a first one, or where they are withheld."""
        before = self._evidence_before()
        rows = None if before is None else before.design.n_rows
        return rows if isinstance(rows, int) else None

    def _run(
        self, sources: dict[str, Source], history: History, *, accepting: bool = False
    ) -> Evidence:
        protected = protect(self.plan, self.folder, sources, accepting=accepting)
        data = standard_dataset(self.plan, protected)
        rows = self._rows_before()
        validation = check_standard(self.plan, self.folder, sources, data, rows_before=rows)
        if not validation.passed:
            raise CriticalFindingsError(self.slug, [str(f) for f in validation.critical])
        publication = Publication.of(self.plan)
        runs, deviations = run_analyses(self.slug, self.plan, data.frame, publication)
        checks = [(run, checks_of(run, publication)) for run in runs if run.section.primary]
        changed = [] if accepting else plan_changes(self.plan, self._evidence_before())
        data_first = unaccepted(self.plan, self.accepted.fingerprints)
        deviations = [*data_first, *changed, *deviations]
        found = Findings(sources, protected, data, validation, runs, checks, deviations)
        return assemble((self.slug, self.folder, self.plan, self.accepted), found, history)
