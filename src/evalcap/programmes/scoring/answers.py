"""From answers to scores of items, and how much of each score was imputed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from evalcap.errors.scoring import UnknownAnswersError
from evalcap.kernels.arrays import BoolArray, FloatArray
from evalcap.programmes.scoring.instrument import Instrument, Item, Question


@dataclass(frozen=True, slots=True)
class Scored:
    """The score of one question or item.

    Attributes
    ----------
    score
        From 0 to 1, never missing, shape (n_rows,).
    imputed
        Share of the score that no answer stands behind, from 0 to 1, shape (n_rows,).
    contradictory
        Whether the second question of a pair was answered though it was not to be asked,
        shape (n_rows,).
    """

    score: FloatArray
    imputed: FloatArray
    contradictory: BoolArray


def score_items(frame: pd.DataFrame, instrument: Instrument) -> dict[str, Scored]:
    """Score every item of an instrument; an item without a column is missing in every row.

    Raises
    ------
    UnknownAnswersError
        Answers that the instrument does not score, of all questions at once.
    """
    answers = {q.column: _answers(frame, q.column) for q in instrument.questions}
    _require_known(answers, instrument)
    scored: dict[str, Scored] = {}
    for item in instrument.items:
        if not item.mean_of:
            parts = [_score(q, answers[q.column], instrument) for q in item.questions]
            scored[item.name] = parts[0] if len(parts) == 1 else _pair(item, parts, answers)
    for item in instrument.items:
        if item.mean_of:
            scored[item.name] = _mean([scored[name] for name in item.mean_of])
    return scored


def answers_in(column: pd.Series) -> pd.Series:
    """Give answers as text, numbered from 0, missing where there is none, shape (n_rows,)."""
    text = column.reset_index(drop=True).astype("string").str.strip()
    return text.mask(text == "")


def _answers(frame: pd.DataFrame, column: str) -> pd.Series:
    if column not in frame:
        return pd.Series(pd.NA, index=range(len(frame)), dtype="string")
    return answers_in(frame[column])


def _require_known(answers: Mapping[str, pd.Series], instrument: Instrument) -> None:
    unknown = {}
    for question in instrument.questions:
        given = answers[question.column]
        strange = given[given.notna() & ~given.isin(list(question.scores))]
        if len(strange):
            unknown[question.column] = {str(a): int(n) for a, n in strange.value_counts().items()}
    if unknown:
        raise UnknownAnswersError(unknown, instrument=instrument.name)


def _score(question: Question, answers: pd.Series, instrument: Instrument) -> Scored:
    missing = instrument.neutral if question.missing is None else question.missing
    score = answers.map(question.scores).to_numpy(dtype=float, na_value=np.nan)
    silent = (answers.isna() | answers.isin(instrument.no_answer)).to_numpy(dtype=bool)
    return Scored(
        score=np.where(np.isnan(score), missing, score),
        imputed=silent.astype(float),
        contradictory=np.zeros(len(answers), dtype=bool),
    )


def _pair(item: Item, parts: Sequence[Scored], answers: Mapping[str, pd.Series]) -> Scored:
    """Add the scores of two questions in turn, hold them within 0 and 1, and flag contradictions.

    Where the first has no answer, the second speaks alone; where the second was to be asked and
    has no answer, or neither has one, the score is imputed.
    """
    first, then = parts
    assert item.first is not None  # noqa: S101 - a pair has both, for the type checker
    assert item.then is not None  # noqa: S101 - the same
    opening, following = answers[item.first.column], answers[item.then.column]
    no_first, followed = opening.isna().to_numpy(), following.notna().to_numpy()
    asked = opening.isin(item.then.asked_if).to_numpy()
    total = np.where(no_first & followed, 0, first.score) + then.score
    return Scored(
        score=np.clip(total, 0, 1),
        imputed=(~followed & (asked | (first.imputed > 0))).astype(float),
        contradictory=followed & ~asked & ~no_first,
    )


def _mean(parts: Iterable[Scored]) -> Scored:
    parts = list(parts)
    return replace(
        parts[0],
        score=np.mean([part.score for part in parts], axis=0),
        imputed=np.mean([part.imputed for part in parts], axis=0),
    )
