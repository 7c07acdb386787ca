"""Score what officers learned, kept, and passed on."""

from collections.abc import Sequence
from typing import Final

import pandas as pd

from evalcap.errors.dataset import ColumnNotFoundError
from evalcap.errors.scoring import ScoringColumnsError
from evalcap.programmes.scoring.cascade import cascade
from evalcap.programmes.scoring.learning_groups import learning_groups
from evalcap.programmes.scoring.learning_scores import LearningScores
from evalcap.programmes.scoring.officers import by_officer
from evalcap.programmes.scoring.reliability import reliability

# The earliest of these that the data have stands for the time before the course.
_BEFORE: Final = ("pre", "baseline")
_FOLLOW_UPS: Final = ("followup_3m", "followup_6m", "followup_12m")


def score_learning(
    frame: pd.DataFrame,
    *,
    by: Sequence[str] = (),
    before: str | None = None,
    follow_up: str | None = None,
    cluster: str = "course",
    maximum: float = 100,
    level: float = 0.95,
) -> LearningScores:
    r"""Estimate gains, normalised gains, retention, reliability and the fidelity of a cascade.

    For officers who took both tests, with means over them:

    .. math:: \text{gain} = \overline{post} - \overline{pre}, \quad
        g = \frac{\text{gain}}{max - \overline{pre}}, \quad
        \text{retention} = \frac{\overline{later} - \overline{pre}}{\text{gain}}

    None of these is an effect of the course: officers also learn without one. A comparison group
    and an estimator show an effect.

    Parameters
    ----------
    frame
        One row an officer and time of measurement: `officer`, `timepoint`, `score`; where they
        are there also `passed` or `cut_score`, `generation`, `is_trainer`, `sessions_given`, and
        the points for each question as `item_01`, `item_02`, ...
    by
        Columns to group by, constant within an officer; all officers together if none.
    before
        The time before the course; `pre` if the data have it, else `baseline`.
    follow_up
        The later test; the first that the data have, if not given.
    cluster
        Column of the course, whose officers learned together; officers count as independent
        without it.
    maximum
        Highest score that can be had.
    level
        Confidence level.

    Returns
    -------
    LearningScores
        By officer, by group, by generation of a cascade, and the reliability of each test.

    Raises
    ------
    ColumnNotFoundError, ScoringColumnsError
        Columns are not there, officers stand twice at one time, or scores are out of range.
    """
    _require_columns(frame, by)
    _require_scores(frame, maximum)
    times = set(frame["timepoint"].dropna())
    start = before or next((time for time in _BEFORE if time in times), _BEFORE[0])
    later = follow_up or next((time for time in _FOLLOW_UPS if time in times), None)
    _require_times(times, [start, "post", *([] if follow_up is None else [follow_up])])
    officers = by_officer(frame, before=start, follow_up=later, maximum=maximum)
    return LearningScores(
        officers=officers,
        groups=learning_groups(officers, by=by, cluster=cluster, maximum=maximum, level=level),
        cascade=cascade(officers, cluster=cluster, level=level),
        reliability=reliability(frame, level=level),
        before=start,
        follow_up=later,
        level=level,
    )


def _require_columns(frame: pd.DataFrame, by: Sequence[str]) -> None:
    needed = ("officer", "timepoint", "score", *by)
    if absent := [name for name in needed if name not in frame]:
        raise ColumnNotFoundError(absent, list(map(str, frame.columns)))


def _require_scores(frame: pd.DataFrame, maximum: float) -> None:
    keys = frame[["officer", "timepoint"]]
    score = pd.to_numeric(frame["score"], errors="coerce")
    problems = {
        "no officer or no time of measurement": keys.isna().any(axis=1),
        "the same officer and time as another row": keys.duplicated(keep=False),
        "a score that is no number": score.isna() & frame["score"].notna(),
        f"a score below 0 or above {maximum:g}": (score < 0) | (score > maximum),
    }
    found = [
        f"{int(rows.sum()):,} rows have {what}." for what, rows in problems.items() if rows.any()
    ]
    if found:
        raise ScoringColumnsError(
            found,
            needed=f"One row an officer and time, with a score from 0 to {maximum:g}.",
            do="Correct the rows, or pass maximum= if the test has another scale.",
        )


def _require_times(times: set[str], needed: Sequence[str]) -> None:
    if absent := [time for time in needed if time not in times]:
        raise ScoringColumnsError(
            [f"No row has the time of measurement {' or '.join(absent)}."],
            needed="A test before the course and one at its end.",
            do=f"Recode timepoint; the data have: {', '.join(sorted(map(str, times)))}.",
        )
