"""Score the reintegration of returnees from a survey's answers."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

from evalcap.errors.scoring import NoItemsError, ScoringColumnsError
from evalcap.kernels.arrays import FloatArray
from evalcap.programmes.scoring.answers import Scored, score_items
from evalcap.programmes.scoring.delivered import compare_delivered
from evalcap.programmes.scoring.instrument import Instrument, Item, read_instrument
from evalcap.programmes.scoring.reintegration_scores import (
    IMPUTED,
    SCORE,
    WITHOUT_UNCERTAIN,
    ReintegrationScores,
)

COMPOSITE: Final = "composite"
# A share that equals the limit up to rounding does not exceed it.
_ROUNDING: Final = 1e-9


def score_reintegration(
    frame: pd.DataFrame,
    *,
    instrument: str | Path = "rss-original-30",
    most_imputed: float = 0.2,
    tolerance: float = 0.005,
) -> ReintegrationScores:
    r"""Score every returnee and wave, and compare with scores that came with the data.

    .. math:: \text{dimension}_d = \sum_i w_{id} s_i, \quad \text{composite} = \sum_i c_i s_i

    An answer that is missing gets the instrument's neutral score; such answers, and those that
    say nothing (does not know, prefers not to answer), count as imputed with their weight. Where
    more than `most_imputed` of the weight of a score is imputed, the score is withheld.

    Parameters
    ----------
    frame
        One row a returnee and wave, with answers under canonical names; an item without a column
        is missing in every row.
    instrument
        Name of a scoring that evalcap ships, or the path of a file written like it.
    most_imputed
        Largest share of a score's weight that may be imputed.
    tolerance
        Difference up to which a delivered score agrees; the default allows for two decimals.

    Returns
    -------
    ReintegrationScores
        `.to_frame()` has a row for each of the frame's.

    Raises
    ------
    UnknownInstrumentError, InstrumentError
        The scoring is not there, or contradicts itself.
    NoItemsError
        No column is an item of it.
    UnknownAnswersError
        Answers that it does not score.

    References
    ----------
    International Organization for Migration. Reintegration Sustainability Survey, original version;
    weights as in a public implementation of its scoring.
    """
    if not 0 <= most_imputed <= 1:
        raise ScoringColumnsError(
            [f"most_imputed={most_imputed!r} is not a share."],
            needed="A number between 0 and 1.",
            do="Pass 0.2 for a fifth of the weight.",
        )
    scoring = read_instrument(instrument)
    columns = [question.column for question in scoring.questions]
    absent = tuple(column for column in columns if column not in frame)
    if len(absent) == len(columns):
        raise NoItemsError(scoring.name, items=columns)
    items = score_items(frame, scoring)
    raw = pd.DataFrame(dict(_scores(scoring, items)), index=frame.index)
    constructs = {i.name: items[i.name].score for i in scoring.items if i.scores is None}
    return ReintegrationScores(
        instrument=f"{scoring.name}, version {scoring.version}",
        confirmed=scoring.confirmed,
        most_imputed=most_imputed,
        scores=_withhold(raw, most_imputed),
        contradictory=_contradictory(items, frame),
        absent=absent,
        differences=compare_delivered(frame, raw.assign(**constructs), tolerance=tolerance),
    )


def _scores(scoring: Instrument, items: dict[str, Scored]) -> Iterator[tuple[str, FloatArray]]:
    """Give each score and its imputed share, with all items and without the uncertain ones."""
    for dimension in (*scoring.dimensions, COMPOSITE):
        own = [i for i in scoring.items if dimension in (COMPOSITE, i.dimension)]
        certain = [item for item in own if not item.uncertain]
        yield from _weighted(dimension, own, items)
        if len(certain) < len(own):
            yield from _weighted(dimension, certain, items, suffix=WITHOUT_UNCERTAIN)


def _weighted(
    dimension: str, own: Sequence[Item], items: dict[str, Scored], *, suffix: str = ""
) -> Iterator[tuple[str, FloatArray]]:
    """Average items by weight; weights that do not add up to 1 are scaled to."""
    weight = np.array(
        [item.composite_weight if dimension == COMPOSITE else item.weight for item in own]
    )
    weight = weight / weight.sum()
    score = np.column_stack([items[item.name].score for item in own]) @ weight
    imputed = np.column_stack([items[item.name].imputed for item in own]) @ weight
    yield f"{dimension}{SCORE}{suffix}", np.clip(score, 0, 1)
    yield f"{dimension}{IMPUTED}{suffix}", np.clip(imputed, 0, 1)


def _withhold(raw: pd.DataFrame, most_imputed: float) -> pd.DataFrame:
    """Make scores missing that rest on too few answers."""
    scores = raw.copy()
    for name in (column for column in map(str, raw) if SCORE in column):
        imputed: pd.Series = raw[name.replace(SCORE, IMPUTED)]
        scores[name] = raw[name].mask(imputed > most_imputed + _ROUNDING)
    return scores


def _contradictory(items: dict[str, Scored], frame: pd.DataFrame) -> pd.Series:
    any_of = np.any([scored.contradictory for scored in items.values()], axis=0)
    return pd.Series(any_of, index=frame.index, name="contradictory")
