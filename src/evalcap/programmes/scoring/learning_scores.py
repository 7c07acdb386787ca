"""What was learned, kept and passed on."""

from dataclasses import dataclass, field

import pandas as pd

from evalcap.errors import count


@dataclass(frozen=True)
class LearningScores:
    """Learning by officer, by group and by generation, and the reliability of the tests.

    Attributes
    ----------
    officers
        One row an officer; see `by_officer`. Private: never part of a report.
    groups
        One row a group: gain in points, normalised gain and retention as ratios of means, shares
        who passed and who reached the maximum, each with `_low` and `_high`.
    cascade
        One row a generation of trained trainers; empty if there is no cascade.
    reliability
        One row a test with Cronbach's alpha; empty if the data hold no questions.
    before, follow_up
        Names of the first and of the later test; None if there was no later one.
    level
        Confidence level of the intervals.
    """

    officers: pd.DataFrame = field(repr=False)
    groups: pd.DataFrame = field(repr=False)
    cascade: pd.DataFrame = field(repr=False)
    reliability: pd.DataFrame = field(repr=False)
    before: str
    follow_up: str | None
    level: float

    def to_frame(self) -> pd.DataFrame:
        """Give one row a group."""
        return self.groups.copy()

    def __str__(self) -> str:
        """Say what all officers together gained."""
        with_both = self.officers["gain"].notna()
        left_out = int((~with_both).sum())
        gain = self.officers["gain"].mean()
        text = f"{count(int(with_both.sum()), 'officer')} gained {gain:.1f} points on average"
        without = f"; {count(left_out, 'officer')} without both tests left out" if left_out else ""
        return (
            f"{text} from {self.before} to post, which is no effect without a comparison{without}"
        )
