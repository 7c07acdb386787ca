"""Whether units were lost, and more of them in one group than in the other."""

from dataclasses import dataclass

import numpy as np

from evalcap.dataset import Panel
from evalcap.diagnostics.check import Check, Fact, Verdict, facts
from evalcap.diagnostics.difference import MeanDifference, difference_in_means
from evalcap.diagnostics.joint_test import JointTest, Untested
from evalcap.diagnostics.words import count_words, number_words, p_words, percent_words
from evalcap.kernels.arrays import BoolArray, FloatArray, IntArray
from evalcap.kernels.distribution import critical_value

_SIGNIFICANT_BELOW = 0.05
_GAP_FAILED_ABOVE = 0.10
_LOSS_CONCERN_ABOVE = 0.20


@dataclass(frozen=True, slots=True)
class _Losses:
    """Units ever seen with an outcome, and whether they lack one at the end.

    Attributes
    ----------
    lost
        1 for lost, 0 for kept, shape (n_units,).
    treated
        Whether the unit is ever treated within the data, shape (n_units,).
    cluster
        Shape (n_units,).
    n_never_seen
        Units without an outcome in any period; they are in none of the above.
    period
        The last period with any outcome, in words.
    """

    lost: FloatArray
    treated: BoolArray
    cluster: IntArray
    n_never_seen: int
    period: str

    @property
    def share(self) -> float:
        return float(self.lost.mean())


def check_attrition(panel: Panel) -> Check:
    """Compare how many treated and comparison units have no outcome in the last period.

    Every unit with an outcome in some period counts once, whatever its weight. Failed when the
    share lost differs between the groups by more than 10 percentage points, or by less but
    significantly at 5 %; of concern when more than 20 % of all units are lost. The last period is
    the last in which any outcome was recorded.

    Returns
    -------
    A check whose statistic is the difference in shares over its clustered standard error, with a
    p-value from t with clusters less one.
    """
    if not panel.is_repeated or len(panel.periods) == 1:
        return _not_applicable(panel)
    losses = _find(panel)
    if losses is None or losses.treated.all() or not losses.treated.any():
        return _without_groups(losses)
    means = difference_in_means(
        losses.lost[:, None], losses.treated, np.ones(len(losses.lost)), losses.cluster
    )
    test = means.test(np.array([True]))
    verdict = _verdict(float(means.difference[0]), losses.share, test)
    return Check(
        name="attrition",
        verdict=verdict,
        sentence=_sentence(losses, means, test, verdict),
        statistic=_statistic(means) if isinstance(test, JointTest) else None,
        p_value=test.p_value if isinstance(test, JointTest) else None,
        details=_details(losses),
        excluded=_excluded(losses),
        counts=_counts(losses),
        discreet=_discreet(losses, verdict),
    )


def _find(panel: Panel) -> _Losses | None:
    known = ~np.isnan(panel.outcome)
    if not known.any():
        return None
    last = int(panel.period[known].max())
    ever, there = np.zeros(panel.n_units, bool), np.zeros(panel.n_units, bool)
    ever[panel.unit[known]] = True
    there[panel.unit[known & (panel.period == last)]] = True
    return _Losses(
        lost=np.where(there, 0.0, 1.0)[ever],
        treated=(panel.treated_from <= panel.periods[-1])[ever],
        cluster=panel.cluster[ever],
        n_never_seen=int((~ever).sum()),
        period=f"{panel.names.time} {panel.calendar.label(panel.periods[last])}",
    )


def _verdict(gap: float, share: float, test: JointTest | Untested) -> Verdict:
    significant = isinstance(test, JointTest) and test.p_value < _SIGNIFICANT_BELOW
    if abs(gap) > _GAP_FAILED_ABOVE or significant:
        return "failed"
    if share > _LOSS_CONCERN_ABOVE:
        return "concern"
    return "cannot_be_tested" if isinstance(test, Untested) and share > 0 else "passed"


def _statistic(means: MeanDifference) -> float:
    return float(means.difference[0] / np.sqrt(means.covariance[0, 0]))


_SO: dict[Verdict, str] = {
    "failed": "if those lost differ from those kept, the estimate may come from who was lost "
    "rather than from the programme",
    "concern": "the result speaks for those who stayed",
    "cannot_be_tested": "whether that is more than chance cannot be tested",
    "passed": "those lost may still differ from those kept in what was not measured",
}


def _sentence(
    losses: _Losses, means: MeanDifference, test: JointTest | Untested, verdict: Verdict
) -> str:
    if not losses.lost.any():
        return f"No unit was lost by the last period ({losses.period}){_never_words(losses)}."
    return (
        f"By the last period ({losses.period}) {percent_words(means.treated[0])} of treated and "
        f"{percent_words(means.comparison[0])} of comparison units had no outcome any more "
        f"({_gap_words(means, test)}; {percent_words(losses.share)} of all): {_SO[verdict]}"
        f"{_never_words(losses)}."
    )


def _discreet(losses: _Losses, verdict: Verdict) -> str:
    return (
        f"How many units had no outcome any more by the last period ({losses.period}) is not told, "
        f"because it is about few of them: {_SO[verdict]}."
    )


def _counts(losses: _Losses) -> dict[str, int]:
    lost = losses.lost > 0
    counts = {
        "treated lost": int((lost & losses.treated).sum()),
        "comparison lost": int((lost & ~losses.treated).sum()),
        "never seen": losses.n_never_seen,
    }
    return counts if any(counts.values()) else {}


def _gap_words(means: MeanDifference, test: JointTest | Untested) -> str:
    gap = 100 * float(means.difference[0])
    text = f"a difference of {number_words(gap)} percentage points"
    if isinstance(test, Untested):
        return text
    se = 100 * np.sqrt(means.covariance[0, 0])
    reach = critical_value(0.95, means.degrees_of_freedom) * se
    interval = f"95% interval {number_words(gap - reach)} to {number_words(gap + reach)}"
    return f"{text}, {interval}, {p_words(test.p_value)}"


def _never_words(losses: _Losses) -> str:
    if not losses.n_never_seen:
        return ""
    return f"; not counted are {count_words(losses.n_never_seen)} units that never had an outcome"


def _details(losses: _Losses) -> tuple[Fact, ...]:
    groups = {
        "treated": losses.treated,
        "comparison": ~losses.treated,
        "all": np.ones(len(losses.lost), bool),
    }
    groups = {name: units for name, units in groups.items() if units.any()}
    return facts(
        {
            "group": list(groups),
            "n_units": [int(units.sum()) for units in groups.values()],
            "n_lost": [int(losses.lost[units].sum()) for units in groups.values()],
            "share_lost": [float(losses.lost[units].mean()) for units in groups.values()],
        }
    )


def _excluded(losses: _Losses) -> dict[str, int]:
    return {"units never seen with an outcome": losses.n_never_seen} if losses.n_never_seen else {}


def _without_groups(losses: _Losses | None) -> Check:
    needed = "it takes treated and comparison units with an outcome"
    return Check(
        name="attrition",
        verdict="cannot_be_tested",
        sentence=f"Whether more units were lost in one group cannot be tested: {needed}.",
        details=_details(losses) if losses else (),
        excluded=_excluded(losses) if losses else {},
    )


def _not_applicable(panel: Panel) -> Check:
    reason = (
        "there is one period only"
        if panel.is_repeated
        else "different people were interviewed in each period"
    )
    return Check(
        name="attrition",
        verdict="not_applicable",
        sentence=f"Loss of units over time does not apply: {reason}.",
    )
