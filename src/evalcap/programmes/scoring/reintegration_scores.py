"""Scores of reintegration, and what has to be known about them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import pandas as pd

from evalcap.errors import count

SCORE: Final = "_score"
IMPUTED: Final = "_imputed"
WITHOUT_UNCERTAIN: Final = "_without_uncertain"


@dataclass(frozen=True)
class ReintegrationScores:
    """Scores by returnee and wave.

    Attributes
    ----------
    instrument
        The scoring, and its version.
    confirmed
        Whether its weights were read in their source.
    most_imputed
        Largest share of a score's weight that was allowed to be imputed.
    scores
        For each dimension and the composite its `_score` and the share of its weight that was
        `_imputed`, from 0 to 1; the same `_without_uncertain` items where there are any. Scores
        that rest on too few answers are missing. Shape (n_rows, n_columns), the frame's index.
    contradictory
        Rows where the second of two questions was answered though the first ruled it out,
        shape (n_rows,). Their score is held within 0 and 1.
    absent
        Items without a column: missing in every row.
    differences
        One row a score that came with the data: `score`, rows `compared`, rows `differing`, means
        as delivered and as recomputed, and the `largest` difference.
    """

    instrument: str
    confirmed: bool
    most_imputed: float
    scores: pd.DataFrame = field(repr=False)
    contradictory: pd.Series = field(repr=False)
    absent: tuple[str, ...]
    differences: pd.DataFrame = field(repr=False)

    @property
    def withheld(self) -> Mapping[str, int]:
        """Score to the number of rows where too much of its weight would be imputed."""
        names = [name for name in map(str, self.scores) if name.endswith(SCORE)]
        return {name: int(self.scores[name].isna().sum()) for name in names}

    def to_frame(self) -> pd.DataFrame:
        """Give scores, imputed shares and contradictions, one row a row of the data."""
        return self.scores.assign(contradictory=self.contradictory)

    def __str__(self) -> str:
        """Say what was scored, and what stands in the way of using it."""
        names = [name for name in map(str, self.scores) if name.endswith(SCORE)]
        means = ", ".join(
            f"{name.removesuffix(SCORE)} {self.scores[name].mean():.2f}"
            for name in names
            if self.scores[name].notna().any()
        )
        parts = [f"{count(len(self.scores), 'row')} scored by {self.instrument}: mean {means}"]
        if any(self.withheld.values()):
            withheld = ", ".join(f"{k.removesuffix(SCORE)} {n:,}" for k, n in self.withheld.items())
            parts.append(f"withheld, over {self.most_imputed:.0%} imputed: {withheld}")
        if self.contradictory.any():
            rows = count(int(self.contradictory.sum()), "row")
            parts.append(f"contradictory answers in {rows}")
        if self.absent:
            parts.append(f"not asked: {', '.join(self.absent)}")
        parts += [
            f"{row['score']} as delivered differs in {row['differing']:,} of "
            f"{count(row['compared'], 'row')}"
            for row in self.differences.to_dict("records")
            if row["differing"]
        ]
        if not self.confirmed:
            parts.append("weights not confirmed by the survey's own documentation")
        return "; ".join(parts)
