"""Hits and false alarms by officer, from answers or from counts that a test recorded."""

from collections.abc import Sequence
from typing import Final

import pandas as pd

from evalcap.errors import count
from evalcap.errors.scoring import ScoringColumnsError, TruthUnknownError
from evalcap.programmes.scoring.answers import answers_in
from evalcap.programmes.scoring.detection_yield import available_measures

COUNTS: Final = ("fraudulent", "hits", "genuine", "false_alarms", "unanswered", "truth_missing")
# What a test records for each officer, and what that is here.
_RECORDED: Final = {
    "fraudulent_shown": "fraudulent",
    "fraudulent_detected": "hits",
    "genuine_shown": "genuine",
    "genuine_refused": "false_alarms",
}
_FRAUDULENT, _GENUINE = "fraudulent", "genuine"


def detection_counts(frame: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Count hits and false alarms for each combination of some columns.

    Parameters
    ----------
    frame
        Answers with their truth, or counts by test; see `score_detection`.
    by
        Columns to group by; may be empty.

    Returns
    -------
    DataFrame
        One row a group, with the columns of `by` and those of `COUNTS`: documents judged by what
        they are, those taken for fraudulent, and the rows without an answer or without a truth.

    Raises
    ------
    TruthUnknownError
        The truth is not known for all documents that were judged.
    ScoringColumnsError
        Neither kind of columns is there, or they contradict themselves.
    """
    if {"truth", "answer"} <= set(frame.columns):
        cells = _from_answers(frame)
    elif set(_RECORDED) <= set(frame.columns):
        cells = _from_counts(frame)
    elif live := available_measures(frame):
        raise TruthUnknownError(
            "the data are of live work, where only referred documents were examined", instead=live
        )
    else:
        raise ScoringColumnsError(
            ["The data hold neither answers nor counts of a test."],
            needed=f"Either truth and answer, or {', '.join(_RECORDED)}.",
            do="Map the test's columns to these names.",
        )
    if not by:
        return cells.sum().to_frame().T
    keys = [frame[name].to_numpy() for name in by]
    totals = cells.groupby(keys, dropna=False, observed=True).sum()
    return totals.rename_axis(index=list(by)).reset_index()


def _from_answers(frame: pd.DataFrame) -> pd.DataFrame:
    truth, answer = (answers_in(frame[name]) for name in ("truth", "answer"))
    _require_codes(truth=truth, answer=answer)
    judged = answer.notna()
    unknown = int((judged & truth.isna()).sum())
    known = judged & truth.notna()
    if unknown or (known.any() and not (answer[known] == _GENUINE).any()):
        raise TruthUnknownError(
            f"the truth about {count(unknown, 'document')} that {_were(unknown)} judged is missing"
            if unknown
            else "no document that was taken for genuine is among those whose truth is known",
            instead=available_measures(frame) or ("the share of the referred that was fraudulent",),
        )
    fraudulent, genuine = known & (truth == _FRAUDULENT), known & (truth == _GENUINE)
    taken = (answer == _FRAUDULENT).fillna(value=False)
    columns = {
        "fraudulent": fraudulent,
        "hits": fraudulent & taken,
        "genuine": genuine,
        "false_alarms": genuine & taken,
        "unanswered": ~judged & truth.notna(),
        "truth_missing": ~judged & truth.isna(),
    }
    return pd.DataFrame({name: cell.to_numpy(dtype=int) for name, cell in columns.items()})


def _from_counts(frame: pd.DataFrame) -> pd.DataFrame:
    recorded = {name: pd.to_numeric(frame[name], errors="coerce") for name in _RECORDED}
    cells = pd.DataFrame({new: recorded[old].to_numpy() for old, new in _RECORDED.items()})
    complete = cells.notna().all(axis=1)
    impossible = (
        (cells < 0).any(axis=1)
        | (cells["hits"] > cells["fraudulent"])
        | (cells["false_alarms"] > cells["genuine"])
    )
    if impossible.any():
        rows = count(int(impossible.sum()), "row")
        raise ScoringColumnsError(
            [f"{rows} record more documents detected or refused than were shown, or fewer than 0."],
            needed="Detected of the fraudulent shown, and refused of the genuine shown.",
            do="Correct the counts, or make them missing.",
        )
    cells = cells.where(complete, 0)
    return cells.assign(unanswered=0, truth_missing=(~complete).astype(int)).astype(int)


def _require_codes(**columns: pd.Series) -> None:
    problems = []
    for name, column in columns.items():
        other = column[column.notna() & ~column.isin([_FRAUDULENT, _GENUINE])]
        if len(other):
            kinds = ", ".join(map(repr, other.unique()[:3]))
            problems.append(f"{name} holds {kinds} in {count(len(other), 'row')}.")
    if problems:
        raise ScoringColumnsError(
            problems,
            needed=f"{_FRAUDULENT} or {_GENUINE}, and an empty cell where there is no answer.",
            do="Recode them in [recode] of the study.",
        )


def _were(n: int) -> str:
    return "was" if n == 1 else "were"
