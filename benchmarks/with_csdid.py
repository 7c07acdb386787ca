"""What csdid is asked."""

import pandas as pd
from answer import Answer
from csdid.att_gt import ATTgt

DISTRIBUTION = "csdid"


def group_time(frame: pd.DataFrame) -> Answer:
    """Average the doubly robust group-time effects over all treated cells."""
    fit = _model(frame).fit(est_method="dr", bstrap=False).aggte("simple", bstrap=False)
    return Answer(fit.atte["overall_att"], fit.atte["overall_se"])


def group_time_draws(frame: pd.DataFrame) -> Answer:
    """Give the same by event time, with a uniform band of 999 draws."""
    fit = _model(frame).fit(est_method="dr", bstrap=False)
    fit = fit.aggte("dynamic", bstrap=True, biters=999, cband=True)
    return Answer(fit.atte["overall_att"], float("nan"))


def _model(frame: pd.DataFrame) -> ATTgt:
    return ATTgt(
        "outcome",
        "time",
        "unit",
        "start",
        data=frame,
        control_group=["nevertreated"],
        xformla="outcome ~ income + distance",
    )
