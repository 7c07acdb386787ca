"""Whether units reacted already in the last period before treatment."""

from dataclasses import dataclass

import numpy as np

from evalcap.diagnostics.check import Check, facts
from evalcap.diagnostics.one_base import find_base
from evalcap.diagnostics.significance import FromZero
from evalcap.diagnostics.words import reason_words
from evalcap.errors.design import DesignError
from evalcap.errors.diagnostics import NotByEventTimeError
from evalcap.estimate import EffectPath, GroupTimeEffects

_NOT_SEEN = "the last period before treatment is not in the path"
_UNKNOWN = {"several_bases": "a gap in the calendar gives cohorts base periods of their own"}


@dataclass(frozen=True, slots=True)
class _LastStep:
    """How treated and comparison units parted in the last step before treatment."""

    event_time: float
    against: str
    step: FromZero


def check_anticipation(effects: GroupTimeEffects | EffectPath) -> Check:
    """Test that nothing happened in the last period before treatment.

    With a varying base that is the effect at the last event time below zero; with one base
    directly before treatment, the step from the period before it to the base; with a base further
    back (anticipation in the estimate), the effect at the last event time. Failed below p = 0.05,
    of concern below 0.10. Not tested where a gap in the calendar gives cohorts several bases.

    Returns
    -------
    A check whose statistic is that difference over its standard error.

    Raises
    ------
    NotByEventTimeError
        If a path is not by event time.
    """
    if isinstance(effects, EffectPath) and effects.by != "event_time":
        raise NotByEventTimeError(effects.by)
    try:
        path = effects if isinstance(effects, EffectPath) else effects.aggregate("event_time")
    except DesignError as error:
        return _untested(effects.outcome, reason_words(error))
    last = _last_step(path)
    if last is None:
        return _untested(path.outcome, _UNKNOWN.get(path.pre_trends, _NOT_SEEN))
    return _check(path.outcome, last)


def _last_step(path: EffectPath) -> _LastStep | None:
    """Find the last step; None where the path does not show one."""
    if path.pre_trends not in ("one_base", "varying_base"):
        return None
    before = path.at < 0
    base = find_base(path) if path.pre_trends == "one_base" else None
    known = np.flatnonzero(before & ~path.is_base & (path.std_error > 0))
    if not len(known) or (path.pre_trends == "one_base" and base is None):
        return None
    last = known[-1]
    step = _effect(path, int(last))
    if base is None:
        return _LastStep(float(path.at[last]), "the period before", step)
    if base > path.at[last]:
        turned = _effect(path, int(last), sign=-1.0)
        return _LastStep(base, "the period before", turned)
    return _LastStep(float(path.at[last]), f"event time {base:g}", step)


def _effect(path: EffectPath, i: int, sign: float = 1.0) -> FromZero:
    point = sign * float(path.estimate[i])
    return FromZero(point, float(path.std_error[i]), path.degrees_of_freedom)


def _check(outcome: str, last: _LastStep) -> Check:
    return Check(
        name="anticipation",
        verdict=last.step.verdict,
        sentence=_sentence(outcome, last),
        statistic=last.step.statistic,
        p_value=last.step.p_value,
        details=facts({"event_time": [last.event_time], **last.step.columns()}),
    )


def _sentence(outcome: str, last: _LastStep) -> str:
    where = f"against {last.against} {outcome} of treated and comparison units"
    parted = f"{where} parted by {last.step}"
    n = f"{-last.event_time:g} {'period' if last.event_time == -1 else 'periods'}"
    match last.step.verdict:
        case "passed":
            return (
                f"There is no sign that units reacted before treatment: {n} before it, {parted}; "
                "a reaction further ahead, or a small one, may be missed."
            )
        case "concern":
            return f"There are signs that units reacted before treatment: {n} before it, {parted}."
        case _:
            return (
                f"Units appear to have reacted before treatment: {n} before it, {parted}. Effects "
                "are then to be measured from an earlier base (`anticipation=1`)."
            )


def _untested(outcome: str, reason: str) -> Check:
    return Check(
        name="anticipation",
        verdict="cannot_be_tested",
        sentence=(
            f"Whether units reacted in {outcome} before treatment cannot be tested: {reason}."
        ),
    )
