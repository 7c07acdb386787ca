"""Several outcomes of a family joined into one index."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd

from evalcap.dataset.number import as_finite, column_names, require_columns
from evalcap.errors.inference import SummaryIndexError
from evalcap.kernels.arrays import FloatArray
from evalcap.kernels.least_squares import independent_columns

Better = Literal["higher", "lower"]


def summary_index(
    frame: pd.DataFrame,
    outcomes: Sequence[str],
    *,
    by: str,
    better: Better | Mapping[str, Better] = "higher",
) -> "pd.Series[Any]":
    """Join outcomes into an index in which higher is better.

    Outcomes are turned so that higher is better, measured in standard deviations from the
    comparison group's mean, and weighted by the inverse of their covariance: an outcome that
    repeats others counts less. A row with some outcomes missing is weighted over those it has.

    Parameters
    ----------
    frame
        One row a unit (or a unit and time).
    outcomes
        Columns of the family.
    by
        Column that is 0 in the comparison group and 1 in the other.
    better
        Which direction is better, for all outcomes or for each.

    Returns
    -------
    The index on the frame's own index, in comparison-group standard deviations; missing where
    every outcome is. `.attrs` holds `weights` by outcome and `excluded`.

    Raises
    ------
    SummaryIndexError
        Naming every problem at once.

    References
    ----------
    Anderson, M. L. (2008). Journal of the American Statistical Association 103(484), 1481-1495.
    """
    names = list(dict.fromkeys(column_names(outcomes)))
    if not names:
        raise SummaryIndexError(["No outcome is named."])
    require_columns(frame, [*names, by])
    group = as_finite(frame[by], by)
    values = np.column_stack([as_finite(frame[name], name) for name in names])
    direction = _directions(names, better)
    _require_usable(values, group, names, by)
    comparison = values[group == 0]
    deviation = np.nanstd(comparison, axis=0, ddof=1)
    scaled = direction * (values - np.nanmean(comparison, axis=0)) / deviation
    scaled[np.isnan(group)] = np.nan
    weight = _weights(scaled, names)
    index = pd.Series(_averages(scaled, weight), index=frame.index, name="summary_index")
    index.attrs["weights"] = dict(zip(names, weight.tolist(), strict=True))
    index.attrs["excluded"] = _left_out(group, index.to_numpy())
    return index


def _directions(names: Sequence[str], better: Better | Mapping[str, Better]) -> FloatArray:
    chosen = dict.fromkeys(names, better) if isinstance(better, str) else better
    wrong = [n for n in names if chosen.get(n) not in get_args(Better)]
    if wrong:
        raise SummaryIndexError([f"{n!r} does not say which direction is better." for n in wrong])
    return np.array([1.0 if chosen[n] == "higher" else -1.0 for n in names])


def _require_usable(values: FloatArray, group: FloatArray, names: Sequence[str], by: str) -> None:
    problems = []
    if not np.isin(group[~np.isnan(group)], (0.0, 1.0)).all():
        problems.append(f"Column {by!r} has values other than 0 and 1.")
    comparison = values[group == 0]
    for name, column in zip(names, comparison.T, strict=True):
        known = column[~np.isnan(column)]
        if len(known) < 2 or np.ptp(known) == 0:  # noqa: PLR2004 - a deviation needs two
            problems.append(f"Outcome {name!r} does not vary in the comparison group.")
    if problems:
        raise SummaryIndexError(problems)


def _weights(scaled: FloatArray, names: Sequence[str]) -> FloatArray:
    """Give the row sums of the inverse covariance, pairs of outcomes known together."""
    covariance = pd.DataFrame(scaled).cov().to_numpy()
    apart = np.isnan(covariance).any(axis=1)
    problems = [
        f"Outcome {n!r} is never known together with another."
        for n, alone in zip(names, apart, strict=True)
        if alone
    ]
    if not problems:
        problems = [
            f"Outcome {n!r} is a combination of the others."
            for n, adds in zip(names, independent_columns(covariance), strict=True)
            if not adds
        ]
    if problems:
        raise SummaryIndexError(problems)
    weight: FloatArray = np.linalg.solve(covariance, np.ones(len(names)))
    return np.asarray(weight / weight.sum())


def _averages(scaled: FloatArray, weight: FloatArray) -> FloatArray:
    known = ~np.isnan(scaled)
    total = known @ weight
    usable = known.any(axis=1) & (total > 0)
    sums = np.where(known, scaled, 0.0) @ weight
    return np.where(usable, sums / np.where(usable, total, 1.0), np.nan)


def _left_out(group: FloatArray, index: FloatArray) -> dict[str, int]:
    ungrouped, empty = np.isnan(group), np.isnan(index)
    counts = {
        "rows without a group": int(ungrouped.sum()),
        "rows without an outcome of positive weight": int((empty & ~ungrouped).sum()),
    }
    return {reason: n for reason, n in counts.items() if n}
