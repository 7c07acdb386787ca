"""Regressors of a panel regression, in coordinates in which it can be solved exactly."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from evalcap.errors.design import CollinearTermsError
from evalcap.kernels.arrays import BoolArray, FloatArray
from evalcap.kernels.layout import Layout
from evalcap.kernels.least_squares import surviving_columns
from evalcap.kernels.tall import lengths
from evalcap.kernels.within import TwoWay

Model = Literal[
    "fixed_effects", "two_way", "random_effects", "first_difference", "between", "pooled"
]

CONSTANT = "(Intercept)"
_WITH_CONSTANT = ("random_effects", "between", "pooled")


@dataclass(frozen=True, slots=True)
class Columns:
    """Regressors with mean zero and variance one.

    Attributes
    ----------
    frame
        Indexed by unit and period, shape (n_rows, k); with a constant where the model has one.
    back
        Takes coefficients of `frame` to those of the data, shape (k, k).
    """

    frame: pd.DataFrame
    back: FloatArray


def standard_columns(values: pd.DataFrame, model: Model) -> Columns:
    """Standardise regressors, indexed by unit and period.

    Raises
    ------
    CollinearTermsError
        If the fixed effects or other regressors determine a regressor.
    """
    constant = model in _WITH_CONSTANT
    _require_independent(values, model, constant=constant)
    raw = values.to_numpy()
    centre, spread = raw.mean(axis=0), raw.std(axis=0)
    frame = pd.DataFrame((raw - centre) / spread, index=values.index, columns=values.columns)
    if not constant:
        return Columns(frame, np.diag(1 / spread))
    frame.insert(0, CONSTANT, 1.0)
    back = np.diag(np.concatenate([[1.0], 1 / spread]))
    back[0, 1:] = -centre / spread
    return Columns(frame, back)


def _require_independent(values: pd.DataFrame, model: Model, *, constant: bool) -> None:
    raw, names = values.to_numpy(), values.columns.to_numpy()
    if constant:
        raw = np.column_stack([np.ones(len(raw)), raw])
        names = np.concatenate([[CONSTANT], names])
    keep = surviving_columns(lengths(raw), _identifying(raw, values.index, model))
    if not keep.all():
        raise CollinearTermsError(names[~keep].astype(str).tolist())


def follows(index: pd.Index) -> BoolArray:
    """Mark rows whose unit also has one in the period before, of those that occur, shape (n,).

    Parameters
    ----------
    index
        Units and periods as codes, in their order.
    """
    unit, period = (pd.factorize(index.get_level_values(i), sort=True)[0] for i in (0, 1))
    after: BoolArray = np.zeros(len(index), bool)
    after[1:] = (np.diff(unit) == 0) & (np.diff(period) == 1)
    return after


def _identifying(raw: FloatArray, index: pd.Index, model: Model) -> FloatArray:
    """Give what identifies the coefficients: deviations, differences, means, or the rows."""
    if model == "two_way":
        unit, period = (pd.factorize(index.get_level_values(i))[0] for i in (0, 1))
        return TwoWay.of(Layout.of(unit, period), np.ones(len(raw))).residuals(raw)
    frame = pd.DataFrame(raw, index=index)
    by_unit = frame.groupby(level=0)
    if model == "fixed_effects":
        return (frame - by_unit.transform("mean")).to_numpy()
    if model == "first_difference":
        return by_unit.diff().to_numpy()[follows(index)]
    return (by_unit.mean() if model == "between" else frame).to_numpy()
