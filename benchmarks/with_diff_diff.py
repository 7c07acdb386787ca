"""What diff-diff is asked."""

from typing import Any

import diff_diff
import pandas as pd
from answer import Answer
from panel import COVARIATES

DISTRIBUTION = "diff-diff"

COLUMNS = {"outcome": "outcome", "unit": "unit", "time": "time", "first_treat": "start"}


def group_time(frame: pd.DataFrame) -> Answer:
    """Average the doubly robust group-time effects over all treated cells."""
    found = diff_diff.CallawaySantAnna().fit(frame, **COLUMNS, covariates=COVARIATES)
    return _overall(found)


def group_time_draws(frame: pd.DataFrame) -> Answer:
    """Give the same by event time, with a uniform band of 999 draws."""
    estimator = diff_diff.CallawaySantAnna(n_bootstrap=999, seed=1)
    found = estimator.fit(frame, **COLUMNS, covariates=COVARIATES, aggregate="event_study")
    after = [e["effect"] for at, e in found.event_study_effects.items() if at >= 0]
    return Answer(sum(after) / len(after), float("nan"))


def sun_abraham(frame: pd.DataFrame) -> Answer:
    """Average the effects of every cohort and period at the first treated event time."""
    found = diff_diff.SunAbraham(cluster="unit").fit(frame, **COLUMNS)
    first = found.event_study_effects[0]
    return Answer(first["effect"], first["se"])


def imputation(frame: pd.DataFrame) -> Answer:
    """Average the distances of treated rows from their predictions."""
    return _overall(diff_diff.ImputationDiD(cluster="unit").fit(frame, **COLUMNS))


def _overall(found: Any) -> Answer:
    return Answer(found.overall_att, found.overall_se)
