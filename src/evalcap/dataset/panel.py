"""Units observed over time, ready for an estimator."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Self

import numpy as np
import pandas as pd

from evalcap.dataset.calendar import Calendar
from evalcap.dataset.coding import code_values
from evalcap.dataset.keys import Keys, require_present
from evalcap.dataset.number import as_finite, as_numbers, column_names, require_columns
from evalcap.dataset.treatment import derive_treated_from, read_treated_from
from evalcap.errors.dataset import DatasetError, TreatmentUnknownError, WeightError
from evalcap.errors.design import EmptySampleError
from evalcap.kernels.arrays import BoolArray, FloatArray, IntArray


@dataclass(frozen=True, slots=True)
class Names:
    """Which column of the data is what."""

    unit: str | None
    time: str
    outcome: str
    treated_from: str | None
    treated: str | None
    cluster: str | None
    weight: str | None
    covariates: tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Panel:
    """Rows of units over time, in the order of unit and time.

    Attributes
    ----------
    names
        The columns' names in the data.
    frame
        The data as given; `order` puts its rows into the panel's order.
    order
        Row positions of `frame`, shape (n_rows,); where they come in the panel's order, a slice of
        all, so that taking them copies nothing.
    unit
        Unit of each row as a code into `unit_labels`, shape (n_rows,). In repeated
        cross-sections every row is a unit of its own.
    period
        Position of each row's time in `periods`, shape (n_rows,).
    periods
        Places of the observed times on the calendar, increasing, shape (n_periods,).
    outcome
        Outcome in its own unit, NaN where missing, shape (n_rows,).
    treated_from
        First treated period of each unit on the calendar, infinite for never, shape (n_units,).
    cluster
        Cluster of each unit as a code into `cluster_labels`, shape (n_units,). The unit itself
        when no cluster is named.
    weight
        Weight of each row, shape (n_rows,); None when unweighted.
    """

    names: Names
    calendar: Calendar
    frame: pd.DataFrame
    order: IntArray | slice
    unit: IntArray
    unit_labels: pd.Index
    period: IntArray
    periods: FloatArray
    outcome: FloatArray
    treated_from: FloatArray
    cluster: IntArray
    cluster_labels: pd.Index
    weight: FloatArray | None

    @classmethod
    def from_frame(
        cls,
        frame: pd.DataFrame,
        *,
        unit: str | None,
        time: str,
        outcome: str,
        treated_from: str | None = None,
        treated: str | None = None,
        never: object = None,
        cluster: str | None = None,
        weight: str | None = None,
        covariates: Sequence[str] = (),
    ) -> Self:
        """Read a panel from a data frame.

        Parameters
        ----------
        frame
            One row for each unit and time, in any order; other columns are kept for covariates.
        unit
            Column that identifies the unit; None for repeated cross-sections.
        time
            Numbers, dates or periods. Event time counts on their calendar.
        outcome
            What is measured; missing cells are allowed and counted by the estimator.
        treated_from
            First treated period; missing or infinite means never treated.
        treated
            0 or 1 in each row, from which `treated_from` is derived.
        never
            One more code of `treated_from` that means never treated, such as 0.
        cluster
            Level of inference, at or above the unit. The unit itself by default.
        weight
            Weight of each row.
        covariates
            Columns that estimators and checks may use.

        Raises
        ------
        DatasetError, EmptySampleError
            What keeps the rows from being a panel, and what to do about it.
        """
        given = column_names(covariates)
        names = Names(unit, time, outcome, treated_from, treated, cluster, weight, given)
        _require(names, frame)
        frame = frame.copy(deep=False)
        keys = Keys.read(frame, unit, time)
        start = _starts(frame, keys, names, never)
        group, group_labels = _clusters(frame, keys, cluster)
        return cls(
            names=names,
            calendar=keys.calendar,
            frame=frame,
            order=keys.order,
            unit=keys.unit,
            unit_labels=keys.labels,
            period=keys.period,
            periods=keys.periods,
            outcome=keys.arrange(as_finite(frame[outcome], outcome)),
            treated_from=start,
            cluster=group,
            cluster_labels=group_labels,
            weight=_weights(frame, keys, weight),
        )

    @property
    def is_repeated(self) -> bool:
        """Whether units are observed over time, rather than as repeated cross-sections."""
        return self.names.unit is not None

    @property
    def n_rows(self) -> int:
        """Number of rows."""
        return len(self.unit)

    @property
    def n_units(self) -> int:
        """Number of units; of rows in repeated cross-sections."""
        return len(self.unit_labels)

    @property
    def n_clusters(self) -> int:
        """Number of clusters."""
        return len(self.cluster_labels)

    @property
    def time(self) -> FloatArray:
        """Place of each row on the calendar, shape (n_rows,)."""
        return self.periods[self.period]

    @property
    def is_treated(self) -> BoolArray:
        """Whether each row is under treatment, shape (n_rows,)."""
        return self.time >= self.treated_from[self.unit]

    def place(self, time: object) -> float:
        """Place a value of the time column on the calendar; NaN when it is not one."""
        try:
            return float(self.calendar.place(pd.Series([time]), self.names.time)[0])
        except DatasetError:
            return float("nan")

    def column(self, name: str) -> FloatArray:
        """Read a column of the data as numbers in the panel's order, NaN where missing."""
        require_columns(self.frame, [name])
        return as_finite(self.frame[name], name)[self.order]

    def columns(self, names: Sequence[str]) -> FloatArray:
        """Read several columns as numbers in the panel's order, shape (n_rows, n_names)."""
        require_columns(self.frame, list(names))
        values = np.empty((self.n_rows, len(names)), order="F")
        for j, name in enumerate(names):
            values[:, j] = self.column(name)
        return values

    def labels(self, name: str) -> "pd.Series[Any]":
        """Give a column of the data as it is, in the panel's order."""
        require_columns(self.frame, [name])
        return self.frame[name].iloc[self.order]

    def __repr__(self) -> str:
        treated = int(np.isfinite(self.treated_from).sum())
        return (
            f"Panel of {self.names.outcome}: {self.n_rows:,} rows, {self.n_units:,} units "
            f"({treated:,} ever treated), {len(self.periods)} periods, {self.n_clusters:,} clusters"
        )


