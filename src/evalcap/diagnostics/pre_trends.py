"""Whether treated and comparison units moved alike before treatment."""

from dataclasses import dataclass

import numpy as np

from evalcap.diagnostics.check import Check, Fact, Verdict, facts
from evalcap.diagnostics.joint_test import JointTest, Untested, joint_test
from evalcap.diagnostics.words import number_words, p_words
from evalcap.errors.diagnostics import NotByEventTimeError
from evalcap.estimate import EffectPath, GroupTimeEffects
from evalcap.estimate.path import PreTrends
from evalcap.kernels.arrays import BoolArray, FloatArray
from evalcap.kernels.distribution import critical_value

_FAILED_BELOW, _CONCERN_BELOW = 0.05, 0.10


@dataclass(frozen=True, slots=True)
class _Before:
    """Differences before treatment.

    Attributes
    ----------
    keys
        What identifies each difference in a table, each of shape (k,).
    event_time, estimate
        Shape (k,).
    covariance
        Shape (k, k).
    n_refused
        Differences before treatment that are not identified.
    """

    keys: dict[str, FloatArray]
    event_time: FloatArray
    estimate: FloatArray
    covariance: FloatArray
    n_clusters: int
    degrees_of_freedom: float
    made: PreTrends
    outcome: str
    n_refused: int = 0

    @property
    def std_error(self) -> FloatArray:
        return np.sqrt(np.diag(self.covariance))

    @property
    def reach(self) -> FloatArray:
        return critical_value(0.95, self.degrees_of_freedom) * self.std_error


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
    intervals, in units of the outcome. A pass does not prove parallel trends.

    Raises
    ------
    NotByEventTimeError
        If a path is not by event time.
    """
    before = _find(effects, anticipation)
    details = _details(before)
    if not len(before.estimate):
        reason = "it takes at least two periods before treatment, and a unit seen in both"
        return _check(before, "cannot_be_tested", _untested(before, reason), details)
    test = joint_test(
        before.estimate,
        before.covariance,
        n_clusters=before.n_clusters,
        degrees_of_freedom=before.degrees_of_freedom,
    )
    if isinstance(test, Untested):
        sentence = _untested(before, f"{test.reason}; {_largest(before)}")
        return _check(before, "cannot_be_tested", sentence, details)
    verdict = _verdict(test.p_value)
    return _check(before, verdict, _sentence(before, verdict, test.p_value), details, test)


def _find(effects: GroupTimeEffects | EffectPath, anticipation: float) -> _Before:
    if isinstance(effects, GroupTimeEffects):
        return _of_cells(effects, anticipation)
    if effects.by != "event_time":
        raise NotByEventTimeError(effects.by)
    return _of_path(effects, anticipation)


def _of_cells(effects: GroupTimeEffects, anticipation: float) -> _Before:
    exposure = effects.time - effects.cohort
    chosen = (exposure < -anticipation) & ~effects.is_base
    return _Before(
        keys={"cohort": effects.cohort[chosen], "time": effects.time[chosen]},
        event_time=exposure[chosen],
        estimate=effects.att[chosen],
        covariance=_square(effects.covariance, chosen),
        n_clusters=effects.members.n_clusters,
        degrees_of_freedom=np.inf,
        made="one_base" if effects.base_period == "universal" else "varying_base",
        outcome=effects.outcome,
        n_refused=sum(cell.time - cell.cohort < -anticipation for cell in effects.refused),
    )


def _of_path(path: EffectPath, anticipation: float) -> _Before:
    chosen = (path.at < -anticipation) & ~path.is_base
    return _Before(
        keys={},
        event_time=path.at[chosen],
        estimate=path.estimate[chosen],
        covariance=_square(path.covariance, chosen),
        n_clusters=path.n_clusters,
        degrees_of_freedom=path.degrees_of_freedom,
        made=path.pre_trends,
        outcome=path.outcome,
    )


def _square(covariance: FloatArray, chosen: BoolArray) -> FloatArray:
    return covariance[np.ix_(chosen, chosen)]


def _verdict(p_value: float) -> Verdict:
    if p_value < _FAILED_BELOW:
        return "failed"
    return "concern" if p_value < _CONCERN_BELOW else "passed"


def _check(
    before: _Before,
    verdict: Verdict,
    sentence: str,
    details: tuple[Fact, ...],
    test: JointTest | None = None,
) -> Check:
    refused = {"differences before treatment that are not identified": before.n_refused}
    return Check(
        name="pre_trends",
        verdict=verdict,
        sentence=sentence,
        statistic=test.statistic if test else None,
        p_value=test.p_value if test else None,
        details=details,
        excluded=refused if before.n_refused else {},
    )


def _details(before: _Before) -> tuple[Fact, ...]:
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
    "separate": "",
    "none": "",
}


def _largest(before: _Before) -> str:
    """Say when the largest difference was, how large, and how surely."""
    i = int(np.argmax(np.abs(before.estimate)))
    periods = -before.event_time[i]
    when = f"{periods:g} {'period' if periods == 1 else 'periods'} before treatment began"
    x, reach = before.estimate[i], before.reach[i]
    low, high = number_words(x - reach), number_words(x + reach)
    interval = f" (95% interval {low} to {high})" if reach > 0 else ""
    kind = f"the largest difference{_COMPARED[before.made]}"
    return f"{kind}, {when}, was {number_words(x)}{interval}"


def _untested(before: _Before, reason: str) -> str:
    return (
        f"Whether {before.outcome} moved alike in treated and comparison units before treatment "
        f"cannot be tested: {reason}."
    )


def _sentence(before: _Before, verdict: Verdict, p_value: float) -> str:
    p, largest = p_words(p_value), _largest(before)
    if verdict == "passed":
        return (
            f"No difference in how {before.outcome} moved in treated and comparison units before "
            f"treatment was found ({p}); {largest}, so the test may have missed "
            "differences of that size, and it cannot show that the groups would have stayed alike "
            "without the programme."
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
