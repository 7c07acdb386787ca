"""Counts and rates as an estimator takes them: a rate, weighted by what it is counted in."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from evalcap.dataset import Panel
from evalcap.errors.design import EmptySampleError
from evalcap.errors.outcomes import ExposureError, NegativeCountsError
from evalcap.estimators.usable import UsableRows, usable_rows
from evalcap.kernels.arrays import BoolArray, FloatArray


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows with a count, its exposure and every covariate.

    A count with an exposure has the same Poisson scores as the rate with weights times exposure.

    Attributes
    ----------
    keep
        Usable rows, shape (n_rows,).
    rate
        Outcome for one unit of exposure; the outcome itself where none is named, shape (n_rows,).
    weight
        Weight times exposure, shape (n_rows,).
    row_weight
        Weight alone, shape (n_rows,).
    covariates
        Shape (n_rows, k).
    excluded
        Rows left out, by reason.
    """

    keep: BoolArray
    rate: FloatArray
    weight: FloatArray
    row_weight: FloatArray
    covariates: FloatArray
    excluded: dict[str, int]


def read_counts(panel: Panel, covariates: Sequence[str], exposure: str | None) -> Counts:
    """Read the outcome as a count or rate.

    Raises
    ------
    NegativeCountsError, ExposureError, EmptySampleError
    """
    usable = usable_rows(panel, covariates)
    outcome, keep = panel.outcome, usable.keep
    if n := int((outcome[keep] < 0).sum()):
        raise NegativeCountsError(panel.names.outcome, n)
    if exposure is None:
        weight = usable.weight
        return Counts(keep, outcome, weight, weight, usable.covariates, usable.excluded)
    return _with_exposure(panel, usable, exposure)


def _with_exposure(panel: Panel, usable: UsableRows, name: str) -> Counts:
    exposure, keep = panel.column(name), usable.keep
    negative, events = keep & (exposure < 0), keep & (exposure == 0) & (panel.outcome > 0)
    if negative.any() or events.any():
        raise ExposureError(name, n_negative=int(negative.sum()), n_events=int(events.sum()))
    exposed = exposure > 0
    left_out = int((keep & ~exposed).sum())
    excluded = usable.excluded | ({"rows without exposure": left_out} if left_out else {})
    if not (keep & exposed).any():
        raise EmptySampleError(f"{left_out} rows without exposure")
    amount = np.where(exposed, exposure, 1.0)
    return Counts(
        keep=keep & exposed,
        rate=panel.outcome / amount,
        weight=usable.weight * amount,
        row_weight=usable.weight,
        covariates=usable.covariates,
        excluded=excluded,
    )


def counted_words(exposure: str | None) -> str:
    """Say what events are counted in."""
    return "" if exposure is None else f", per {exposure}"
