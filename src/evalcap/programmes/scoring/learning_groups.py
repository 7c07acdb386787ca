"""What groups of officers learned and kept."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd

from evalcap.kernels.proportion import proportion, wilson
from evalcap.kernels.ratio import Mean, clustered_mean, fieller

_NO_ROOM = "the mean before the course is the maximum"
_NO_GAIN = "the gain is too close to zero for a ratio to it"


def learning_groups(
    officers: pd.DataFrame, *, by: Sequence[str], cluster: str, maximum: float, level: float
) -> pd.DataFrame:
    """Estimate gain, normalised gain, retention, pass rate and ceiling of each group.

    Parameters
    ----------
    officers
        One row an officer, as `by_officer` gives them.
    by
        Columns that make the groups.
    cluster
        Column of the course; officers count as independent if it is not there.
    maximum
        Highest score that can be had.
    level
        Confidence level.

    Returns
    -------
    DataFrame
        One row a group: `n_officers` with both tests, `left_out` without, `n_clusters`, means,
        and each measure with `_low` and `_high`; `reason` where a ratio could not be formed.
    """
    groups = officers.groupby(list(by), dropna=False, observed=True) if by else [((), officers)]
    rows = [
        {**dict(zip(by, group, strict=True)), **dict(_group(found, cluster, maximum, level))}
        for group, found in groups
    ]
    return pd.DataFrame(rows)


def cluster_codes(officers: pd.DataFrame, cluster: str) -> tuple[np.ndarray, int]:
    """Give each officer the code of a course, or a code alone where there is no course."""
    if cluster not in officers:
        return np.arange(len(officers)), len(officers)
    codes, names = pd.factorize(officers[cluster])
    alone = codes < 0
    codes[alone] = len(names) + np.arange(alone.sum())
    return codes, len(names) + int(alone.sum())


def _group(
    officers: pd.DataFrame, cluster: str, maximum: float, level: float
) -> Iterator[tuple[str, Any]]:
    both = officers[officers["gain"].notna()]
    codes, n_clusters = cluster_codes(both, cluster)
    yield from (("n_officers", len(both)), ("left_out", len(officers) - len(both)))
    yield "n_clusters", n_clusters
    if both.empty:
        yield "reason", "no officer took both tests"
        return
    before, gain = (
        clustered_mean(both[name].to_numpy(), codes, n_clusters) for name in ("before", "gain")
    )
    yield from (("mean_before", before.point), ("mean_after", float(both["after"].mean())))
    yield from _with_interval("gain", gain.point, gain.interval(level))
    room = Mean(maximum - before.point, -before.influence)
    possible = room.point > 0
    yield from _ratio("normalised_gain", gain, room, level, possible=possible)
    kept, gained = _retained(both, cluster)
    yield from _ratio("retention", kept, gained, level, possible=gained.point != 0)
    yield from _shares(both, codes, maximum, level)
    yield "reason", _NO_GAIN if possible and gained.point == 0 else "" if possible else _NO_ROOM


def _retained(both: pd.DataFrame, cluster: str) -> tuple[Mean, Mean]:
    """Give what officers with a later test kept, and what they had gained."""
    later = both[both["later"].notna()]
    if later.empty:
        nothing = Mean(float("nan"), np.zeros(0))
        return nothing, nothing
    codes, n_clusters = cluster_codes(later, cluster)
    kept = (later["later"] - later["before"]).to_numpy()
    return (
        clustered_mean(kept, codes, n_clusters),
        clustered_mean(later["gain"].to_numpy(), codes, n_clusters),
    )


def _shares(
    both: pd.DataFrame, codes: np.ndarray, maximum: float, level: float
) -> Iterator[tuple[str, Any]]:
    for name, reached in (
        ("pass_rate", both["passed"]),
        ("ceiling_share", (both["after"] >= maximum).astype(float)),
    ):
        known = reached.notna().to_numpy()
        there = np.unique(codes[known], return_inverse=True)[1]
        found = proportion(
            np.bincount(there, reached[known]).astype(float), np.bincount(there).astype(float)
        )
        yield from _with_interval(name, found.share, wilson(found, level))


def _ratio(
    name: str, over: Mean, under: Mean, level: float, *, possible: bool
) -> Iterator[tuple[str, Any]]:
    point = over.point / under.point if possible else np.nan
    interval = fieller(over, under, level) if possible else (np.nan, np.nan)
    yield from _with_interval(name, point, interval)


def _with_interval(name: str, point: float, interval: Sequence[Any]) -> Iterator[tuple[str, Any]]:
    low, high = interval
    yield from ((name, point), (f"{name}_low", low), (f"{name}_high", high))
