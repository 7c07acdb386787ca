"""Whether treatment reached units that count as untreated."""

from dataclasses import replace

import numpy as np

from evalcap.dataset import Panel
from evalcap.diagnostics.check import Check, facts
from evalcap.diagnostics.significance import FromZero
from evalcap.diagnostics.words import reason_words
from evalcap.errors.design import DesignError, OptionError
from evalcap.estimators.panel import estimate_panel


def check_spillover(
    panel: Panel,
    *,
    share_nearby: str | None = None,
    distance: str | None = None,
    within: float | None = None,
) -> Check:
    """Ask whether untreated units with treatment nearby changed otherwise than the rest.

    Among rows not under treatment, the outcome is regressed on exposure with effects of units and
    periods and clustered errors. Failed below p = 0.05, of concern below 0.10. Not applicable to
    repeated cross-sections.

    Parameters
    ----------
    share_nearby
        Column with the share of the row's neighbourhood that is under treatment in its period.
    distance
        Column with the distance to the nearest unit that is ever treated. Exposed are rows of
        units within `within`, from when treatment begins anywhere.
    within
        Distance that counts as near, in units of the column; needed with `distance`.

    Returns
    -------
    A check whose statistic is the coefficient of exposure over its standard error.

    Raises
    ------
    OptionError, DatasetError
    """
    if not panel.is_repeated:
        return _no_verdict("not_applicable", "units are not observed over time")
    exposed, name = _exposure(panel, share_nearby, distance, within)
    where = f"where {name} is higher by one" if share_nearby else f"in units with {name}"
    try:
        fit = estimate_panel(exposed, regressors=[name], model="two_way")
    except DesignError as error:
        return _no_verdict("cannot_be_tested", reason_words(error))
    coefficient = FromZero.of(fit.term(name))
    under = panel.is_treated & ~np.isnan(panel.outcome)
    return Check(
        name="spillover",
        verdict=coefficient.verdict,
        sentence=_sentence(panel.names.outcome, where, coefficient),
        statistic=coefficient.statistic,
        p_value=coefficient.p_value,
        details=facts({"exposure": [name], **coefficient.columns()}),
        excluded={"rows under treatment": int(under.sum())},
    )


def _exposure(
    panel: Panel, share_nearby: str | None, distance: str | None, within: float | None
) -> tuple[Panel, str]:
    """Give the untreated rows and the column of their exposure."""
    untreated = replace(panel, outcome=np.where(panel.is_treated, np.nan, panel.outcome))
    if (share_nearby is None) == (distance is None):
        raise OptionError("share_nearby", share_nearby, ("a column, or `distance` instead of it",))
    if share_nearby is not None:
        return untreated, share_nearby
    assert distance is not None  # noqa: S101 - one of the two
    if within is None or not within > 0:
        raise OptionError("within", within, ("a distance above zero, with `distance`",))
    near = panel.column(distance)
    begun = panel.time >= panel.treated_from.min()
    name = f"{distance} up to {within:g}"
    values = np.full(len(panel.frame), np.nan)
    values[panel.order] = np.where(np.isnan(near), np.nan, (near <= within) & begun)
    return replace(untreated, frame=panel.frame.assign(**{name: values})), name


def _sentence(outcome: str, where: str, coefficient: FromZero) -> str:
    effect = f"{where}, {outcome} of untreated units differs by {coefficient}"
    match coefficient.verdict:
        case "passed":
            return (
                f"There is no sign that treatment reached units that count as untreated: {effect}; "
                "effects on all of them alike would not show."
            )
        case "concern":
            return f"There are signs that treatment reached units counted as untreated: {effect}."
        case _:
            return (
                f"Treatment appears to reach units counted as untreated: {effect}, so the "
                "estimated effect compares with units that are affected as well."
            )


def _no_verdict(verdict: str, reason: str) -> Check:
    untested = verdict == "cannot_be_tested"
    does = "cannot be tested" if untested else "does not apply"
    return Check(
        name="spillover",
        verdict="cannot_be_tested" if untested else "not_applicable",
        sentence=f"Spillover to untreated units {does}: {reason}.",
    )
