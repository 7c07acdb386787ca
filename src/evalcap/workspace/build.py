"""A whole build: every study that needs it, then the summary, and a record of both."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from shutil import rmtree

from evalcap import __version__
from evalcap.settings import read_settings
from evalcap.workspace.deciding import Wish, decide
from evalcap.workspace.fingerprint import surroundings_of
from evalcap.workspace.layout import RECORD, Layout
from evalcap.workspace.making import Order
from evalcap.workspace.naming import study_names
from evalcap.workspace.record import Outcome, Status
from evalcap.workspace.staging import sweep
from evalcap.workspace.steps import Steps
from evalcap.workspace.succession import successors
from evalcap.workspace.summary import summarise
from evalcap.workspace.watching import Log, Watch
from evalcap.workspace.workers import Effort, build_studies


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did.

    Attributes
    ----------
    studies
        The outcome of every study that the build looked at, in the order of their names.
    index
        The page that links everything.
    status
        The file with all of this.
    """

    studies: tuple[Outcome, ...]
    summary: Outcome
    index: Path
    status: Path

    @property
    def failed(self) -> tuple[str, ...]:
        """What failed, by name."""
        return tuple(o.name for o in (*self.studies, self.summary) if o.state == "failed")

    @property
    def ok(self) -> bool:
        """Whether nothing failed."""
        return not self.failed

    def __str__(self) -> str:
        states = [o.state for o in self.studies]
        counts = [
            f"{states.count(s)} {s}" for s in ("built", "up to date", "failed") if s in states
        ]
        lines = [f"Studies: {', '.join(counts)}. {self.summary.name}: {self.summary.state}."]
        if self.failed:
            failures = [o for o in (*self.studies, self.summary) if o.state == "failed"]
            lines.append("Failed:")
            lines += [f"  {o.name}: {o.message.splitlines()[0].rstrip(':')}" for o in failures]
            lines.append(f"The whole messages are in {self.status}.")
        if self.index.is_file():
            lines.append(f"Results: {self.index}")
        return "\n".join(lines)


def build(
    layout: Layout,
    steps: Steps,
    slugs: Sequence[str],
    wish: Wish,
    *,
    effort: Effort,
    log: Log,
    watch: Watch,
) -> BuildReport:
    """Build studies and the summary; the caller holds the workspace's lock.

    Parameters
    ----------
    slugs
        The studies to build; the summary is about all of the workspace.
    effort
        How many studies at a time, and how long each may take.
    log
        Told what is built and why, what is not, and what failed.
    watch
        Told which studies are under way.

    Raises
    ------
    SettingsError
    """
    languages, everything = read_settings(layout.root).languages, study_names(layout)
    for line in (*sweep(layout), *_drop_orphans(layout, everything)):
        log(line)
    status = _begin(layout, everything)
    surroundings = surroundings_of(layout, wish.engine)
    followed = successors(layout)
    decisions = [decide(layout, steps, s, surroundings, wish, followed=followed) for s in slugs]
    settled = [d for d in decisions if isinstance(d, Outcome)]
    orders = [d for d in decisions if isinstance(d, Order)]
    for order in orders:
        log(f"{order.slug}: to be built, because {'; '.join(order.reasons)}.")
    for outcome in settled:
        status = status.adding(outcome)
        log(str(outcome))
    status.write(layout.status)
    watch.expected(len(orders))
    # Closed at once where the build is interrupted between two studies, so that workers end.
    with closing(
        build_studies(layout, steps, orders, effort=effort, begun=watch.begun)
    ) as studies_made:
        for n, outcome in enumerate(studies_made, 1):
            status = status.adding(outcome)
            status.write(layout.status)
            log(outcome.counted(n, len(orders)))
            watch.ended(outcome.name)
    summary = summarise(
        layout, steps, status.studies, everything, surroundings, languages=languages
    )
    log(str(summary))
    studies = tuple(status.studies[slug] for slug in slugs)
    report = BuildReport(studies, summary, layout.index, layout.status)
    status.ending(summary, ok=report.ok).write(layout.status)
    return report


def build_summary(layout: Layout, steps: Steps, everything: Sequence[str], log: Log) -> Outcome:
    """Make the summary anew; the caller holds the workspace's lock."""
    surroundings, languages = surroundings_of(layout, "auto"), read_settings(layout.root).languages
    status = Status.read(layout.status)
    outcomes = status.studies if status else {}
    summary = summarise(
        layout, steps, outcomes, everything, surroundings, languages=languages, force=True
    )
    if status:
        status.model_copy(update={"summary": summary}).write(layout.status)
    log(str(summary))
    return summary


def _begin(layout: Layout, everything: Sequence[str]) -> Status:
    """Write down that a build has begun; outcomes of studies that still exist are kept."""
    earlier = Status.read(layout.status)
    kept = {s: o for s, o in earlier.studies.items() if s in everything} if earlier else {}
    status = Status(evalcap=__version__, started=datetime.now(tz=UTC), studies=kept)
    status.write(layout.status)
    return status


def _drop_orphans(layout: Layout, everything: Sequence[str]) -> Iterator[str]:
    """Remove what was built from studies that are gone, so that nobody reads it as current."""
    for record in sorted(layout.build.glob(f"evidence/*/{RECORD}")):
        slug = record.parent.name
        if slug not in everything:
            rmtree(layout.report(slug), ignore_errors=True)
            rmtree(record.parent)
            yield f"{slug}: removed from the site, because it is no longer in studies/."
