"""Classical panel regressions."""

from collections.abc import Sequence
from typing import Any, get_args

import numpy as np
import pandas as pd

from evalcap.dataset import Panel
from evalcap.dataset.number import column_names
from evalcap.errors.design import (
    ClusterError,
    DesignError,
    EmptySampleError,
    NoStandardErrorsError,
    OptionError,
)
from evalcap.estimate import PanelFit, WaldTest
from evalcap.estimators.linear_models import Variance, fit_panel_model
from evalcap.estimators.option import choose
from evalcap.estimators.panel_columns import Model, follows, standard_columns
from evalcap.estimators.usable import usable_rows
from evalcap.kernels.arrays import FloatArray, IntArray
from evalcap.kernels.rounding import root, rounding

ALONE = "rows whose unit has none in the periods beside them"

# linearmodels offers means of units no inference over time.
_VARIANCES: dict[Model, tuple[Variance, ...]] = {"between": ("classical", "robust", "clustered")}

_WORDS: dict[Model, str] = {
    "fixed_effects": "fixed effects of units",
    "two_way": "fixed effects of units and periods",
    "random_effects": "random effects of units",
    "first_difference": "first differences",
    "between": "between units",
    "pooled": "pooled least squares",
}


def estimate_panel(
    panel: Panel,
    *,
    regressors: Sequence[str],
    model: Model = "fixed_effects",
    variance: Variance = "clustered",
) -> PanelFit:
    """Regress the outcome on columns of the data.

    Parameters
    ----------
    regressors
        Columns, by row; a constant is added where the model has one.
    model
        "fixed_effects" (units), "two_way" (units and periods), "random_effects" (Swamy and
        Arora), "first_difference" (no constant), "between" or "pooled".
    variance
        "classical", "robust", "clustered" by the panel's cluster, or "driscoll_kraay".

    Returns
    -------
    Coefficients as linearmodels and R's plm give them. Clustered errors are Arellano's, without a
    small-sample factor (plm's HC0), with t(G-1); classical ones have t(n-k), random effects the
    normal distribution.

    Raises
    ------
    CollinearTermsError
        If the fixed effects or other regressors determine a regressor.
    DesignError
        If the model cannot be estimated in this sample.
    """
    choose("model", model, get_args(Model))
    choose("variance", variance, _VARIANCES.get(model, get_args(Variance)))
    names = column_names(regressors)
    if not names:
        raise OptionError("regressors", names, ("at least one column",))
    usable = usable_rows(panel, names)
    row = np.flatnonzero(usable.keep)
    index = pd.MultiIndex.from_arrays([panel.unit[row], panel.period[row]])
    used = _differenced(row, index) if model == "first_difference" else row
    clusters = len(np.unique(panel.cluster[panel.unit[used]]))
    if variance == "clustered" and clusters < 2:  # noqa: PLR2004 - variance needs two
        raise ClusterError(clusters)
    values = pd.DataFrame(usable.covariates[row], index=index, columns=list(names))
    columns = standard_columns(values, model)
    result = _fit(columns.frame, panel, row, model, variance)
    covariance = _covariance(result, panel.outcome[row], _WORDS[model])
    n_units = len(np.unique(panel.unit[used]))
    return PanelFit(
        terms=tuple(str(t) for t in result.params.index),
        estimate=columns.back @ result.params.to_numpy(),
        covariance=columns.back @ covariance @ columns.back.T,
        degrees_of_freedom=_degrees_of_freedom(result, model, variance, clusters),
        model=_WORDS[model],
        n_obs=len(used),
        n_units=n_units,
        n_clusters=clusters if variance == "clustered" else n_units,
        r_squared=float(result.rsquared),
        outcome=panel.names.outcome,
        excluded=usable.excluded | ({ALONE: n} if (n := len(row) - len(used)) else {}),
    )


def _differenced(row: IntArray, index: pd.Index) -> IntArray:
    """Keep rows that a difference is taken of: with the period before, or the one after.

    Raises
    ------
    EmptySampleError
    """
    after = follows(index)
    if not after.any():
        raise EmptySampleError(f"{len(row)} {ALONE}")
    taken: IntArray = row[after | np.append(after[1:], False)]
    return taken


def _fit(frame: pd.DataFrame, panel: Panel, row: IntArray, model: Model, variance: Variance) -> Any:
    outcome = pd.Series(panel.outcome[row], index=frame.index, name=panel.names.outcome)
    weight = None if panel.weight is None else pd.Series(panel.weight[row], index=frame.index)
    cluster = panel.cluster[panel.unit[row]]
    return fit_panel_model(outcome, frame, weight, cluster, model=model, variance=variance)


def _covariance(result: Any, outcome: FloatArray, words: str) -> FloatArray:
    covariance = np.asarray(result.cov)
    if (root(np.diag(covariance)) <= rounding(outcome)).any():
        raise NoStandardErrorsError(words)
    return covariance


def _degrees_of_freedom(result: Any, model: Model, variance: Variance, clusters: int) -> float:
    if variance == "clustered":
        return float(clusters - 1)
    return np.inf if model == "random_effects" else float(result.df_resid)


def hausman_test(fixed: PanelFit, random: PanelFit) -> WaldTest:
    """Test whether unit effects are unrelated to the regressors, so that random effects hold.

    Both fits need classical variance, under which random effects are efficient.

    Raises
    ------
    DesignError
        If the variances' difference is not positive definite.

    References
    ----------
    Hausman, J. A. (1978). Specification tests in econometrics. Econometrica 46(6), 1251-1271.
    """
    shared = [t for t in fixed.terms if t in random.terms]
    in_fixed = [fixed.terms.index(t) for t in shared]
    in_random = [random.terms.index(t) for t in shared]
    gap = fixed.estimate[in_fixed] - random.estimate[in_random]
    spread = fixed.covariance[np.ix_(in_fixed, in_fixed)]
    spread = spread - random.covariance[np.ix_(in_random, in_random)]
    if not len(gap) or np.linalg.eigvalsh(spread).min() <= 0:
        raise DesignError(
            "The Hausman test cannot be computed: the variances do not differ as they should.",
            needed="A fixed and a random effects fit of the same regressors with "
            "variance='classical', the fixed one less precise.",
            do="Refit both with variance='classical'; if that fails too, prefer fixed effects.",
        )
    statistic = float(gap @ np.linalg.solve(spread, gap))
    null = "Unit effects are unrelated to the regressors"
    return WaldTest(null, statistic, len(shared), fixed.n_units)
