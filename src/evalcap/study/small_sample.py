"""What an estimate with few clusters or weak instruments reports without being asked."""

from collections.abc import Callable

import numpy as np

from evalcap.dataset import Panel
from evalcap.errors import EvalcapError
from evalcap.estimate import Estimate, InstrumentalFit
from evalcap.estimate.instrumental_fit import set_words
from evalcap.evidence.results import SmallSampleRecord
from evalcap.inference.few_clusters import SmallSample, few_clusters
from evalcap.inference.panel_rows import Effect, LeastSquares
from evalcap.study.estimators import OF_COLUMNS
from evalcap.study.plan import AnalysisSection

_FIXED_EFFECTS: dict[str, tuple[Effect, ...]] = {
    "fixed_effects": ("unit",),
    "two_way": ("unit", "period"),
    "pooled": (),
}


def small_sample_of(
    section: AnalysisSection,
    panel: Panel,
    estimate: Estimate,
    *,
    term: str | None,
    again: Callable[[Panel], Estimate],
) -> tuple[SmallSampleRecord | None, tuple[str, ...]]:
    """Find the inference that few clusters need, or the reason why it cannot be had.

    Synthetic comparisons carry their own: placebos do not rest on many clusters.

    Parameters
    ----------
    again
        Gives the estimate for another panel.
    """
    if section.estimator == "synthetic":
        return None, ()
    try:
        found = few_clusters(
            estimate,
            panel,
            again,
            least_squares=_least_squares(section, term),
            of_treatment=section.estimator not in OF_COLUMNS,
        )
    except EvalcapError as error:
        reason = error.wrong.splitlines()[0]
        return None, (f"Inference for few clusters could not be computed: {reason}",)
    return (None if found is None else _record(found)), ()


def robust_record(fit: InstrumentalFit) -> SmallSampleRecord:
    """Give the Anderson-Rubin set in place of an interval that weak instruments make wrong.

    Where the set is not one interval, the record holds the smallest that contains it; where it is
    empty, as with instruments that contradict each other, nothing is ruled out.
    """
    low, high = (float(limit) for limit in fit.robust_interval())
    return SmallSampleRecord(
        method="anderson_rubin",
        conf_low=low if np.isfinite(low) else None,
        conf_high=high if np.isfinite(high) else None,
        p_value=fit.anderson_rubin.p_value(),
        sentence=f"The instruments are weak ({fit.first_stage}): the conventional interval cannot "
        f"be relied upon, and the Anderson-Rubin 95% set holds {set_words(fit.robust_set())}.",
    )


def _least_squares(section: AnalysisSection, term: str | None) -> LeastSquares | None:
    options = section.options
    if section.estimator == "twfe":
        return LeastSquares(covariates=tuple(options.get("covariates", ())))
    model = options.get("model", "fixed_effects")
    if section.estimator != "panel" or model not in _FIXED_EFFECTS:
        return None
    columns = tuple(options["regressors"])
    if term not in columns:
        return None
    return LeastSquares(columns, _FIXED_EFFECTS[model], parameter=term)


def _record(found: SmallSample) -> SmallSampleRecord:
    low, high = (float(limit) for limit in found.interval)
    return SmallSampleRecord(
        method=found.method,
        conf_low=low if np.isfinite(low) else None,
        conf_high=high if np.isfinite(high) else None,
        p_value=found.p_value,
        sentence=found.sentence,
    )
