"""What differences is asked."""

from typing import Any

import pandas as pd
from answer import Answer
from differences import ATTgt
from panel import NEVER

DISTRIBUTION = "differences"


def group_time(frame: pd.DataFrame) -> Answer:
    """Average the doubly robust group-time effects over all treated cells."""
    found = _fit(frame).aggregate("simple")
    return Answer(float(found.iloc[0, 0]), float(found.iloc[0, 1]))


def group_time_draws(frame: pd.DataFrame) -> Answer:
    """Give the same by event time, with a uniform band of 999 draws."""
    effects = _fit(frame)
    effects.aggregate("event", boot_iterations=999, random_state=1)
    found = effects.aggregate("event", overall=True)
    return Answer(float(found.iloc[0, 0]), float("nan"))


def _fit(frame: pd.DataFrame) -> Any:
    start = frame["start"].where(frame["start"] != NEVER)
    data = frame.assign(start=start).set_index(["unit", "time"])
    model = ATTgt(data, "start")
    model.fit("outcome ~ income + distance", est_method="dr", progress_bar=False)
    return model
