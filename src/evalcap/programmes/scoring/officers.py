"""From one row a measurement to one row an officer."""

from typing import Final

import numpy as np
import pandas as pd

# What a row about an officer keeps of the row at the end of the course, or else of any row.
_MEASURES: Final = ("officer", "timepoint", "score")


def by_officer(
    frame: pd.DataFrame, *, before: str, follow_up: str | None, maximum: float
) -> pd.DataFrame:
    """Set each officer's tests side by side.

    Parameters
    ----------
    frame
        One row an officer and time.
    before, follow_up
        Names of the first and of the later test; None if there is no later one.
    maximum
        Highest score that can be had.

    Returns
    -------
    DataFrame
        One row an officer: `before`, `after`, `later` (scores), `gain`, `normalised_gain`
        (missing for an officer who began at the maximum), `retention` (missing for one who gained
        nothing), `passed`, and every other column, as it is at the end of the course or, where
        that is missing, at the time nearest to it.
    """
    score = pd.to_numeric(frame["score"], errors="coerce").astype(float)
    wide = frame.assign(score=score).pivot_table(
        index="officer", columns="timepoint", values="score", dropna=False, sort=False
    )
    names = {"before": before, "after": "post", "later": follow_up}
    tests = pd.DataFrame(
        {new: wide.get(old, np.nan) for new, old in names.items()}, index=wide.index, dtype=float
    )
    gain = tests["after"] - tests["before"]
    room = (maximum - tests["before"]).where(lambda left: left > 0)
    tests = tests.assign(
        gain=gain,
        normalised_gain=gain / room,
        retention=(tests["later"] - tests["before"]) / gain.where(gain != 0),
        passed=_passed(frame),
    )
    return tests.join(_facts(frame)).reset_index()


def _passed(frame: pd.DataFrame) -> pd.Series:
    """Say who reached the pass mark at the end of the course, as recorded or by the mark."""
    end = frame[frame["timepoint"] == "post"].set_index("officer")
    if "passed" in end:
        return pd.to_numeric(end["passed"], errors="coerce").astype(float)
    if "cut_score" in end:
        score, mark = (pd.to_numeric(end[n], errors="coerce") for n in ("score", "cut_score"))
        return (score >= mark).astype(float).where(score.notna() & mark.notna())
    return pd.Series(np.nan, index=end.index)


def _facts(frame: pd.DataFrame) -> pd.DataFrame:
    """Give each officer's other columns: the first known value, from the end of the course on."""
    others = [name for name in frame if name not in (*_MEASURES, "passed")]
    order = (frame["timepoint"] != "post").sort_values(kind="stable").index
    return frame.loc[order].groupby("officer", sort=False)[others].first()
