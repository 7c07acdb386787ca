"""Everything a study found, gathered into its evidence."""

import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import numpy as np

from evalcap.dataset.standard import StandardDataset
from evalcap.diagnostics import Check
from evalcap.evidence import Evidence
from evalcap.evidence.assembly import Publication, design_record, trend_records
from evalcap.evidence.grade import Cap, Standing, grade
from evalcap.evidence.model import (
    AnalysisRecord,
    ChangeRecord,
    Contribution,
    Disclosure,
    FindingRecord,
    GradeRecord,
    Outcome,
    Subject,
)
from evalcap.evidence.model import Source as SourceRecord
from evalcap.sources import Source
from evalcap.study.acceptance import Accepted
from evalcap.study.analysis import Run, build_panel, records_of
from evalcap.study.checks import check_record
from evalcap.study.corrections import read_corrections
from evalcap.study.estimators import OF_COLUMNS
from evalcap.study.plan import AnalysisSection, Plan
from evalcap.study.subgroups import subgroup_records
from evalcap.study.truth import read_truth
from evalcap.validation import Validation

_PACKAGES = (
    "evalcap",
    "numpy",
    "pandas",
    "scipy",
    "statsmodels",
    "linearmodels",
    "great-expectations",
)


@dataclass(frozen=True, slots=True)
class Deviation:
    """A point in which the plan was not kept.

    Attributes
    ----------
    sentence
        What departs, in words.
    outcome
        The outcome it touches; None where it touches all.
    """

    sentence: str
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class Findings:
    """What a run of the plan produced.

    Attributes
    ----------
    runs
        Analyses that could be estimated.
    checks
        Checks of each primary analysis, beside its run.
    deviations
        What departs from the plan.
    """

    sources: Mapping[str, Source]
    data: StandardDataset
    validation: Validation
    runs: Sequence[Run]
    checks: Sequence[tuple[Run, Sequence[Check]]]
    deviations: Sequence[Deviation]


def assemble(slug: str, folder: Path, plan: Plan, accepted: Accepted, found: Findings) -> Evidence:
    """Gather the evidence; counts of people are withheld where they are small."""
    publication = Publication(
        plan.disclosure.min_cell,
        people=plan.design.unit_is == "person",
        rounding=plan.disclosure.rounding,
    )
    records = [records_of(run, publication) for run in found.runs]
    primary = [run for run in found.runs if run.section.primary]
    whole = build_panel(found.data.frame, plan.design, plan.outcomes[0].name, ())
    return Evidence(
        subject=_subject(slug, plan, accepted),
        created=datetime.now(UTC).date(),
        corrections=read_corrections(folder),
        sources=_sources(plan, found.sources),
        design=design_record(
            whole, publication, comparison=plan.design.comparison, unit_is=plan.design.unit_is
        ),
        outcomes=tuple(Outcome(**o.model_dump()) for o in plan.outcomes),
        analyses=tuple(_analysis(section) for section in plan.analyses),
        estimates=tuple(e for estimates, _ in records for e in estimates),
        paths=tuple(p for _, paths in records for p in paths),
        trends=tuple(
            t for r in primary for t in trend_records(r.panel, r.section.outcome, publication)
        ),
        checks=tuple(
            check_record(c, run, publication) for run, checks in found.checks for c in checks
        ),
        findings=_findings(found.validation, publication),
        changes=tuple(
            ChangeRecord(
                rule=c.rule,
                column=c.column,
                changed=publication.count(c.n_cells) if c.n_cells else 0,
                detail=c.detail,
            )
            for c in found.data.log
        ),
        disaggregations=tuple(
            s
            for run in primary
            for s in subgroup_records(found.data.frame, plan, run.section, publication)
        ),
        grades=tuple(_grade(run, checks, plan, found.deviations) for run, checks in found.checks),
        deviations=tuple(d.sentence for d in found.deviations),
        contribution=Contribution(**plan.compact.model_dump()),
        exchange=plan.exchange,
        disclosure=Disclosure(**plan.disclosure.model_dump()),
        truth=None if plan.truth is None else read_truth(folder / plan.truth),
        versions=_versions(),
    )


def _subject(slug: str, plan: Plan, accepted: Accepted) -> Subject:
    return Subject(
        slug=slug,
        title=plan.title,
        programme=plan.programme,
        role=plan.role,
        summary=plan.summary,
        countries=plan.countries,
        period_start=plan.period.start if plan.period else None,
        period_end=plan.period.end if plan.period else None,
        commissioner=plan.commissioner,
        evaluators=plan.evaluators,
        languages=plan.languages,
        cycle=accepted.cycle,
        previous_cycle=plan.previous_cycle,
    )


def _sources(plan: Plan, sources: Mapping[str, Source]) -> tuple[SourceRecord, ...]:
    return tuple(
        SourceRecord(
            name=s.name,
            location=s.path if s.path.startswith("package:") else Path(s.path).name,
            format=sources[s.name].format,
            sha256=sources[s.name].sha256,
            n_rows=sources[s.name].n_rows,
            licence=s.licence,
            retrieved=s.retrieved,
            citation=s.citation,
        )
        for s in plan.sources
    )


def _analysis(section: AnalysisSection) -> AnalysisRecord:
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


def _findings(validation: Validation, publication: Publication) -> tuple[FindingRecord, ...]:
    return tuple(
        FindingRecord(
            id=f.id,
            severity=f.severity,
            status=f.status,
            what=f.what,
            why=f.why,
            columns=f.columns,
            n_checked=publication.count(f.n_checked) if f.n_checked else 0,
            n_unexpected=publication.count(f.n_unexpected) if f.n_unexpected else f.n_unexpected,
        )
        for f in validation.findings
    )


def _grade(
    run: Run, checks: Sequence[Check], plan: Plan, deviations: Sequence[Deviation]
) -> GradeRecord:
    section, main = run.section, run.main
    standing = Standing(
        cap=_cap(section),
        n_clusters=main.n_clusters if main else run.panel.n_clusters,
        verdicts={check.name: check.verdict for check in checks},
        share_missing=float(np.isnan(run.panel.outcome).mean()),
        deviates=any(d.outcome in (None, section.outcome) for d in deviations),
    )
    return grade(standing, outcome=section.outcome, analysis=section.name, role=plan.role)


def _cap(section: AnalysisSection) -> Cap:
    if section.experimental:
        return "experimental"
    without_change = ("pooled", "between", "random_effects")
    if section.estimator in OF_COLUMNS and section.options.get("model") in without_change:
        return "before_after_or_cross_section"
    return "difference_in_differences"


def _versions() -> dict[str, str]:
    found = {"python": platform.python_version()}
    for package in _PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found
