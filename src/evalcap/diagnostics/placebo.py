"""Effects where there can be none: on another outcome, and before treatment began."""

from dataclasses import replace

import numpy as np

from evalcap.dataset import Panel
from evalcap.diagnostics.check import Check, Verdict, facts
from evalcap.diagnostics.significance import FromZero
from evalcap.diagnostics.usual_effect import EstimateOf, usual_effect, with_std_error
from evalcap.diagnostics.words import reason_words
from evalcap.errors.design import DesignError, OptionError
from evalcap.kernels.elapsed import to_place


def check_placebo_outcome(
    panel: Panel, outcome: str, *, estimate: EstimateOf = usual_effect
) -> Check:
    """Estimate the effect on an outcome that the programme cannot have changed.

    Failed below p = 0.05, of concern below 0.10.

    Parameters
    ----------
    outcome
        Column of such an outcome, measured like the real one.
    estimate
        What gives an effect from a panel: the study's own estimator. By default the average of
        group-time effects.

    Returns
    -------
    A check whose statistic is the effect over its standard error.

    Raises
    ------
    DatasetError
        If the column is not there or not numeric.
    """
    covariates = tuple(name for name in panel.names.covariates if name != outcome)
    names = replace(panel.names, outcome=outcome, covariates=covariates)
    other = replace(panel, names=names, outcome=panel.column(outcome))
    real = panel.names.outcome
    return _placebo(
        "placebo_outcome",
        other,
        estimate,
        question=f"Whether {outcome} changed like an effect of the programme",
        words={
            "passed": f"The programme shows no effect on {outcome}, which it cannot have changed "
            "({effect}); that does not exclude a bias that touches " + real + " alone.",
            "concern": f"There are signs of an effect on {outcome}, which the programme cannot "
            "have changed ({effect}); the effect on " + real + " is to be read with caution.",
            "failed": f"The programme appears to change {outcome}, which it cannot have changed "
            "({effect}), so what moved both may also move " + real + ".",
        },
    )


def check_placebo_timing(
    panel: Panel, *, shift: float, estimate: EstimateOf = usual_effect
) -> Check:
    """Pretend that treatment began earlier, and estimate its effect before it really began.

    Rows under treatment are left out and counted. Failed below p = 0.05, of concern below 0.10.

    Parameters
    ----------
    shift
        Periods, above zero, by which each unit's treatment is moved back.
    estimate
        What gives an effect from a panel: the study's own estimator. By default the average of
        group-time effects.

    Returns
    -------
    A check whose statistic is the effect over its standard error.

    Raises
    ------
    OptionError
    """
    if not shift > 0:
        raise OptionError("shift", shift, ("a number of periods above zero",))
    under = panel.is_treated & ~np.isnan(panel.outcome)
    earlier = replace(
        panel,
        outcome=np.where(panel.is_treated, np.nan, panel.outcome),
        treated_from=to_place(panel.treated_from - shift),
    )
    outcome, when = panel.names.outcome, f"{shift:g} {'period' if shift == 1 else 'periods'}"
    found = _placebo(
        "placebo_timing",
        earlier,
        estimate,
        question=f"Whether {outcome} moved apart in the {when} before treatment",
        words={
            "passed": f"Moved {when} earlier, treatment shows no effect on {outcome} before it "
            "really began ({effect}); trends may still part later.",
            "concern": f"Moved {when} earlier, treatment shows signs of an effect on {outcome} "
            "before it really began ({effect}), so its effect is to be read with caution.",
            "failed": f"Moved {when} earlier, treatment appears to have an effect on {outcome} "
            "before it really began ({effect}), so the estimated effect may come from trends that "
            "parted already then.",
        },
    )
    return replace(found, excluded={"rows under treatment": int(under.sum())})


def _placebo(
    name: str, panel: Panel, estimate: EstimateOf, *, question: str, words: dict[Verdict, str]
) -> Check:
    try:
        effect = with_std_error(estimate(panel))
    except DesignError as error:
        sentence = f"{question} cannot be tested: {reason_words(error)}."
        return Check(name=name, verdict="cannot_be_tested", sentence=sentence)
    distance = FromZero.of(effect)
    return Check(
        name=name,
        verdict=distance.verdict,
        sentence=words[distance.verdict].replace("{effect}", str(distance)),
        statistic=distance.statistic,
        p_value=distance.p_value,
        details=facts(distance.columns()),
        excluded=effect.excluded,
    )
