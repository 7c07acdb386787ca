"""Rows from which a Poisson regression with fixed effects learns something."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from evalcap.dataset import Panel
from evalcap.errors.design import CollinearTermsError
from evalcap.errors.outcomes import NoEventsError, SeparatedCountsError
from evalcap.estimators.absorbed import Absorbed, absorbed_ways, cleared
from evalcap.estimators.counts import Counts, read_counts
from evalcap.kernels.arrays import BoolArray, FloatArray, IntArray
from evalcap.kernels.least_squares import surviving_columns
from evalcap.kernels.recoding import recode
from evalcap.kernels.separation import separated
from evalcap.kernels.tall import lengths

_SEPARATED = "rows whose outcome of 0 regressors and effects predict for sure"


@dataclass(frozen=True, slots=True)
class PoissonSample:
    """Rows that inform the coefficients.

    Attributes
    ----------
    row
        Positions in the panel, shape (n_rows,).
    unit
        Coded from 0, shape (n_rows,).
    ways
        The fixed effects, each coded from 0, shape (n_rows,).
    rate, weight, row_weight
        As in `Counts`, shape (n_rows,).
    raw
        Regressors, shape (n_rows, k).
    regressors
        The same with mean zero, and a mean square of one once fixed effects are taken out.
    scale
        What each was divided by, shape (k,).
    excluded
        Rows, units and periods left out, by reason.
    """

    row: IntArray
    unit: IntArray
    ways: tuple[IntArray, ...]
    rate: FloatArray
    weight: FloatArray
    row_weight: FloatArray
    raw: FloatArray
    regressors: FloatArray
    scale: FloatArray
    excluded: dict[str, int]


def draw_poisson_sample(
    panel: Panel, names: tuple[str, ...], exposure: str | None, model: Absorbed
) -> PoissonSample:
    """Leave out, and count, rows that say nothing about rate ratios.

    These are units (and periods) without an event or with a single row, which their own effect
    fits exactly, and rows of outcome zero that are separated, until none is left.

    Raises
    ------
    NoEventsError, CollinearTermsError, SeparatedCountsError
    """
    counts = read_counts(panel, names, exposure)
    keep, left_out = counts.keep.copy(), Counter(counts.excluded)
    while True:
        _drop_uninformative(panel, counts, model, keep, left_out)
        if not (counts.rate[keep] > 0).any():
            told = ", ".join(f"{n} {reason}" for reason, n in left_out.items()) or "no events"
            raise NoEventsError(panel.names.outcome, told)
        sample = _cut(panel, counts, keep, names=names, model=model, left_out=left_out)
        bare = separated(sample.rate, sample.regressors, sample.ways)
        if not bare.any():
            return sample
        keep[sample.row[bare]] = False
        left_out[_SEPARATED] += int(bare.sum())


def _drop_uninformative(
    panel: Panel, counts: Counts, model: Absorbed, keep: BoolArray, left_out: Counter[str]
) -> None:
    """Take groups without events or with one row out of `keep` until none is left."""
    n_before = -1
    while n_before != keep.sum():
        n_before = keep.sum()
        for code, noun in _groups(panel, model):
            events = np.bincount(code[keep & (counts.rate > 0)], minlength=code.max() + 1)
            size = np.bincount(code[keep], minlength=code.max() + 1)
            empty, alone = (size > 0) & (events == 0), (size == 1) & (events > 0)
            for reason, group in (("whose outcome is always 0", empty), ("of a single row", alone)):
                if n := int(group.sum()):
                    left_out[f"{noun} {reason}"] += n
            keep &= ~(empty | alone)[code]


def _groups(panel: Panel, model: Absorbed) -> Iterator[tuple[IntArray, str]]:
    if model != "pooled":
        yield panel.unit, "units"
    if model == "two_way":
        yield panel.period, "periods"


def _cut(
    panel: Panel,
    counts: Counts,
    keep: BoolArray,
    *,
    names: tuple[str, ...],
    model: Absorbed,
    left_out: Counter[str],
) -> PoissonSample:
    row = np.flatnonzero(keep)
    _, unit = recode(panel.unit[row])
    _, period = recode(panel.period[row])
    ways = absorbed_ways(model, unit, period)
    raw = counts.covariates[row]
    left = cleared(raw, ways, counts.weight[row])
    alive = surviving_columns(lengths(raw), left)
    if not alive.all():
        gone = [name for name, lives in zip(names, alive, strict=True) if not lives]
        if n := left_out[_SEPARATED]:
            raise SeparatedCountsError(panel.names.outcome, gone, n)
        raise CollinearTermsError(gone)
    scale = np.sqrt((left**2).mean(axis=0))
    return PoissonSample(
        row=row,
        unit=unit,
        ways=tuple(ways),
        rate=counts.rate[row],
        weight=counts.weight[row],
        row_weight=counts.row_weight[row],
        raw=raw,
        regressors=(raw - raw.mean(axis=0)) / scale,
        scale=scale,
        excluded={reason: n for reason, n in left_out.items() if n},
    )
