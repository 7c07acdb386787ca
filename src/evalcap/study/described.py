"""Sources, outcomes and analyses as the evidence records them."""

from collections.abc import Sequence
from glob import has_magic
from pathlib import Path

import numpy as np

from evalcap.dataset import Panel
from evalcap.evidence.model import AnalysisRecord, Outcome, SourceFile
from evalcap.evidence.model import Source as SourceRecord
from evalcap.sources import Source
from evalcap.study.analysis import Run
from evalcap.study.data_sections import SourceSection
from evalcap.study.plan import AnalysisSection, Plan
from evalcap.study.publication import Publication


def source_record(section: SourceSection, source: Source, publication: Publication) -> SourceRecord:
    """Record what a source was read from; of several files each."""
    several = source.files if len(source.files) > 1 else ()
    rows = publication.parts([f.n_rows for f in several])
    return SourceRecord(
        name=section.name,
        location=_location(section.path),
        format=source.format,
        sha256=source.sha256,
        n_rows=source.n_rows,
        licence=section.licence,
        retrieved=section.retrieved,
        citation=section.citation,
        files=tuple(
            SourceFile(name=f.name, sha256=f.sha256, n_rows=n)
            for f, n in zip(several, rows, strict=True)
        ),
    )


def _location(path: str) -> str:
    """Name a file without its folders, which are this machine's; a pattern with its own."""
    if path.startswith("package:"):
        return path
    place = Path(path)
    shown = Path(place.parent.name, place.name) if has_magic(place.name) else Path(place.name)
    return shown.as_posix()


def outcome_records(
    plan: Plan, runs: Sequence[Run], publication: Publication
) -> tuple[Outcome, ...]:
    """Record the plan's outcomes, and how much each differed between units at first."""
    primary_last = sorted(runs, key=lambda run: run.section.primary)
    panels = {run.section.outcome: run.panel for run in primary_last}
    spreads = {name: first_spread(panel, publication) for name, panel in panels.items()}
    return tuple(Outcome(**o.model_dump(), std_dev=spreads.get(o.name)) for o in plan.outcomes)


def first_spread(panel: Panel, publication: Publication) -> float | None:
    """Give the standard deviation of the outcome in the first period; None for too few units.

    Both arms count together, so that it does not depend on who takes part.
    """
    seen = (panel.period == 0) & ~np.isnan(panel.outcome)
    n = int(seen.sum())
    if n < 2 or publication.are_few(n):  # noqa: PLR2004 - one number does not differ
        return None
    return float(panel.outcome[seen].std(ddof=1)) or None


def analysis_record(section: AnalysisSection) -> AnalysisRecord:
    """Record an analysis of the plan, its options as text."""
    return AnalysisRecord(
        name=section.name,
        outcome=section.outcome,
        estimator=section.estimator,
        primary=section.primary,
        experimental=section.experimental,
        options={k: _words(v) for k, v in section.options.items()},
        where={k: tuple(map(str, v)) for k, v in section.where.items()},
        note=section.note,
    )


def _words(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
