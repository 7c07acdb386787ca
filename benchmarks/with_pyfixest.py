"""What pyfixest is asked."""

import pandas as pd
import pyfixest as pf
from answer import Answer

DISTRIBUTION = "pyfixest"


def twfe(frame: pd.DataFrame) -> Answer:
    """Regress on treatment with unit and period effects."""
    fit = pf.feols("outcome ~ treated | unit + time", frame, vcov={"CRV1": "unit"})
    return Answer(fit.coef()["treated"], fit.se()["treated"])


def sun_abraham(frame: pd.DataFrame) -> Answer:
    """Average the effects of every cohort and period at the first treated event time."""
    fit = pf.event_study(
        frame, "outcome", "unit", "time", "start", estimator="saturated", cluster="unit"
    )
    path = fit.aggregate()
    path.index = path.index.astype(float)
    row = path.loc[0.0]
    return Answer(row["Estimate"], row["Std. Error"])


def wild_bootstrap(frame: pd.DataFrame) -> Answer:
    """Test a regional programme with 9,999 draws over 40 regions (package wildboottest)."""
    fit = pf.feols("outcome ~ programme + income + distance", frame, vcov={"CRV1": "region"})
    found = fit.wildboottest(reps=9999, param="programme", seed=1)
    return Answer(found["t value"], found["Pr(>|t|)"])