def _require(names: Names, frame: pd.DataFrame) -> None:
    if names.treated_from is None and names.treated is None:
        raise TreatmentUnknownError("neither `treated_from` nor `treated` is named")
    if names.treated_from is not None and names.treated is not None:
        raise TreatmentUnknownError("both `treated_from` and `treated` are named")
    if names.unit is None and names.treated is not None:
        raise TreatmentUnknownError("repeated cross-sections have no history of 0 and 1")
    optional = [names.unit, names.treated_from, names.treated, names.cluster, names.weight]
    named = [name for name in optional if name is not None]
    require_columns(frame, [names.time, names.outcome, *named, *names.covariates])
    if not len(frame):
        raise EmptySampleError("the data have no rows")


def _starts(frame: pd.DataFrame, keys: Keys, names: Names, never: object) -> FloatArray:
    if names.treated is not None:
        on = keys.arrange(as_numbers(frame[names.treated], names.treated))
        time = keys.periods[keys.period]
        return derive_treated_from(on, names.treated, unit=keys.unit, time=time, labels=keys.labels)
    name = names.treated_from or ""
    read = partial(read_treated_from, name=name, calendar=keys.calendar, never=never)
    return np.asarray(keys.constant(frame[name], name, read))


def _clusters(frame: pd.DataFrame, keys: Keys, name: str | None) -> tuple[IntArray, pd.Index]:
    if name is None:
        return np.arange(len(keys.labels)), keys.labels
    code, labels = code_values(frame[name], sort=True)
    require_present(code < 0, name)
    return keys.constant(pd.Series(code), name, pd.Series.to_numpy), labels


def _weights(frame: pd.DataFrame, keys: Keys, name: str | None) -> FloatArray | None:
    if name is None:
        return None
    weight: FloatArray = keys.arrange(as_finite(frame[name], name))
    if negative := int((weight < 0).sum()):
        raise WeightError(name, negative)
    return weight
