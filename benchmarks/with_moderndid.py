"""What moderndid is asked."""

from typing import Any

import moderndid
import pandas as pd
from answer import Answer

DISTRIBUTION = "moderndid"


def group_time(frame: pd.DataFrame) -> Answer:
    """Average the doubly robust group-time effects over all treated cells."""
    found = moderndid.aggte(_effects(frame), type="simple", boot=False, cband=False)
    return Answer(found.overall_att, found.overall_se)


def group_time_draws(frame: pd.DataFrame) -> Answer:
    """Give the same by event time, with a uniform band of 999 draws."""
    found = moderndid.aggte(
        _effects(frame), type="dynamic", boot=True, biters=999, cband=True, random_state=1
    )
    return Answer(found.overall_att, float("nan"))


def _effects(frame: pd.DataFrame) -> Any:
    return moderndid.att_gt(
        frame,
        "outcome",
        "time",
        idname="unit",
        gname="start",
        xformla="~ income + distance",
        boot=False,
        cband=False,
    )
