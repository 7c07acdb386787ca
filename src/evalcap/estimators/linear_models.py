"""Linear models of panels and of instruments: the one door to linearmodels."""

from dataclasses import dataclass
from importlib import import_module
from typing import Any, Literal

import numpy as np
import pandas as pd

from evalcap.errors.design import DesignError, NoStandardErrorsError
from evalcap.estimators.panel_columns import Model
from evalcap.kernels.arrays import FloatArray, IntArray

Variance = Literal["classical", "robust", "clustered", "driscoll_kraay"]

_KINDS: dict[Variance, str] = {
    "classical": "unadjusted",
    "robust": "robust",
    "clustered": "clustered",
    "driscoll_kraay": "kernel",
}

_NOTHING_LEFT = (ZeroDivisionError, np.linalg.LinAlgError)


def fit_panel_model(
    outcome: "pd.Series[float]",
    regressors: pd.DataFrame,
    weight: "pd.Series[float] | None",
    cluster: IntArray,
    *,
    model: Model,
    variance: Variance,
) -> Any:
    """Fit a classical panel regression to rows indexed by unit and period.

    Parameters
    ----------
    cluster
        Cluster of each row, shape (n_rows,).

    Returns
    -------
    The result of linearmodels.

    Raises
    ------
    DesignError
        If linearmodels refuses, with its words.
    """
    models: Any = import_module("linearmodels.panel")  # here, as it is slow to load
    given = {"weights": weight}
    kinds = {
        "fixed_effects": (models.PanelOLS, {"entity_effects": True}),
        "two_way": (models.PanelOLS, {"entity_effects": True, "time_effects": True}),
        "random_effects": (models.RandomEffects, {}),
        "first_difference": (models.FirstDifferenceOLS, {}),
        "between": (models.BetweenOLS, {}),
        "pooled": (models.PooledOLS, {}),
    }
    kind, effects = kinds[model]
    options: dict[str, Any] = {"cov_type": _KINDS[variance]}
    if variance == "clustered":
        frame = pd.DataFrame({"cluster": cluster}, index=regressors.index)
        options |= {"clusters": frame, "debiased": False}
    try:
        with np.errstate(divide="ignore", invalid="ignore"):
            result = kind(outcome, regressors, **given, **effects).fit(**options)
            result.cov  # noqa: B018 - computed when it is first read
    except (ZeroDivisionError, ValueError, np.linalg.LinAlgError) as error:
        if model == "random_effects" and isinstance(error, _NOTHING_LEFT):
            # Unit effects that fit the outcome exactly take all that regressors could say.
            raise NoStandardErrorsError(model.replace("_", " ")) from None
        raise DesignError(
            f"The model ({model}) cannot be estimated: {error}",
            needed="More rows than coefficients, and regressors that vary.",
            do="Use fewer regressors, or another model.",
        ) from None
    return result


@dataclass(frozen=True, slots=True)
class TwoStageFit:
    """Two-stage least squares.

    Attributes
    ----------
    coefficients
        Of the endogenous regressor, then of the others, shape (k,).
    covariance
        With small-sample factors, shape (k, k).
    """

    coefficients: FloatArray
    covariance: FloatArray


def fit_two_stage(
    outcome: FloatArray,
    endogenous: FloatArray,
    exogenous: FloatArray,
    instruments: FloatArray,
    *,
    variance: Variance,
    cluster: IntArray,
    n_absorbed: int,
) -> TwoStageFit:
    """Fit by two-stage least squares; rows are multiplied by the root of their weight.

    Parameters
    ----------
    outcome, endogenous
        Shape (n_rows,).
    exogenous, instruments
        Shapes (n_rows, m) and (n_rows, n_instruments); together of full rank.
    n_absorbed
        Fixed effects that were taken out before and count as parameters.

    Raises
    ------
    DesignError
        If linearmodels refuses, with its words.
    """
    iv: Any = import_module("linearmodels.iv")  # here, as it is slow to load
    options: dict[str, Any] = {"cov_type": _KINDS[variance], "extra_df": n_absorbed}
    if variance == "clustered":
        options["clusters"] = cluster
    others = exogenous if exogenous.size else None
    try:
        model = iv.IV2SLS(outcome, others, endogenous, instruments)
        result = model.fit(debiased=True, **options)
    except (ValueError, np.linalg.LinAlgError) as error:
        raise DesignError(
            f"Two-stage least squares cannot be computed: {error}",
            needed="Regressors and instruments that vary apart from each other.",
            do="Use fewer covariates or instruments.",
        ) from None
    # linearmodels puts the endogenous regressor last.
    order = np.roll(np.arange(exogenous.shape[1] + 1), 1)
    covariance = np.asarray(result.cov)[np.ix_(order, order)]
    return TwoStageFit(result.params.to_numpy()[order], covariance)
