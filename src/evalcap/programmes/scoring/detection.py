"""Score how well officers tell fraudulent documents from genuine ones, in a test of known truth."""

from collections.abc import Iterator, Sequence
from typing import Any, Final, Literal

import numpy as np
import pandas as pd

from evalcap.errors.dataset import ColumnNotFoundError
from evalcap.errors.scoring import ScoringColumnsError
from evalcap.kernels.detection import a_prime, discriminate
from evalcap.kernels.distribution import critical_value
from evalcap.kernels.proportion import Proportion, degrees_of_freedom, proportion, wilson
from evalcap.programmes.scoring.detection_counts import COUNTS, detection_counts
from evalcap.programmes.scoring.detection_scores import DetectionScores

Correction = Literal["log_linear", "none"]
_NO_RATE: Final = "a rate of 0 or 1 has no z without the log-linear correction"


def score_detection(
    frame: pd.DataFrame,
    *,
    by: Sequence[str] = (),
    cluster: str = "officer",
    correction: Correction = "log_linear",
    prevalence: float | None = None,
    level: float = 0.95,
) -> DetectionScores:
    """Estimate sensitivity, specificity, d' and criterion from a test whose answers are known.

    Parameters
    ----------
    frame
        One row an answer, with `truth` and `answer` (genuine or fraudulent); or one row a test,
        with the counts `fraudulent_shown`, `fraudulent_detected`, `genuine_shown`,
        `genuine_refused`.
    by
        Columns to group by; all rows together if none.
    cluster
        Column of the officer, whose answers are alike; answers count as independent without it.
    correction
        `log_linear` adds half an answer to the errors and the correct answers of d' and c, so
        that perfect officers have finite ones; sensitivity and specificity are never corrected.
    prevalence
        Share of fraudulent documents at which predictive values are given; none if not given,
        as a test's own share says nothing about a border's.
    level
        Confidence level.

    Returns
    -------
    DetectionScores
        One row a group.

    Raises
    ------
    TruthUnknownError
        The truth is known only for what was referred, as in live work. The message says what such
        data can give.
    ColumnNotFoundError, ScoringColumnsError
        Columns are not there, or do not hold what they must.
    """
    _require_options(correction, prevalence, level)
    columns = [*by, *([cluster] if cluster in frame and cluster not in by else [])]
    if absent := [name for name in by if name not in frame]:
        raise ColumnNotFoundError(absent, list(map(str, frame.columns)))
    counts = detection_counts(frame, columns)
    groups = counts.groupby(list(by), dropna=False, observed=True) if by else [((), counts)]
    rows = [
        {
            **dict(zip(by, group, strict=True)),
            **_group(found, len(columns) > len(by), correction, prevalence, level),
        }
        for group, found in groups
    ]
    return DetectionScores(pd.DataFrame(rows), tuple(by), correction, prevalence, level)


def _require_options(correction: str, prevalence: float | None, level: float) -> None:
    problems = []
    if correction not in ("log_linear", "none"):
        problems.append(f"correction={correction!r} is neither 'log_linear' nor 'none'.")
    if prevalence is not None and not 0 < prevalence < 1:
        problems.append(f"prevalence={prevalence!r} is not a share between 0 and 1.")
    if not 0 < level < 1:
        problems.append(f"level={level!r} is not a confidence level between 0 and 1.")
    if problems:
        raise ScoringColumnsError(
            problems,
            needed="Options that a score can be computed with.",
            do="Correct them; 0.95 is the usual level.",
        )


def _group(
    counts: pd.DataFrame,
    clustered: bool,  # noqa: FBT001 - said by the caller's only call
    correction: Correction,
    prevalence: float | None,
    level: float,
) -> dict[str, Any]:
    """Score one group of clusters; `counts` has one row a cluster."""
    by_cluster = counts if clustered else counts[list(COUNTS)].sum().to_frame().T
    column = {name: by_cluster[name].to_numpy(dtype=float) for name in COUNTS}
    hit = proportion(column["hits"], column["fraudulent"])
    alarm = proportion(column["false_alarms"], column["genuine"])
    n_clusters = len(by_cluster) if clustered else 1
    return {
        **{name: int(values.sum()) for name, values in column.items()},
        "n_clusters": n_clusters if clustered else None,
        **dict(_rates(hit, alarm, level)),
        **dict(_distances(hit, alarm, correction, level, n_clusters)),
        "balanced_accuracy": (hit.share + 1 - alarm.share) / 2,
        "a_prime": a_prime(hit.share, alarm.share),
        **dict(_predictive(hit.share, alarm.share, prevalence)),
        "reason": _reason(hit, alarm, correction),
    }


def _rates(hit: Proportion, alarm: Proportion, level: float) -> Iterator[tuple[str, Any]]:
    low, high = wilson(hit, level)
    yield from (("sensitivity", hit.share), ("sensitivity_low", low), ("sensitivity_high", high))
    low, high = wilson(alarm, level)
    specificity = 1 - alarm.share
    yield from (("specificity", specificity), ("specificity_low", 1 - high))
    yield from (("specificity_high", 1 - low), ("false_alarm_rate", alarm.share))


def _distances(
    hit: Proportion, alarm: Proportion, correction: Correction, level: float, n_clusters: int
) -> Iterator[tuple[str, float]]:
    found = discriminate(hit, alarm, log_linear=correction == "log_linear")
    width = critical_value(level, degrees_of_freedom(n_clusters))
    for name in ("d_prime", "criterion"):
        point, std_error = getattr(found, name), getattr(found, f"{name}_std_error")
        yield from ((name, point), (f"{name}_std_error", std_error))
        yield from ((f"{name}_low", point - width * std_error),)
        yield from ((f"{name}_high", point + width * std_error),)


def _predictive(hit: float, alarm: float, prevalence: float | None) -> Iterator[tuple[str, float]]:
    if prevalence is None:
        return
    found = np.array([hit * prevalence, alarm * (1 - prevalence)])
    passed = np.array([(1 - hit) * prevalence, (1 - alarm) * (1 - prevalence)])
    yield "positive_predictive_value", float(found[0] / found.sum()) if found.sum() else np.nan
    yield "negative_predictive_value", float(passed[1] / passed.sum()) if passed.sum() else np.nan


def _reason(hit: Proportion, alarm: Proportion, correction: Correction) -> str:
    """Say why something could not be estimated; empty if all could."""
    absent = [kind for kind, found in (("fraudulent", hit), ("genuine", alarm)) if not found.trials]
    if absent:
        return f"no {' and no '.join(absent)} document was judged"
    extreme = {hit.share, alarm.share} & {0.0, 1.0}
    return _NO_RATE if extreme and correction == "none" else ""
