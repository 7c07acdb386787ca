"""Yes-or-no outcomes as a logit takes them."""

from dataclasses import dataclass

import numpy as np

from evalcap.dataset import Panel
from evalcap.errors.design import CollinearTermsError, EmptySampleError
from evalcap.errors.outcomes import NotBinaryError
from evalcap.estimators.absorbed import Absorbed, absorbed_ways, cleared
from evalcap.estimators.usable import usable_rows
from evalcap.kernels.arrays import BoolArray, FloatArray, IntArray
from evalcap.kernels.least_squares import surviving_columns
from evalcap.kernels.recoding import recode
from evalcap.kernels.tall import lengths


@dataclass(frozen=True, slots=True)
class BinarySample:
    """Usable rows.

    Attributes
    ----------
    row
        Positions in the panel, shape (n_rows,).
    unit
        Coded from 0 and in order, shape (n_rows,).
    outcome
        0 or 1, shape (n_rows,).
    weight
        Shape (n_rows,).
    raw
        Regressors, shape (n_rows, k).
    regressors
        The same with mean zero, and a mean square of one, within units if these are compared.
    centre, scale
        What was subtracted and divided by, shape (k,).
    excluded
        Rows and units left out, by reason.
    """

    row: IntArray
    unit: IntArray
    outcome: FloatArray
    weight: FloatArray
    raw: FloatArray
    regressors: FloatArray
    centre: FloatArray
    scale: FloatArray
    excluded: dict[str, int]


def draw_binary_sample(panel: Panel, names: tuple[str, ...], *, within_units: bool) -> BinarySample:
    """Choose the rows; with `within_units`, of units that have both outcomes.

    Raises
    ------
    NotBinaryError, EmptySampleError, CollinearTermsError
    """
    usable = usable_rows(panel, names)
    keep, excluded = usable.keep, dict(usable.excluded)
    _require_binary(panel, keep)
    if within_units:
        keep = _both_outcomes(panel, keep, excluded)
    row = np.flatnonzero(keep)
    _, unit = recode(panel.unit[row])
    model: Absorbed = "fixed_effects" if within_units else "pooled"
    raw, weight = usable.covariates[row], usable.weight[row]
    left = cleared(raw, absorbed_ways(model, unit, unit), weight)
    alive = surviving_columns(lengths(raw), left)
    if not alive.all():
        raise CollinearTermsError([n for n, lives in zip(names, alive, strict=True) if not lives])
    centre, scale = raw.mean(axis=0), np.sqrt((left**2).mean(axis=0))
    return BinarySample(
        row=row,
        unit=unit,
        outcome=panel.outcome[row],
        weight=weight,
        raw=raw,
        regressors=(raw - centre) / scale,
        centre=centre,
        scale=scale,
        excluded=excluded,
    )


def _require_binary(panel: Panel, keep: BoolArray) -> None:
    outcome = panel.outcome[keep]
    other = outcome[(outcome != 0) & (outcome != 1)]
    if len(other):
        raise NotBinaryError(panel.names.outcome, len(other))


def _both_outcomes(panel: Panel, keep: BoolArray, excluded: dict[str, int]) -> BoolArray:
    """Leave out units whose outcome never changes: they say nothing about what changes it."""
    rows = np.bincount(panel.unit[keep], minlength=panel.n_units)
    hits = np.bincount(panel.unit[keep], panel.outcome[keep], minlength=panel.n_units)
    both = (hits > 0) & (hits < rows)
    if n := int(((rows > 0) & ~both).sum()):
        excluded["units whose outcome is always the same"] = n
    if not both.any():
        raise EmptySampleError(f"{n} units whose outcome is always the same")
    varied: BoolArray = keep & both[panel.unit]
    return varied
