"""The checks that go with every primary analysis."""

from collections.abc import Iterator
from typing import cast

import numpy as np

from evalcap.diagnostics import (
    Check,
    check_attrition,
    check_balance,
    check_leave_one_cluster_out,
    check_overlap,
    check_pre_trends,
    check_sensitivity,
)
from evalcap.errors import EvalcapError
from evalcap.errors.design import RefusedCellsError
from evalcap.estimate import EffectPath, GroupTimeEffects
from evalcap.evidence.model import CheckRecord
from evalcap.study.analysis import Run
from evalcap.study.check_rows import check_rows
from evalcap.study.publication import Publication

# Periods before treatment that are tested when clusters are too few to test all.
_LEADS = 6
# Clusters that are left out one at a time: with more of them, no single one decides.
_MOST_LEFT_OUT = 60


def checks_of(run: Run, publication: Publication) -> list[Check]:
    """Make the checks that the analysis allows, and that may be published."""
    return list(_made(run, publication))


def _made(run: Run, publication: Publication) -> Iterator[Check]:
    if isinstance(run.result, GroupTimeEffects | EffectPath):
        yield _pre_trends(run.result)
        yield from _sensitivity(run)
    yield check_balance(run.panel)
    options = run.section.options
    # A triple difference compares other groups than the treated with all others.
    if (covariates := options.get("covariates")) and "eligible" not in options:
        yield check_overlap(run.panel, covariates=covariates, before=options.get("before"))
    if run.panel.is_repeated:
        yield check_attrition(run.panel)
    # What few people's leaving changes tells about them.
    of_few = publication.are_few(*np.bincount(run.panel.cluster))
    if run.panel.n_clusters <= _MOST_LEFT_OUT and not of_few:
        yield check_leave_one_cluster_out(run.panel, estimate=lambda p: run.again(p, None))


def _sensitivity(run: Run) -> Iterator[Check]:
    """Ask how far trends may part before the finding falls, where the method has one base.

    Group-time effects are estimated again from one base period, in a window that the clusters
    can carry; whatever has no such path, or too short a one, gets no check.
    """
    result = run.result
    window = min(_LEADS, (run.panel.n_clusters - 1) // 4)
    try:
        if isinstance(result, GroupTimeEffects):
            effects = cast("GroupTimeEffects", run.estimator(run.panel, base_period="universal"))
            result = effects.aggregate("event_time", min_e=-window - 1, max_e=window)
        if isinstance(result, EffectPath):
            yield check_sensitivity(result, target="mean").check
    except EvalcapError:
        return


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


def check_record(check: Check, run: Run, publication: Publication) -> CheckRecord:
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
        counts=dict(check.counts),
        rows=check_rows(check, run.panel, publication),
    )
