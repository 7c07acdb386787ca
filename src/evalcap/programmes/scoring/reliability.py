"""How reliable each test was, from the points for its questions."""

import re
from typing import Final

import pandas as pd

from evalcap.kernels.reliability import cronbach_alpha

_ITEM: Final = re.compile(r"item_\d{1,3}")


def reliability(frame: pd.DataFrame, *, level: float) -> pd.DataFrame:
    """Find Cronbach's alpha of the test at each time of measurement.

    Parameters
    ----------
    frame
        One row an officer and time, with points as `item_01`, `item_02`, ...; a question nobody
        answered at a time was not part of that test.
    level
        Confidence level.

    Returns
    -------
    DataFrame
        One row a time: `timepoint`, `alpha`, `alpha_low`, `alpha_high`, `n_items`, `n_officers`
        who answered every question, `left_out` who did not, and the `reason` if there is no
        alpha. Empty where the data hold no questions.
    """
    items = [name for name in map(str, frame.columns) if _ITEM.fullmatch(name)]
    if not items:
        return pd.DataFrame()
    points = frame[items].apply(pd.to_numeric, errors="coerce").astype(float)
    return pd.DataFrame(
        [
            {"timepoint": time, **_row(rows, level)}
            for time, rows in points.groupby(frame["timepoint"], sort=False)
        ]
    )


def _row(points: pd.DataFrame, level: float) -> dict[str, float | int | str]:
    asked = points.dropna(axis=1, how="all")
    answered = points.notna().any(axis=1)
    complete = asked.dropna()
    found = cronbach_alpha(complete.to_numpy())
    low, high = found.interval(level)
    why = "fewer than two officers or questions, or totals that do not vary"
    return {
        "alpha": found.alpha,
        "alpha_low": float(low),
        "alpha_high": float(high),
        "n_items": found.n_items,
        "n_officers": found.n_persons,
        "left_out": int(answered.sum()) - found.n_persons,
        "reason": why if pd.isna(found.alpha) else "",
    }
