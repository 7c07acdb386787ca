"""Randomisation inference: what would have been estimated had others been treated."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Literal, get_args

import numpy as np

from evalcap.dataset import Panel
from evalcap.errors.design import NoVariationError
from evalcap.errors.inference import NoStudentisingError
from evalcap.estimate import Estimate
from evalcap.estimators.option import choose, choose_whole
from evalcap.estimators.two_period import estimate_two_period
from evalcap.inference.assignment import Assignment
from evalcap.inference.changes import compared, first_and_last, reassign_changes
from evalcap.inference.randomisation_result import RandomisationTest
from evalcap.inference.reestimation import Reestimated, Statistic, reestimate
from evalcap.kernels.assignments import assignment_blocks
from evalcap.kernels.inversion import Redrawn
from evalcap.kernels.rounding import rounding

Estimator = Callable[[Panel], Estimate]


def randomisation_test(
    panel: Panel,
    estimator: Literal["two_period"] | Estimator = "two_period",
    *,
    before: object = None,
    after: object = None,
    statistic: Statistic = "studentised",
    within: str | None = None,
    invert: bool = False,
    draws: int = 9999,
    seed: int = 1,
) -> RandomisationTest:
    """Compare the estimate with those under other assignments of treatment.

    First treated periods are dealt anew, keeping how many begin when: to clusters where all
    units of a cluster begin together, to units otherwise. With the studentised statistic the
    test also holds in large samples when effects differ.

    Parameters
    ----------
    estimator
        "two_period" (unadjusted difference-in-differences), or a function that gives one number
        from a panel and takes treatment from its `treated_from`.
    before, after
        Periods of "two_period"; the first and last by default.
    statistic
        "studentised" or "estimate".
    within
        Column of strata, if treatment was assigned within strata.
    invert
        Also estimate with shifted outcomes, three times the work, so that `.interval()` works;
        for estimators linear in the outcome. "two_period" always does.
    draws
        Most assignments; all that differ are used when they are no more.
    seed
        Of the random assignments.

    Raises
    ------
    AssignmentError
        If no other assignment exists.
    NoStudentisingError
        If the estimate has no standard error.
    DesignError
        If the estimate itself is not identified.

    References
    ----------
    MacKinnon, J. G. and Webb, M. D. (2020). Randomization inference for difference-in-differences
    with few treated clusters. Journal of Econometrics 218(2), 435-450.
    """
    choose("statistic", statistic, get_args(Statistic))
    choose_whole("draws", draws, least=1)
    ends = first_and_last(panel, before, after)
    if callable(estimator):
        of_panel = estimator
    else:
        choose("estimator", estimator, ("two_period", "a function of a panel"))
        of_panel = partial(estimate_two_period, before=ends[0], after=ends[1])
    estimate = of_panel(panel)
    if statistic == "studentised" and not np.isfinite(estimate.std_error):
        raise NoStudentisingError
    by_changes = not callable(estimator) and panel.is_repeated
    panel = compared(panel, ends) if by_changes else panel
    assignment = Assignment.of(panel, within)
    blocks = assignment_blocks(assignment.kind, assignment.stratum, draws, seed=seed)
    if by_changes:
        again = reassign_changes(panel, ends, estimate.point, assignment, blocks)
        found = Reestimated(again if statistic == "studentised" else _unscaled(again), 0)
    else:
        gaps = np.array([-1, 0, 1]) * _scale(panel, estimate) if invert else None
        found = reestimate(panel, of_panel, assignment, blocks, statistic=statistic, gaps=gaps)
    return RandomisationTest(
        estimate=estimate,
        statistic_kind=statistic,
        level=assignment.level,
        n_groups=len(assignment.kind),
        draws=len(found.redrawn.shift),
        is_enumerated=assignment.count() <= draws,
        scale=_scale(panel, estimate),
        can_invert=invert or by_changes,
        redrawn=found.redrawn,
        failed=found.failed,
    )


def _scale(panel: Panel, estimate: Estimate) -> float:
    """Give a distance over which the effect supposed can be varied, in units of the outcome.

    Raises
    ------
    NoVariationError
        If the outcome never varies.
    """
    known = np.isfinite(estimate.std_error)
    scale = estimate.std_error if known else float(np.nanstd(panel.outcome))
    if scale <= rounding(panel.outcome[~np.isnan(panel.outcome)]):
        raise NoVariationError
    return scale


def _unscaled(redrawn: Redrawn) -> Redrawn:
    """Take the standard errors out of the statistics."""
    square = np.zeros_like(redrawn.square)
    square[:, 0] = 1.0
    return replace(redrawn, square=square)
