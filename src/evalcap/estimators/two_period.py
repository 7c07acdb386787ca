"""Difference-in-differences between two periods."""

from collections.abc import Sequence

import numpy as np

from evalcap.dataset import Panel
from evalcap.dataset.number import column_names
from evalcap.estimate import Estimate
from evalcap.estimators.option import choose
from evalcap.estimators.period import find_span
from evalcap.estimators.two_period_sample import draw_two_periods
from evalcap.kernels.contrasts import ESTIMATORS, Method

WORDS: dict[Method, str] = {
    "doubly_robust": "doubly robust (logit and least squares)",
    "doubly_robust_improved": "improved doubly robust (inverse probability tilting)",
    "ipw": "inverse probability weighting, normalised",
    "ipw_unnormalised": "inverse probability weighting, not normalised",
    "regression": "outcome regression",
    "unadjusted": "unadjusted",
}


def choose_method(method: Method | None, covariates: Sequence[str]) -> Method:
    """Doubly robust where there are covariates, unadjusted where there are none."""
    if method is None:
        return "doubly_robust" if covariates else "unadjusted"
    return choose("method", method, tuple(ESTIMATORS))


def estimate_two_period(
    panel: Panel,
    *,
    before: object,
    after: object,
    method: Method | None = None,
    covariates: Sequence[str] = (),
) -> Estimate:
    """Estimate the ATT between two periods.

    Units treated after `before` and by `after` are compared with units not treated by `after`;
    units treated earlier are left out and counted. With `unit=None` rows are repeated
    cross-sections. Weights and covariates take their value in the period `before`, or the row's
    own in cross-sections.

    Parameters
    ----------
    before, after
        Two periods of the data, as values of the time column.
    method
        How comparison units are made comparable; doubly robust by default with covariates.
    covariates
        Columns that differ between the groups and may shape the trend.

    Returns
    -------
    The ATT in units of the outcome, with a standard error from the influence function divided by
    n and the normal distribution, as R's DRDID; summed within clusters where a cluster is named.

    Raises
    ------
    DesignError
        If the effect is not identified in this sample.

    References
    ----------
    Sant'Anna, P. H. C. and Zhao, J. (2020). Journal of Econometrics 219(1), 101-122.
    """
    names = column_names(covariates)
    chosen = choose_method(method, names)
    sample = draw_two_periods(panel, find_span(panel, before=before, after=after), names)
    everyone = np.ones(len(sample.treated), bool)
    comparison = sample.compare(everyone, method=chosen, names=names, cell="the sample")
    return sample.estimate(
        comparison.contrast,
        estimand="ATT",
        estimator=f"two-period difference-in-differences, {WORDS[chosen]}",
        notes=(
            *redundant_note(comparison.dropped),
            *sample.lone_notes(everyone, "In this sample"),
        ),
    )


def redundant_note(dropped: Sequence[str]) -> tuple[str, ...]:
    """Say which covariates were left out, or nothing of none."""
    return (f"Redundant covariates left out: {', '.join(dropped)}.",) if dropped else ()
