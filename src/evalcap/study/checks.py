"""The checks that go with every primary analysis."""

from collections.abc import Iterator

from evalcap.diagnostics import Check, check_attrition, check_balance, check_pre_trends
from evalcap.errors.design import RefusedCellsError
from evalcap.estimate import EffectPath, GroupTimeEffects
from evalcap.evidence.model import CheckRecord
from evalcap.study.analysis import Run

# Periods before treatment that are tested when clusters are too few to test all.
_LEADS = 6


def checks_of(run: Run) -> list[Check]:
    """Make the checks that the analysis allows."""
    return list(_made(run))


def _made(run: Run) -> Iterator[Check]:
    if isinstance(run.result, GroupTimeEffects | EffectPath):
        yield _pre_trends(run.result)
    yield check_balance(run.panel)
    if run.panel.is_repeated:
        yield check_attrition(run.panel)


def _pre_trends(result: GroupTimeEffects | EffectPath) -> Check:
    """Test all effects before treatment; where clusters are too few for that, the last ones."""
    check = check_pre_trends(result)
    if check.verdict != "cannot_be_tested" or not isinstance(result, GroupTimeEffects):
        return check
    leads = min(_LEADS, (result.members.n_clusters - 1) // 2)
    if not leads:
        return check
    try:
        last = check_pre_trends(result.aggregate("event_time", min_e=-leads))
    except RefusedCellsError:
        return check
    return check if last.verdict == "cannot_be_tested" else last


def check_record(check: Check, run: Run) -> CheckRecord:
    """Record a check beside the analysis it belongs to."""
    place = run.place
    return CheckRecord(
        key=place.key(check.name),
        outcome=place.outcome,
        analysis=place.analysis,
        name=check.name,
        verdict=check.verdict,
        statistic=check.statistic,
        p_value=check.p_value,
        sentence=check.sentence,
    )
