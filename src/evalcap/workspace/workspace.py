"""A workspace: the folder that holds studies, and everything that can be done with them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Self

from evalcap.errors.workspace import NotBuiltError, WorkspaceNotFoundError
from evalcap.evidence import Evidence
from evalcap.lessons import Lessons
from evalcap.rendering.choice import EngineChoice
from evalcap.rendering.formats import FORMS, Form
from evalcap.workspace.build import BuildReport, build, build_summary
from evalcap.workspace.correcting import record
from evalcap.workspace.deciding import Wish
from evalcap.workspace.layout import EVIDENCE, LESSONS, Layout
from evalcap.workspace.lock import hold_lock
from evalcap.workspace.naming import chosen_studies, study_names
from evalcap.workspace.record import Outcome
from evalcap.workspace.reproducing import Reproduction, reproduce
from evalcap.workspace.scaffold import write_scaffold
from evalcap.workspace.standing import Standing, standings
from evalcap.workspace.steps import STEPS, Steps
from evalcap.workspace.watching import UNWATCHED, Log, Watch
from evalcap.workspace.workers import LIMIT, Effort

if TYPE_CHECKING:
    from evalcap.report.lint import LintFinding
    from evalcap.study import Study
    from evalcap.study.acceptance import Acceptance
    from evalcap.validation import Validation
    from evalcap.workspace.findings import FindingFiles

WAIT = 600.0  # seconds for another build to end


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder with `studies`, perhaps its own `expectations` and `reports`, and `build`.

    Whatever writes holds the workspace's lock; each such method takes `wait`, the seconds to wait
    for somebody else's work to end, and `log`, which is told what happens.

    Attributes
    ----------
    root
        The folder.
    steps
        What a build is made of.
    """

    root: Path
    steps: Steps = STEPS

    @classmethod
    def find(cls, path: str | Path | None = None) -> Self:
        """Find the workspace that a folder belongs to: it, or the nearest above it.

        Raises
        ------
        WorkspaceNotFoundError
        """
        start = Path(path or Path.cwd()).resolve()
        for folder in (start, *start.parents):
            if (folder / "studies").is_dir():
                return cls(folder)
        raise WorkspaceNotFoundError(start)

    @property
    def layout(self) -> Layout:
        """Where everything lies."""
        return Layout(self.root)

    def studies(self) -> tuple[str, ...]:
        """List the studies by name."""
        return study_names(self.layout)

    def study(self, slug: str) -> "Study":
        """Read one study.

        Raises
        ------
        StudyError, UnknownStudyError, NoStudiesError
        """
        (slug,) = chosen_studies(self.layout, [slug])
        return self.steps.read(self.layout.study(slug))

    def build(
        self,
        slugs: Sequence[str] | None = None,
        *,
        force: bool = False,
        formats: Sequence[Form] = FORMS,
        engine: EngineChoice = "auto",
        jobs: int = 1,
        limit: float = LIMIT,
        wait: float = WAIT,
        log: Log = print,
        watch: Watch = UNWATCHED,
    ) -> BuildReport:
        """Build the studies that need it, then the Compact summary.

        Parameters
        ----------
        slugs
            The studies to look at; None for all.
        force
            Build them even if nothing has changed.
        formats
            What to make of each report.
        engine
            What renders: `quarto`, the built-in `pandoc`, or `auto`.
        jobs, limit
            How many studies to build at a time, and seconds that each may take if several are. A
            script asks for several under `if __name__ == "__main__"`: new processes read it, too.
        watch
            Told which studies are under way.

        Returns
        -------
        BuildReport
            What became of each; a study that fails is reported there, and stops no other.

        Raises
        ------
        NoStudiesError, UnknownStudyError, BuildLockedError
        """
        chosen = chosen_studies(self.layout, slugs)
        wish = Wish(tuple(formats), engine, force=force)
        effort = Effort(jobs, limit)
        with hold_lock(self.layout, wait=wait, log=log):
            return build(self.layout, self.steps, chosen, wish, effort=effort, log=log, watch=watch)

    def amend(
        self,
        slug: str,
        kind: Literal["withdrawn", "corrected"],
        *,
        reason: str,
        engine: EngineChoice = "auto",
        wait: float = WAIT,
        log: Log = print,
    ) -> BuildReport:
        """Withdraw or correct a published report; the lists and exports follow."""
        chosen_studies(self.layout, [slug])
        log(f"Recorded in {record(self.layout, slug, kind, reason=reason)}")
        return self.build([slug], force=True, engine=engine, wait=wait, log=log)

    def run(self, slug: str, *, wait: float = WAIT, log: Log = print) -> Evidence:
        """Go from a study's raw data to its evidence, and write that; its report stays as it was.

        Raises
        ------
        EvalcapError
            What keeps the study from being run.
        """
        study = self.study(slug)
        with hold_lock(self.layout, wait=wait, log=log):
            evidence = study.run()
            evidence.write(self.layout.evidence(slug))
        return evidence

    def lint(self, slug: str) -> "tuple[LintFinding, ...]":
        """Look at a study's report as it was last built, the gravest findings first.

        Raises
        ------
        NotBuiltError
        """
        from evalcap.study.linting import lint  # noqa: PLC0415 - loads pandas

        study, folder = self.study(slug), self.layout.evidence(slug)
        if not all((folder / name).is_file() for name in (EVIDENCE, LESSONS)):
            raise NotBuiltError(slug)
        evidence = Evidence.read(folder)
        lessons = Lessons.model_validate_json((folder / LESSONS).read_bytes())
        return lint(study, evidence, lessons, self.layout.report(slug))

    def check(self, slug: str) -> "tuple[Validation, FindingFiles]":
        """Compare a study's data with what is expected of them, without estimating anything.

        Returns
        -------
        Validation
            The findings.
        FindingFiles
            Where they were written, and apart from them the private list of records.
        """
        from evalcap.workspace.findings import write_findings  # noqa: PLC0415 - loads pandas

        study = self.study(slug)
        validation = study.check()
        return validation, write_findings(self.layout, slug, validation, study.rules)

    def accept(
        self,
        slug: str,
        *,
        confirm: Callable[[], bool] = lambda: True,
        wait: float = WAIT,
        log: Log = print,
    ) -> "Acceptance | None":
        """Record a study's present data, and their evidence, as accepted.

        Parameters
        ----------
        confirm
            Asked once what is new has been told; if it says no, nothing is recorded.

        Returns
        -------
        Acceptance or None
            What was recorded; None if it was not confirmed.
        """
        study = self.study(slug)
        with hold_lock(self.layout, wait=wait, log=log):
            proposal = study.propose()
            log(str(proposal.novelty))
            return study.accept(proposal) if confirm() else None

    def reproduce(
        self, slugs: Sequence[str] | None = None, *, wait: float = WAIT, log: Log = print
    ) -> Reproduction:
        """Run studies anew and compare their evidence with what was accepted."""
        chosen = chosen_studies(self.layout, slugs)
        with hold_lock(self.layout, wait=wait, log=log):
            return reproduce(self.layout, self.steps, chosen)

    def compact(self, *, wait: float = WAIT, log: Log = print) -> Outcome:
        """Make the Compact summary, and the page that links everything, from what was built."""
        chosen = chosen_studies(self.layout, None)
        with hold_lock(self.layout, wait=wait, log=log):
            return build_summary(self.layout, self.steps, chosen, log)

    def status(self) -> tuple[Standing, ...]:
        """Look where every study stands, without building any."""
        return standings(self.layout, self.steps, chosen_studies(self.layout, None))

    def new(self, slug: str, *, programme: str) -> Path:
        """Make the folder of a new study, with files that say what to write into them.

        Raises
        ------
        StudyNameError, StudyExistsError
        """
        return write_scaffold(self.layout.studies, slug, programme)
