"""What live referrals can tell: a yield, and never a rate of detection."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd

from evalcap.errors.dataset import ColumnNotFoundError
from evalcap.errors.scoring import ScoringColumnsError
from evalcap.kernels.proportion import proportion, wilson


@dataclass(frozen=True, slots=True)
class _Measure:
    """A share that live data give: part of whole, by counts or by events."""

    name: str
    part: str
    whole: str


_MEASURES: Final = (
    _Measure("referral_rate", "referred", "documents_examined"),
    _Measure("confirmed_among_referred", "detections", "referred"),
    _Measure("detection_yield", "detections", "documents_examined"),
    _Measure("hits_among_queries", "database_hits", "database_queries"),
    _Measure("overturned_among_reviewed", "refusals_overturned", "refusals_reviewed"),
)


def detection_yield(
    frame: pd.DataFrame,
    *,
    by: Sequence[str] = (),
    cluster: str = "border_post",
    level: float = 0.95,
) -> pd.DataFrame:
    """Estimate the shares that live work can give, with intervals.

    None of them is sensitivity: how many frauds passed unnoticed is not in such data.

    Parameters
    ----------
    frame
        One row a post and month with counts (`documents_examined`, `referred`, `detections`, ...),
        or one row an event (`was_referred`, `finding`, ...).
    by
        Columns to group by; all rows together if none.
    cluster
        Column of the post, whose documents are alike; documents count as independent without it.
    level
        Confidence level.

    Returns
    -------
    DataFrame
        One row a group and measure: the columns of `by`, `measure`, `part`, `whole`, `share`,
        `conf_low`, `conf_high`. Rows in which either count is missing are left out of a measure,
        and counted in `left_out`.

    Raises
    ------
    ColumnNotFoundError, ScoringColumnsError
        Columns are not there, or a part exceeds its whole.
    """
    if absent := [name for name in by if name not in frame]:
        raise ColumnNotFoundError(absent, list(map(str, frame.columns)))
    counts = _counts(frame)
    measures = [m for m in _MEASURES if {m.part, m.whole} <= set(counts)]
    if not measures:
        raise ScoringColumnsError(
            ["The data hold no counts or events of document checks."],
            needed="Pairs such as referred and documents_examined, or events with was_referred.",
            do="Map the columns to these names.",
        )
    _require_parts(counts, measures)
    keys = [name for name in (*by, cluster) if name in frame]
    counts[keys] = frame[keys].to_numpy()
    groups = counts.groupby(list(by), dropna=False, observed=True) if by else [((), counts)]
    rows = [
        [*group, *_row(found, measure, cluster, level)]
        for group, found in groups
        for measure in measures
    ]
    names = ("measure", "part", "whole", "share", "conf_low", "conf_high", "left_out")
    return pd.DataFrame(rows, columns=[*by, *names])


def available_measures(frame: pd.DataFrame) -> tuple[str, ...]:
    """Name the measures that the columns of live data allow."""
    columns = set(frame.columns) | set(_event_counts(frame))
    return tuple(m.name for m in _MEASURES if {m.part, m.whole} <= columns)


def _counts(frame: pd.DataFrame) -> pd.DataFrame:
    names = {name for measure in _MEASURES for name in (measure.part, measure.whole)}
    recorded = {
        name: pd.to_numeric(frame[name], errors="coerce") for name in names & set(frame.columns)
    }
    return pd.DataFrame(_event_counts(frame) | recorded, index=frame.index).astype(float)


def _event_counts(frame: pd.DataFrame) -> dict[str, pd.Series]:
    """Turn events into counts: each is one document examined."""
    if "was_referred" not in frame:
        return {}
    referred = pd.to_numeric(frame["was_referred"], errors="coerce").astype(float)
    events = {"documents_examined": referred * 0 + 1, "referred": referred}
    if "finding" in frame:
        confirmed = (frame["finding"].astype("string") == "fraudulent").fillna(value=False)
        events["detections"] = (confirmed.astype(float) * referred).where(referred.notna())
    if {"refusal_reviewed", "refusal_overturned"} <= set(frame.columns):
        reviewed = pd.to_numeric(frame["refusal_reviewed"], errors="coerce").astype(float)
        overturned = pd.to_numeric(frame["refusal_overturned"], errors="coerce").astype(float)
        # Only of a refusal that was reviewed is it asked whether it was overturned.
        events["refusals_reviewed"] = reviewed.fillna(0)
        events["refusals_overturned"] = overturned.where(reviewed == 1, 0)
    return events


def _require_parts(counts: pd.DataFrame, measures: Sequence[_Measure]) -> None:
    problems = [
        f"{m.part} exceeds {m.whole} in {n:,} rows."
        for m in measures
        if (n := int((counts[m.part] > counts[m.whole]).sum()))
    ]
    if problems:
        raise ScoringColumnsError(
            problems,
            needed="A part of the documents is never more than all of them.",
            do="Correct the counts, or make them missing.",
        )


def _row(
    counts: pd.DataFrame, measure: _Measure, cluster: str, level: float
) -> Iterator[str | float | int]:
    pair = counts[[measure.part, measure.whole]]
    complete = pair.notna().all(axis=1)
    pair = pair[complete]
    if cluster in counts:
        pair = pair.groupby(counts[cluster][complete], dropna=False, observed=True).sum()
    else:
        pair = pair.sum().to_frame().T
    found = proportion(pair[measure.part].to_numpy(), pair[measure.whole].to_numpy())
    low, high = wilson(found, level)
    yield from (measure.name, int(pair[measure.part].sum()), int(found.trials), found.share)
    yield from (float(low), float(high), int((~complete).sum()))
