"""The result of a randomisation test."""

from dataclasses import dataclass, field
from html import escape

import pandas as pd

from evalcap.errors import count
from evalcap.errors.inference import NoInversionError
from evalcap.estimate import Estimate
from evalcap.estimate.interval import require_level
from evalcap.inference.assignment import Level
from evalcap.inference.reestimation import Statistic
from evalcap.kernels.arrays import FloatArray
from evalcap.kernels.distribution import Interval
from evalcap.kernels.inversion import Redrawn, invert

_CONVENTIONAL = 0.05


@dataclass(frozen=True, slots=True)
class RandomisationTest:
    """An estimate among those that other assignments of treatment would have given.

    Attributes
    ----------
    estimate
        Under the assignment that was made.
    statistic_kind
        "studentised" (estimate over standard error) or "estimate".
    level
        Whether treatment moved among clusters or among units.
    n_groups
        How many of them there are.
    draws
        Assignments used; all that differ when `is_enumerated`.
    scale
        About the standard error, in units of the outcome.
    can_invert
        Whether the test gives an interval.
    failed
        Assignments under which nothing could be estimated; they count as extreme.
    """

    estimate: Estimate
    statistic_kind: Statistic
    level: Level
    n_groups: int
    draws: int
    is_enumerated: bool
    scale: float = field(repr=False)
    can_invert: bool
    redrawn: Redrawn = field(repr=False, compare=False)
    failed: int = 0

    @property
    def point(self) -> float:
        """The estimate, in units of the outcome."""
        return self.estimate.point

    @property
    def statistic(self) -> float:
        """The statistic under the assignment that was made."""
        return self.point / self._unit

    @property
    def _unit(self) -> float:
        return self.estimate.std_error if self.statistic_kind == "studentised" else 1.0

    @property
    def statistics(self) -> FloatArray:
        """The statistic under each assignment if there is no effect, shape (draws,)."""
        return self.redrawn.statistics(-self.point)

    @property
    def p_value(self) -> float:
        """Share of assignments with a statistic at least as far from zero.

        Exact when all are used; from random ones (1 + those) / (1 + draws).
        """
        return self._p_value(-self.point)

    def _p_value(self, gap: float) -> float:
        share = self.redrawn.share_beyond(gap / self._unit, gap, ties=True)
        if self.is_enumerated:
            return share
        return float((1 + share * self.draws) / (1 + self.draws))

    @property
    def smallest_p_value(self) -> float:
        """What the p-value cannot fall below, whatever the data."""
        return 1 / self.draws if self.is_enumerated else 1 / (1 + self.draws)

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader must know before using the p-value."""
        notes = []
        if self.smallest_p_value > _CONVENTIONAL:
            notes.append(
                f"{self.draws} assignments cannot give a p-value below {self.smallest_p_value:.2g}."
            )
        if self.failed:
            notes.append(
                f"Under {count(self.failed, 'assignment')} nothing could be estimated; they count "
                "as extreme."
            )
        return tuple(notes)

    def interval(self, level: float = 0.95) -> Interval:
        """Effects, the same for all treated, that the test does not reject.

        In units of the outcome; infinite where the assignments are too few to reject any.

        Raises
        ------
        NoInversionError
            If statistics are known without an effect only.
        """
        if not self.can_invert:
            raise NoInversionError("it estimated without a shifted outcome")
        require_level(level)
        low, high = invert(self._p_value, level=level, step=self.scale)
        return Interval(self.point + low, self.point + high)

    def to_frame(self) -> pd.DataFrame:
        """Give the test as one tidy row."""
        return pd.DataFrame(
            {
                "term": [self.estimate.estimand],
                "estimate": [self.point],
                "statistic": [self.statistic],
                "p_value": [self.p_value],
                "assignments": [self.draws],
            }
        )

    def __str__(self) -> str:
        which = "all" if self.is_enumerated else "random"
        return (
            f"{self.estimate.estimand} {self.point:.4g} (p = {self.p_value:.3g}; randomisation "
            f"test, {which} {self.draws} assignments of treatment to {self.n_groups} {self.level})"
        )

    def _repr_html_(self) -> str:
        notes = "".join(f"<li>{escape(note)}</li>" for note in self.notes)
        return f"<p>{escape(str(self))}</p>" + (f"<ul>{notes}</ul>" if notes else "")
