"""Whether treated and comparison units moved alike before treatment."""

import numpy as np

from evalcap.diagnostics.before import Before, find_before
from evalcap.diagnostics.check import Check, Fact, Verdict, facts
from evalcap.diagnostics.joint_test import JointTest, Untested, joint_test
from evalcap.diagnostics.pre_trends_power import of_differences
from evalcap.diagnostics.significance import verdict_at
from evalcap.diagnostics.words import number_words, p_words
from evalcap.estimate import EffectPath, GroupTimeEffects
from evalcap.estimate.path import PreTrends


def check_pre_trends(effects: GroupTimeEffects | EffectPath, *, anticipation: float = 0) -> Check:
    """Test jointly that effects before treatment are zero.

    Failed below p = 0.05, of concern below 0.10. There is no verdict when the differences reach
    half the number of clusters or their covariance is singular.

    Parameters
    ----------
    effects
        Group-time effects, whose cells before treatment are all tested (as R's `did` does), or a
        path by event time.
    anticipation
        Periods before treatment in which units may already react; they are not tested.

    Returns
    -------
    A check whose statistic is the Wald statistic, chi-squared distributed for normal-based
    effects and F for those with degrees of freedom. Its details list the differences with 95 %
    intervals, in units of the outcome; its notes, where base periods are known, say which steady
    trends it would find in 50 % and in 80 % of samples. A pass does not prove parallel trends.

    Raises
    ------
    NotByEventTimeError
        If a path is not by event time.
    """
    before = find_before(effects, anticipation)
    if not len(before.estimate):
        reason = "it takes at least two periods before treatment, and a unit seen in both"
        return _check(before, "cannot_be_tested", _untested(before, reason))
    test = joint_test(
        before.estimate,
        before.covariance,
        n_clusters=before.n_clusters,
        degrees_of_freedom=before.degrees_of_freedom,
    )
    if isinstance(test, Untested):
        sentence = _untested(before, f"{test.reason}; {_largest(before)}")
        return _check(before, "cannot_be_tested", sentence, notes=_fewer(before))
    verdict = verdict_at(test.p_value)
    sentence = _sentence(before, verdict, test.p_value)
    return _check(before, verdict, sentence, test=test, notes=_power(before))


def _check(
    before: Before,
    verdict: Verdict,
    sentence: str,
    *,
    test: JointTest | None = None,
    notes: tuple[str, ...] = (),
) -> Check:
    refused = {"differences before treatment that are not identified": before.n_refused}
    return Check(
        name="pre_trends",
        verdict=verdict,
        sentence=sentence,
        statistic=test.statistic if test else None,
        p_value=test.p_value if test else None,
        details=_details(before),
        excluded=refused if before.n_refused else {},
        notes=notes,
    )


def _fewer(before: Before) -> tuple[str, ...]:
    """Say what to do when there are too many differences to test."""
    if 2 * len(before.estimate) < before.n_clusters:
        return ()
    note = (
        'Fewer differences can be tested: pass `effects.aggregate("event_time", min_e=-3)` for the '
        "last periods before treatment, a choice to be made before looking."
    )
    return (note,)


def _power(before: Before) -> tuple[str, ...]:
    """Say which steady trends the test would find, where base periods are known."""
    if before.trend is None:
        return ()
    return tuple(str(of_differences(before, power=power)) for power in (0.5, 0.8))


def _details(before: Before) -> tuple[Fact, ...]:
    low, high = before.estimate - before.reach, before.estimate + before.reach
    columns = before.keys | {
        "event_time": before.event_time,
        "estimate": before.estimate,
        "std_error": before.std_error,
        "conf_low": low,
        "conf_high": high,
    }
    return facts({name: column.tolist() for name, column in columns.items()})


_COMPARED: dict[PreTrends, str] = {
    "varying_base": " from one period to the next",
    "one_base": " from the base period",
    "several_bases": " from the base period",
    "separate": "",
    "none": "",
}


def _largest(before: Before) -> str:
    """Say when the largest difference was, how large, and how surely."""
    i = int(np.argmax(np.abs(before.estimate)))
    periods = -before.event_time[i]
    when = f"{periods:g} {'period' if periods == 1 else 'periods'} before treatment began"
    x, reach = before.estimate[i], before.reach[i]
    low, high = number_words(x - reach), number_words(x + reach)
    interval = f" (95% interval {low} to {high})" if reach > 0 else ""
    kind = f"the largest difference{_COMPARED[before.made]}"
    return f"{kind}, {when}, was {number_words(x)}{interval}"


def _untested(before: Before, reason: str) -> str:
    return (
        f"Whether {before.outcome} moved alike in treated and comparison units before treatment "
        f"cannot be tested: {reason}."
    )


def _missed(before: Before) -> str:
    """Say what the test may have missed: a trend found in half of samples, or the largest."""
    if before.trend is None:
        return "so the test may have missed differences of that size"
    drift = of_differences(before)
    return (
        f"and the test would have found a steady drift of {number_words(drift.slope)} a period, "
        f"which shifts the first effect by {number_words(abs(drift.bias))}, in only half of samples"
    )


def _sentence(before: Before, verdict: Verdict, p_value: float) -> str:
    p, largest = p_words(p_value), _largest(before)
    if verdict == "passed":
        return (
            f"No difference in how {before.outcome} moved in treated and comparison units before "
            f"treatment was found ({p}); {largest}, {_missed(before)}, and it cannot show that "
            "the groups would have stayed alike without the programme."
        )
    if verdict == "concern":
        return (
            f"There are signs that already before treatment {before.outcome} moved differently in "
            f"treated and comparison units ({p}); {largest}, so the effect "
            "is to be read with caution."
        )
    return (
        f"Already before treatment {before.outcome} moved differently in treated and comparison "
        f"units ({p}); {largest}, so the estimated effect may come from "
        "that rather than from the programme."
    )
