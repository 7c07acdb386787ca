"""Intervals under departures from parallel trends, and what they say."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import pandas as pd

from evalcap.diagnostics.check import Check, Verdict, facts
from evalcap.diagnostics.one_base import Target
from evalcap.diagnostics.words import number_words
from evalcap.kernels.arrays import FloatArray
from evalcap.kernels.distribution import Interval

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Method = Literal["relative_magnitude", "smoothness"]
_HALF = 0.5
_MANY_CLUSTERS = 40


@dataclass(frozen=True, slots=True, repr=False)
class Sensitivity:
    """How an effect's interval widens as trends may depart further from parallel.

    Attributes
    ----------
    n_after
        Effects that the target averages.
    n_clusters
        Clusters that the covariance rests on.
    value
        Bounds on the departure: multiples of the largest step before treatment, or bends in
        units of the outcome, shape (k,).
    conf_low, conf_high
        Limits under each bound, in units of the outcome, shape (k,).
    parallel
        The interval if trends were parallel.
    breakdown
        Largest bound at which the interval excludes zero; None when it does at none.
    seen
        The largest departure estimated before treatment, on the scale of `value`; None where the
        path cannot show one.
    """

    method: Method
    target: Target
    outcome: str
    n_after: int
    n_clusters: int
    level: float
    value: FloatArray
    conf_low: FloatArray
    conf_high: FloatArray
    parallel: Interval
    breakdown: float | None
    seen: float | None

    @property
    def verdict(self) -> Verdict:
        """Whether the finding holds under departures as large as those seen before treatment."""
        if self.parallel.low <= 0 <= self.parallel.high:
            return "not_applicable"
        if self.breakdown is None:
            return "failed"
        if self.seen is None:
            return "cannot_be_tested"
        if self.breakdown >= self.seen:
            return "passed"
        return "concern" if self.breakdown >= _HALF * self.seen else "failed"

    @property
    def sentence(self) -> str:
        """The finding in plain words."""
        low, high = (number_words(float(limit)) for limit in self.parallel)
        interval = f"{100 * self.level:g}% interval {low} to {high}"
        effect = self._effect()
        if self.verdict == "not_applicable":
            return (
                f"{effect} could be zero even if treated and comparison units would have moved "
                f"alike without the programme ({interval}), so there is no finding that diverging "
                "trends could overturn."
            )
        if self.breakdown is None:
            return (
                f"{effect} differs from zero if treated and comparison units would have moved "
                f"alike without the programme ({interval}), but can no longer be told from zero "
                f"{_AT_ONCE[self.method]}."
            )
        return (
            f"{effect} differs from zero if treated and comparison units would have moved alike "
            f"without the programme ({interval}), and still does as long as "
            f"{_BOUNDS[self.method].format(number_words(self.breakdown))}{self._compared()}."
        )

    @property
    def check(self) -> Check:
        """The same as a check, for a table of checks."""
        columns = {name: column.tolist() for name, column in self._columns().items()}
        return Check(
            name="sensitivity",
            verdict=self.verdict,
            sentence=self.sentence,
            statistic=self.breakdown,
            details=facts(columns),
            notes=self.notes,
        )

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader must know before using the intervals."""
        if self.n_clusters >= _MANY_CLUSTERS:
            return ()
        note = (
            f"The intervals take estimates as normally distributed; with {self.n_clusters} "
            "clusters they are too narrow."
        )
        return (note,)

    def to_frame(self) -> pd.DataFrame:
        """Give the intervals as tidy rows: value, conf_low, conf_high."""
        return pd.DataFrame(self._columns())

    def plot(self) -> "Axes":
        """Draw the intervals over the bounds, beside that under parallel trends."""
        from evalcap.diagnostics.sensitivity_plot import (  # noqa: PLC0415 - matplotlib is slow to load
            plot_sensitivity,
        )

        return plot_sensitivity(self)

    def _columns(self) -> dict[str, FloatArray]:
        return {"value": self.value, "conf_low": self.conf_low, "conf_high": self.conf_high}

    def _effect(self) -> str:
        if self.target == "first" or self.n_after == 1:
            return f"The effect on {self.outcome} in the first period of treatment"
        return f"The mean effect on {self.outcome} over {self.n_after} periods of treatment"

    def _compared(self) -> str:
        if self.seen is None:
            return "; one coefficient before treatment cannot show how large such bends are"
        enough = "which" if self.verdict == "passed" else "but that"
        reached = {"passed": "covers", "concern": "is less than", "failed": "is far less than"}
        what = (
            "what was seen before treatment"
            if self.method == "relative_magnitude"
            else f"the largest bend estimated before treatment, {number_words(self.seen)}"
        )
        return f", {enough} {reached[self.verdict]} {what}"

    def __str__(self) -> str:
        return str(self.check)

    def _repr_html_(self) -> str:
        return self.check._repr_html_()


_AT_ONCE: dict[Method, str] = {
    "relative_magnitude": "once they may part at all",
    "smoothness": "once they may part along a straight line",
}
_BOUNDS: dict[Method, str] = {
    "relative_magnitude": (
        "they part from one period to the next by at most {} times their largest step apart "
        "before treatment"
    ),
    "smoothness": (
        "they part along a straight line whose slope changes by at most {} from one period to the "
        "next"
    ),
}
