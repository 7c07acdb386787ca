"""Compare a study's data with everything that is expected of them, in one list of findings."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from evalcap.dataset.standard import StandardDataset
from evalcap.sources import Source
from evalcap.study.data import tried_dataset
from evalcap.study.plan import Plan
from evalcap.study.privacy_findings import privacy_findings
from evalcap.study.protecting import Protected
from evalcap.study.starts import calendar_findings, start_findings
from evalcap.study.swapped_files import swapped_files
from evalcap.validation import Validation, validate
from evalcap.validation.obstacles import problem_findings, reading_findings


def check_data(
    plan: Plan,
    folder: Path,
    sources: Mapping[str, Source],
    protected: Protected,
    *,
    rows_before: int | None,
) -> Validation:
    """Go from what was read to findings, also where the data have no standard form yet.

    Parameters
    ----------
    plan, folder
        The study, and where its own rules are.
    sources
        What was read, by name.
    protected
        What of it may be used, with persons' identifiers decided on.
    rows_before
        Rows of the accepted cycle; None if there is none.

    Raises
    ------
    EvalcapError
        What leaves nothing to check: columns that are not there, a prepare() that fails.
    """
    tried = tried_dataset(plan, protected)
    found = expect(plan, folder, tried.data, rows_before=rows_before)
    obstacles = problem_findings(tried.problems, tried.data)
    unplaced = () if tried.problems else calendar_findings(plan, tried.data)
    further = privacy_findings(plan, protected, tried.data.frame)
    findings = (*obstacles, *unplaced, *found.findings, *further)
    return _with_readers(sources, tried.data, Validation(findings, found.key))


def check_standard(
    plan: Plan,
    folder: Path,
    sources: Mapping[str, Source],
    data: StandardDataset,
    *,
    rows_before: int | None,
) -> Validation:
    """Go from a standard dataset to findings, with what was noticed when its files were read."""
    return _with_readers(sources, data, expect(plan, folder, data, rows_before=rows_before))


def expect(
    plan: Plan, folder: Path, data: StandardDataset, *, rows_before: int | None
) -> Validation:
    """Compare data with the suites of the programme, the workspace and the study."""
    design = plan.design
    roles: dict[str, str | Sequence[str] | None] = {
        "unit": design.unit,
        "time": design.time,
        "treated_from": design.treated_from,
        "treated": design.treated,
        "cluster": design.cluster,
        "weight": design.weight,
    }
    columns = {role: name for role, name in roles.items() if name is not None}
    columns["outcome"] = [o.name for o in plan.outcomes]
    workspace = folder.resolve().parent.parent / "expectations"
    found = validate(
        data,
        suite=plan.programme,
        columns=columns,
        expectations=workspace if workspace.is_dir() else None,
        also=[f for f in [folder / "expectations.yaml"] if f.is_file()],
        rows_before=rows_before,
        unit_is=design.unit_is,
    )
    return Validation((*found.findings, *start_findings(plan, data)), found.key)


def _with_readers(
    sources: Mapping[str, Source], data: StandardDataset, found: Validation
) -> Validation:
    swapped = [s for source in sources.values() for s in swapped_files(source, data.frame)]
    return Validation((*reading_findings(sources), *swapped, *found.findings), found.key)
