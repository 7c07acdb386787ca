"""Simulated border posts over years, read as panels and compared by their numbers."""

import numpy as np
import pandas as pd

from evalcap.dataset import Panel
from evalcap.estimators.group_time import estimate_group_time
from evalcap.estimators.twfe import estimate_twfe
from evalcap.estimators.two_period import estimate_two_period

FIRST, LAST = 2014, 2020


def draw_posts() -> pd.DataFrame:
    """Thirty border posts over seven years, scanners from 2017, 2018 or never (missing)."""
    rng = np.random.default_rng(71)
    frame = pd.DataFrame(
        [(post, year) for post in range(30) for year in range(FIRST, LAST + 1)],
        columns=["post", "year"],
    )
    cohort = np.repeat([2017, 2018, np.nan], 10)
    frame["start"] = cohort[frame["post"]]
    frame["region"] = frame["post"] % 8
    frame["traffic"] = rng.normal(size=30)[frame["post"]]
    frame["staff"] = rng.normal(size=30)[frame["post"]]
    frame["size"] = 1 + frame["post"] % 3 / 2
    on = frame["year"] >= frame["start"]
    frame["checks"] = frame["traffic"] * frame["year"] / 10 + 2 * on + rng.normal(size=len(frame))
    return frame


def panel(frame: pd.DataFrame, **roles: object) -> Panel:
    """Read the posts, with some columns in other roles."""
    names = {"unit": "post", "time": "year", "outcome": "checks", "treated_from": "start"}
    return Panel.from_frame(frame, **(names | roles))


def numbers(
    frame: pd.DataFrame, *, before: object = 2016, after: object = 2017, **roles: object
) -> np.ndarray:
    """Points and standard errors of several estimators, with covariate, clusters and weights."""
    data = panel(frame, **({"cluster": "region", "weight": "size"} | roles))
    effects = estimate_group_time(data, covariates=["traffic"], comparison="not_yet_treated")
    path = effects.aggregate("event_time")
    two = estimate_two_period(data, before=before, after=after, covariates=["traffic"])
    twfe = estimate_twfe(data)
    return np.concatenate(
        [path.estimate, path.std_error]
        + [[e.point, e.std_error] for e in (effects.aggregate("overall"), two, twfe)]
    )


def assert_same(ours: np.ndarray, clean: np.ndarray) -> None:
    """Hold numbers that differ by the order of sums alone to be the same."""
    np.testing.assert_allclose(ours, clean, rtol=1e-9, atol=1e-12)
