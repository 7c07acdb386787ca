"""Mean outcomes of both arms over time, as far as they tell of no few people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from evalcap.dataset import Panel
from evalcap.evidence.counted import trend_key
from evalcap.evidence.results import TrendRecord
from evalcap.kernels.arrays import BoolArray, FloatArray
from evalcap.privacy.disclosure import Protected, Rules
from evalcap.privacy.disclosure.concentration import is_concentrated, is_share_of_few
from evalcap.privacy.disclosure.label import told_by

_PAIR = 2


def trend_records(
    panel: Panel, outcome: str, rules: Rules | None = None
) -> tuple[TrendRecord, ...]:
    """Record the mean outcome of both arms in every period.

    The treated arm holds every unit whose treatment begins within the data.

    Parameters
    ----------
    rules
        Where units are people: a mean that is mostly that of one or two of them is withheld, and
        so is a share that tells how few people are on one side of it.
    """
    means = _Means.of(panel, rules)
    ever = (panel.treated_from <= panel.periods[-1])[panel.unit]
    records = []
    for period, place in enumerate(panel.periods):
        then = means.seen & (panel.period == period)
        for arm, member in (("treated", ever), ("comparison", ~ever)):
            records.append(
                TrendRecord(
                    outcome=outcome,
                    arm=arm,
                    time=float(place),
                    label=panel.calendar.label(place),
                    mean=means.told(then & member, then),
                    n_units=int((then & member).sum()),
                )
            )
    return tuple(records)


@dataclass(frozen=True, slots=True)
class _Means:
    """Outcomes to average.

    Attributes
    ----------
    outcome, weight, seen
        Of each row, and whether it has an outcome and a weight, shape (n_rows,).
    is_share
        Whether outcomes take two values, so that their mean is a share.
    rules
        None where units are no people.
    """

    outcome: FloatArray
    weight: FloatArray
    seen: BoolArray
    is_share: bool
    rules: Rules | None

    @classmethod
    def of(cls, panel: Panel, rules: Rules | None) -> "_Means":
        weight = np.ones(len(panel.outcome)) if panel.weight is None else panel.weight
        seen = ~np.isnan(panel.outcome) & (weight > 0)
        values = np.unique(panel.outcome[seen])
        return cls(panel.outcome, weight, seen, len(values) == _PAIR, rules)

    def told(self, rows: BoolArray, everybody: BoolArray) -> float | None:
        """Average some rows, unless that tells of few people.

        Parameters
        ----------
        everybody
            All rows of the period: what is the same for all of them sets no few people apart.
        """
        values, weight = self.outcome[rows], self.weight[rows]
        if not len(values) or (self.rules is not None and self._is_of_few(rows, everybody)):
            return None
        return float(np.average(values, weights=weight))

    def _is_of_few(self, rows: BoolArray, everybody: BoolArray) -> bool:
        assert self.rules is not None  # noqa: S101 - the caller looked
        values, differs = self.outcome[rows], len(np.unique(self.outcome[everybody])) > 1
        if self.is_share and differs and is_share_of_few(values, self.rules):
            return True
        return is_concentrated(values * self.weight[rows], self.rules)


def published_trends(
    exact: Sequence[TrendRecord],
    told: Sequence[TrendRecord],
    withheld: Protected,
    *,
    steps: Mapping[str, float],
) -> tuple[TrendRecord, ...]:
    """Leave out means that tell of few people, or of few who are new or gone.

    Where a mean tells of few people, all means of the arm go: an effect is a difference between
    periods and arms, from which the missing one could be worked out. Where the number of people
    is not told as it is, their mean is rounded so far that it does not tell it either.

    Parameters
    ----------
    exact, told
        The same records before and after counts were protected.
    steps
        Outcome to what its values are multiples of; 0 where they have many digits.
    """
    hidden = {
        (t.outcome, t.arm)
        for t in exact
        if t.n_units and (t.mean is None or trend_key(t) in withheld.few)
    }

    def mean_of(now: TrendRecord, then: TrendRecord) -> float | None:
        is_told = (now.outcome, now.arm) not in hidden and trend_key(now) not in withheld.changed
        if not is_told or now.mean is None or now.n_units == then.n_units:
            return now.mean if is_told else None
        least = max(1, int(told_by(now.n_units)[0]))
        return without_denominator(now.mean, least, steps[now.outcome])

    pairs = zip(told, exact, strict=True)
    return tuple(now.model_copy(update={"mean": mean_of(now, then)}) for now, then in pairs)


def without_denominator(mean: float, n: int, step: float) -> float:
    """Round a mean so that it does not tell how many values it is of.

    The mean of `n` whole numbers is a multiple of 1/n, and of no other fraction with as few
    people; rounded to a coarser step it may be the mean of any number of them from `n` on.

    Parameters
    ----------
    n
        The fewest values there may be.
    step
        What each value is a multiple of; 0 for values with many digits, which tell nothing.
    """
    if step == 0:
        return mean
    power = 10.0 ** np.floor(np.log10(step / n))
    coarse = next(times * power for times in (1, 2, 5, 10) if times * power >= step / n)
    return float(round(mean / coarse) * coarse)
