"""How well documents were told apart, group by group."""

from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from evalcap.errors import count


@dataclass(frozen=True)
class DetectionScores:
    """Sensitivity, specificity, d' and criterion of each group.

    Attributes
    ----------
    groups
        One row a group: the columns of `by`; documents judged (`fraudulent`, `genuine`), those
        taken for fraudulent (`hits`, `false_alarms`), rows left out (`unanswered`,
        `truth_missing`); `n_clusters` (officers; missing where answers count as independent);
        rates from 0 to 1 and distances in standard deviations, each with `_low` and `_high`;
        `reason` where something could not be estimated.
    by
        The columns that make the groups.
    correction
        How rates of 0 and 1 were treated for d' and criterion.
    prevalence
        Share of fraudulent documents for the predictive values; None if they were not asked for.
    level
        Confidence level of the intervals.
    """

    groups: pd.DataFrame = field(repr=False)
    by: tuple[str, ...]
    correction: str
    prevalence: float | None
    level: float

    def to_frame(self) -> pd.DataFrame:
        """Give one row a group."""
        return self.groups.copy()

    def __str__(self) -> str:
        """Read as one sentence a group."""
        return "\n".join(self._sentence(row) for row in self.groups.to_dict("records"))

    def _sentence(self, row: dict[Any, Any]) -> str:
        who = ", ".join(f"{name} {row[name]}" for name in self.by)
        documents = count(row["fraudulent"] + row["genuine"], "document")
        officers = (
            "" if pd.isna(row["n_clusters"]) else f" by {count(row['n_clusters'], 'officer')}"
        )
        rates = ", ".join(
            f"{name} {row[name]:.2f} ({self.level:.0%} CI {row[f'{name}_low']:.2f} to "
            f"{row[f'{name}_high']:.2f})"
            for name in ("sensitivity", "specificity", "d_prime", "criterion")
            if not pd.isna(row[name])
        )
        why = f" ({row['reason']})" if row["reason"] else ""
        return (
            f"{who + ': ' if who else ''}{rates or 'nothing estimated'}; {documents}{officers}{why}"
        )
