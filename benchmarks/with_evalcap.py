"""What evalcap is asked."""

import pandas as pd
from answer import Answer
from panel import COVARIATES, NEVER

import evalcap as ec

DISTRIBUTION = "evalcap"


def _panel(frame: pd.DataFrame) -> ec.Panel:
    return ec.Panel.from_frame(
        frame, unit="unit", time="time", outcome="outcome", treated_from="start", never=NEVER
    )


def _answer(estimate: ec.Estimate) -> Answer:
    return Answer(estimate.point, estimate.std_error)


def group_time(frame: pd.DataFrame) -> Answer:
    """Average the doubly robust group-time effects over all treated cells."""
    effects = ec.estimate_group_time(_panel(frame), covariates=COVARIATES)
    return _answer(effects.aggregate("overall"))


def group_time_draws(frame: pd.DataFrame) -> Answer:
    """Give the same by event time, with a uniform band of 999 draws."""
    effects = ec.estimate_group_time(_panel(frame), covariates=COVARIATES)
    path = effects.aggregate("event_time")
    path.uniform_interval(draws=999)
    return _answer(path.overall)


def twfe(frame: pd.DataFrame) -> Answer:
    """Regress on treatment with unit and period effects."""
    return _answer(ec.estimate_twfe(_panel(frame)))


def sun_abraham(frame: pd.DataFrame) -> Answer:
    """Average the effects of every cohort and period at the first treated event time."""
    path = ec.estimate_sun_abraham(_panel(frame))
    at = list(path.at).index(0.0)
    return Answer(path.estimate[at], path.std_error[at])


def imputation(frame: pd.DataFrame) -> Answer:
    """Average the distances of treated rows from their predictions."""
    return _answer(ec.estimate_imputation(_panel(frame)).overall)


def wild_bootstrap(frame: pd.DataFrame) -> Answer:
    """Test a regional programme with 9,999 draws over 40 regions."""
    found = ec.wild_bootstrap(
        frame,
        outcome="outcome",
        regressors=["programme", *COVARIATES],
        parameter="programme",
        cluster="region",
        draws=9999,
    )
    return Answer(found.statistic, found.p_value)
