"""Clustered standard errors that hold with few clusters."""

from collections.abc import Sequence
from typing import get_args

import numpy as np
import pandas as pd

from evalcap.errors.design import CollinearTermsError
from evalcap.errors.inference import DecisiveClustersError, PerfectFitError, TooFewRowsError
from evalcap.estimate.interval import half_width
from evalcap.estimators.option import choose
from evalcap.inference.rows import INTERCEPT, no_variation, read_rows
from evalcap.kernels.arrays import FloatArray
from evalcap.kernels.cluster_robust import ClusterRobust, Kind
from evalcap.kernels.cluster_robust import cluster_robust as fit_cluster_robust
from evalcap.kernels.distribution import two_sided_p
from evalcap.kernels.least_squares import independent_columns
from evalcap.kernels.rounding import root


def cluster_robust(
    frame: pd.DataFrame,
    *,
    outcome: str,
    regressors: Sequence[str],
    cluster: str,
    kind: Kind = "CR2",
    level: float = 0.95,
) -> pd.DataFrame:
    """Regress with clustered standard errors and Satterthwaite degrees of freedom.

    Parameters
    ----------
    frame
        One row an observation. Rows with a missing value are left out.
    outcome, regressors
        Columns of numbers; an intercept is added.
    cluster
        Column of the clusters.
    kind
        "CR0" (no correction), "CR1" (G/(G-1)), "CR1S" (Stata's, with (n-1)/(n-k)), "CR2"
        (unbiased when variances are equal) or "CR3" (close to the jackknife, conservative).

    Returns
    -------
    One row a term: `term`, `estimate`, `std_error`, `statistic`, `p_value`, `conf_low`,
    `conf_high`, `degrees_of_freedom`, as R's clubSandwich with test = "Satterthwaite". Rows left
    out are counted by reason in `.attrs["excluded"]`.

    Raises
    ------
    DesignError
        If a regressor is redundant, or CR3 does not exist.

    References
    ----------
    Pustejovsky, J. E. and Tipton, E. (2018). Journal of Business and Economic Statistics 36(4),
    672-683.
    """
    choose("kind", kind, get_args(Kind))
    rows = read_rows(frame, outcome=outcome, regressors=regressors, cluster=cluster)
    terms = [INTERCEPT, *rows.names]
    design = np.column_stack([np.ones(len(rows.outcome)), rows.regressors])
    _require_rank(design, terms)
    fit = fit_cluster_robust(design, rows.outcome, rows.cluster, kind)
    if kind == "CR3" and fit.decisive.any():
        raise DecisiveClustersError(int(fit.decisive.sum()))
    std_error = root(np.diag(fit.covariance))
    flat = std_error <= fit.unit_error * no_variation(rows.outcome)
    if flat.any():
        raise PerfectFitError(terms[int(flat.argmax())])
    table = _tidy(terms, fit, std_error, level)
    table.attrs["excluded"] = dict(rows.excluded)
    return table


def _require_rank(design: FloatArray, terms: Sequence[str]) -> None:
    independent = independent_columns(design)
    if not independent.all():
        raise CollinearTermsError([t for t, k in zip(terms, independent, strict=True) if not k])
    if len(design) <= len(terms):
        raise TooFewRowsError(len(design), len(terms))


def _tidy(
    terms: Sequence[str], fit: ClusterRobust, std_error: FloatArray, level: float
) -> pd.DataFrame:
    estimate, freedom = fit.coefficients, fit.degrees_of_freedom
    statistic = estimate / std_error
    reach = [half_width(level, df, se) for df, se in zip(freedom, std_error, strict=True)]
    return pd.DataFrame(
        {
            "term": list(terms),
            "estimate": estimate,
            "std_error": std_error,
            "statistic": statistic,
            "p_value": [float(two_sided_p(t, d)) for t, d in zip(statistic, freedom, strict=True)],
            "conf_low": estimate - reach,
            "conf_high": estimate + reach,
            "degrees_of_freedom": freedom,
        }
    )
