"""Everything a study found, gathered into its evidence."""

import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from evalcap.dataset.standard import StandardDataset
from evalcap.diagnostics import Check
from evalcap.errors.privacy import UnprotectedCountsError
from evalcap.evidence import Evidence
from evalcap.evidence.assembly import design_record
from evalcap.evidence.model import (
    ChangeRecord,
    Contribution,
    FindingRecord,
    Subject,
)
from evalcap.evidence.protection import protected, settings, without_telling_freedom
from evalcap.evidence.trends import trend_records
from evalcap.sources import Source
from evalcap.study.acceptance import Accepted
from evalcap.study.analysis import Run, build_panel, records_of
from evalcap.study.checks import check_record
from evalcap.study.codebook import codebook
from evalcap.study.corrections import read_corrections
from evalcap.study.described import analysis_record, outcome_records, source_record
from evalcap.study.deviations import Deviation, departure_of
from evalcap.study.grading import grade_of
from evalcap.study.history import History
from evalcap.study.plan import Plan
from evalcap.study.population import population_of
from evalcap.study.previous import cycles_before
from evalcap.study.privacy_findings import privacy_record
from evalcap.study.protecting import Protected
from evalcap.study.publication import Publication
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
    protected: Protected
    data: StandardDataset
    validation: Validation
    runs: Sequence[Run]
    checks: Sequence[tuple[Run, Sequence[Check]]]
    deviations: Sequence[Deviation]


def assemble(
    study: tuple[str, Path, Plan, Accepted], found: Findings, history: History
) -> Evidence:
    """Gather the evidence; what it tells of few people is withheld.

    Parameters
    ----------
    study
        Its name, folder, plan and what was accepted of it.
    history
        What was published before.
    """
    slug, folder, plan, accepted = study
    publication = Publication.of(plan)
    evidence = _exact(slug, folder, plan, accepted, found)
    if not publication.people:
        return evidence.model_copy(update={"disclosure": settings(publication.rules)})
    population = population_of(plan, found.data, found.validation, found.runs)
    protect = partial(
        protected,
        population=population,
        rules=publication.rules,
        discreet=_discreet(found),
        same=history.same,
        earlier=history.of_people,
    )
    try:
        return protect(evidence)
    except UnprotectedCountsError:
        fewer = without_telling_freedom(evidence)
        if fewer == evidence:
            raise
        return protect(fewer)


def _exact(slug: str, folder: Path, plan: Plan, accepted: Accepted, found: Findings) -> Evidence:
    """Gather everything with the numbers as they are."""
    publication = Publication.of(plan)
    records = [records_of(run, publication) for run in found.runs]
    primary = [run for run in found.runs if run.section.primary]
    rules = publication.rules_for_people
    whole = build_panel(found.data.frame, plan.design, plan.outcomes[0].name, ())
    return Evidence(
        subject=_subject(slug, folder, plan, accepted),
        created=datetime.now(UTC).date(),
        corrections=read_corrections(folder),
        sources=tuple(source_record(s, found.sources[s.name], publication) for s in plan.sources),
        design=design_record(whole, comparison=plan.design.comparison, unit_is=plan.design.unit_is),
        outcomes=outcome_records(plan, found.runs, publication),
        analyses=tuple(analysis_record(section) for section in plan.analyses),
        estimates=tuple(e for estimates, _ in records for e in estimates),
        paths=tuple(p for _, paths in records for p in paths),
        trends=tuple(t for r in primary for t in trend_records(r.panel, r.section.outcome, rules)),
        checks=tuple(
            check_record(c, run, publication) for run, checks in found.checks for c in checks
        ),
        findings=_findings(found.validation),
        changes=_changes(found.data),
        variables=codebook(plan, found.data.frame, found.sources),
        disaggregations=tuple(
            s
            for run in primary
            for s in subgroup_records(found.data.frame, plan, run.section, publication)
        ),
        grades=tuple(
            grade_of(run, checks, plan, departure_of(run.section.outcome, found.deviations))
            for run, checks in found.checks
        ),
        deviations=tuple(d.sentence for d in found.deviations),
        contribution=Contribution(**plan.compact.model_dump()),
        exchange=plan.exchange,
        privacy=privacy_record(plan, found.protected, found.data.frame),
        truth=None if plan.truth is None else read_truth(folder / plan.truth),
        versions=_versions(),
    )


def _discreet(found: Findings) -> dict[str, str]:
    """Say each check's finding without numbers, by its key."""
    return {
        run.place.key(check.name): check.discreet
        for run, checks in found.checks
        for check in checks
    }


def _subject(slug: str, folder: Path, plan: Plan, accepted: Accepted) -> Subject:
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
        cycle=accepted.cycle + cycles_before(folder, plan),
        previous_cycle=plan.previous_cycle,
        mode=plan.mode,
    )


def _findings(validation: Validation) -> tuple[FindingRecord, ...]:
    return tuple(FindingRecord(**finding.published()) for finding in validation.findings)


def _changes(data: StandardDataset) -> tuple[ChangeRecord, ...]:
    return tuple(
        ChangeRecord(rule=c.rule, column=c.column, changed=c.n_cells, detail=c.detail)
        for c in data.log
    )


def _versions() -> dict[str, str]:
    found = {"python": platform.python_version()}
    for package in _PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found
