"""Simulated data and the truth behind them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from evalcap.kernels.arrays import FloatArray


@dataclass(frozen=True, slots=True)
class Truth:
    """What an estimate should find: effects averaged over the very rows of the data.

    Attributes
    ----------
    outcome
        The column that the effects are on.
    overall
        Average effect over all rows under treatment, in units of the outcome.
    by_event_time
        Average effect by periods since treatment began, in units of the outcome.
    parts
        The truth for the columns that the outcome is made of.
    """

    outcome: str
    overall: float
    by_event_time: Mapping[int, float]
    parts: Mapping[str, "Truth"] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """Give the truth as JSON takes it."""
        truth: dict[str, Any] = {
            "outcome": self.outcome,
            "overall": self.overall,
            "by_event_time": {str(e): effect for e, effect in self.by_event_time.items()},
        }
        if self.parts:
            truth["parts"] = {name: part.to_dict() for name, part in self.parts.items()}
        return truth


@dataclass(frozen=True, slots=True)
class Simulated:
    """A data frame as a programme would deliver it, and the truth behind it."""

    frame: pd.DataFrame
    truth: Truth


def average_effects(
    outcome: str, effect: FloatArray, exposure: FloatArray, parts: Mapping[str, Truth] | None = None
) -> Truth:
    """Average individual effects over rows under treatment.

    Parameters
    ----------
    effect
        Outcome with the programme minus outcome without it, shape (n_rows,).
    exposure
        Periods since treatment began, negative before, minus infinity for never, shape (n_rows,).
    """
    treated = exposure >= 0
    reached = np.unique(exposure[treated])
    return Truth(
        outcome=outcome,
        overall=float(effect[treated].mean()),
        by_event_time={int(e): float(effect[exposure == e].mean()) for e in reached},
        parts=parts or {},
    )
