"""What statspai is asked."""

from typing import Any

import pandas as pd
import statspai as sp
from answer import Answer
from panel import COVARIATES, NEVER

DISTRIBUTION = "statspai"


def group_time(frame: pd.DataFrame) -> Answer:
    """Average the doubly robust group-time effects over all treated cells."""
    found = sp.aggte(_effects(frame), type="simple", bstrap=False, cband=False)
    return _answer(found)


def group_time_draws(frame: pd.DataFrame) -> Answer:
    """Give the same by event time, with a uniform band of 999 draws."""
    effects = _effects(frame)
    found = sp.aggte(effects, type="dynamic", bstrap=True, n_boot=999, cband=True, random_state=1)
    return Answer(float(found.estimate), float("nan"))


def twfe(frame: pd.DataFrame) -> Answer:
    """Regress on treatment with unit and period effects."""
    fit = sp.feols("outcome ~ treated | unit + time", frame, vcov={"CRV1": "unit"})
    return Answer(float(fit.params["treated"]), float(fit.std_errors["treated"]))


def sun_abraham(frame: pd.DataFrame) -> Answer:
    """Average the effects of every cohort and period at the first treated event time."""
    found = sp.sun_abraham(frame, "outcome", "start", "time", "unit", cluster="unit", parity="r")
    path = found.model_info["event_study"].set_index("relative_time")
    return Answer(path.loc[0, "att"], path.loc[0, "se"])


def imputation(frame: pd.DataFrame) -> Answer:
    """Average the distances of treated rows from their predictions."""
    data = frame.assign(start=frame["start"].where(frame["start"] != NEVER))
    return _answer(sp.did_imputation(data, "outcome", "unit", "time", "start", cluster="unit"))


def wild_bootstrap(frame: pd.DataFrame) -> Answer:
    """Test a regional programme with 9,999 draws over 40 regions."""
    found = sp.wild_cluster_bootstrap(
        frame,
        "outcome",
        ["programme", *COVARIATES],
        "region",
        test_var="programme",
        n_boot=9999,
        seed=1,
    )
    return Answer(found["t_stat"], found["p_boot"])


def _effects(frame: pd.DataFrame) -> Any:
    return sp.callaway_santanna(
        frame, "outcome", "start", "time", "unit", x=COVARIATES, base_period="varying"
    )


def _answer(found: Any) -> Answer:
    return Answer(float(found.estimate), float(found.se))
