"""The effect on units treated together, against weighted units that never are."""

from collections.abc import Callable, Sequence
from typing import Any, get_args

import numpy as np
import pandas as pd

from evalcap.dataset import Panel
from evalcap.errors.design import OptionError
from evalcap.estimate import Estimate
from evalcap.estimate.spread import spread_or_reason
from evalcap.estimate.synthetic import SyntheticComparison
from evalcap.estimators.option import choose
from evalcap.estimators.synthetic.design import Design, read_design
from evalcap.estimators.synthetic.fit import CohortFit, average_effect, fit_cohorts
from evalcap.estimators.synthetic.inference import Inference, Spread, infer
from evalcap.estimators.synthetic.method import RECIPES, Method
from evalcap.kernels.arrays import FloatArray
from evalcap.kernels.rounding import rounding


def estimate_synthetic(
    panel: Panel,
    *,
    method: Method = "synthetic_did",
    inference: Inference | None = "placebo",
    draws: int = 200,
    seed: int = 1,
) -> Estimate:
    """Estimate the effect on treated units against a weighted average of untreated ones.

    Every unit must have an outcome in every period. Units treated from several periods on are
    taken cohort by cohort against the never treated and averaged by treated unit-periods.

    Parameters
    ----------
    method
        "synthetic_did" weights comparison units to run parallel to the treated before treatment,
        and the periods before it to foretell those after; "synthetic_control" weights units to
        match the treated in level; "did" weights all alike.
    inference
        "placebo" treats comparison units as if they were the treated (all choices of them where
        there are no more than `draws`), "jackknife" leaves out each unit with weights kept,
        "bootstrap" draws units anew; None gives no standard error.
    draws
        Placebos or bootstrap samples.
    seed
        The same seed gives the same standard error.

    Returns
    -------
    ATT in units of the outcome, with `.unit_weights`, `.time_weights` and `.effect_by_period`;
    normal distribution, as R's synthdid (0.0.9).

    Raises
    ------
    DesignError
        If units have gaps, none stays untreated, or the sample is too small for the inference.

    References
    ----------
    Arkhangelsky, D., Athey, S., Hirshberg, D. A., Imbens, G. W. and Wager, S. (2021). Synthetic
    difference-in-differences. American Economic Review 111(12), 4088-4118.
    """
    choose("method", method, get_args(Method))
    choose("inference", inference, (*get_args(Inference), None))
    if draws < 2:  # noqa: PLR2004 - a spread needs two
        raise OptionError("draws", draws, ("2 or more",))
    recipe = RECIPES[method]
    design = read_design(panel, method=recipe.words.capitalize())
    fits = fit_cohorts(design, recipe)
    spread = Spread(np.nan, "no standard error")
    if inference is not None:
        spread = infer(design, recipe, fits, inference=inference, draws=draws, seed=seed)
    std_error, reason = spread_or_reason(spread.std_error, rounding(design.outcome))
    return Estimate(
        estimand="ATT",
        point=average_effect(fits),
        std_error=std_error,
        n_obs=design.outcome.size,
        n_units=len(design.role),
        n_clusters=len(design.role),
        excluded=design.excluded,
        estimator=f"{recipe.words}, {spread.words}",
        notes=_notes(panel, design, method, inference) + reason,
        synthetic=_comparison(design, fits),
    )


def _notes(
    panel: Panel, design: Design, method: Method, inference: Inference | None
) -> tuple[str, ...]:
    notes = [
        f"One unit is treated from {cohort.label}: the standard error tells how comparison units "
        "vary, not how much treated units differ."
        for cohort in design.cohorts
        if len(cohort.unit) == 1 and inference is not None
    ]
    if inference is None:
        notes.append("No standard error was asked for.")
    elif panel.n_clusters < panel.n_units:
        notes.append(
            f"Inference takes units as independent; the clusters of {panel.names.cluster!r} are "
            "not used."
        )
    if (method, inference) == ("synthetic_control", "jackknife"):
        notes.append(
            "Synthetic control changes abruptly as units leave, which the jackknife with fixed "
            "weights does not show; placebos do."
        )
    return tuple(notes)


def _comparison(design: Design, fits: Sequence[CohortFit]) -> SyntheticComparison:
    units, periods = design.units[design.comparison], design.periods

    def series(part: Callable[[CohortFit], tuple[FloatArray, pd.Index]], name: str) -> Any:
        parts = [pd.Series(*part(fit), name=name) for fit in fits]
        if len(parts) == 1:
            return parts[0]
        labels = [fit.cohort.label for fit in fits]
        return pd.concat(parts, keys=labels, names=["treated_from", parts[0].index.name])

    return SyntheticComparison(
        unit_weights=series(lambda f: (f.unit, units), "weight"),
        time_weights=series(lambda f: (f.time, periods[: f.cohort.n_before]), "weight"),
        effect_by_period=series(lambda f: (f.path, periods[f.cohort.n_before :]), "effect"),
    )
