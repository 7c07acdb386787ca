"""Units observed over time, ready for an estimator."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import pandas as pd

from evalcap.dataset.calendar import Calendar, read_calendar
from evalcap.dataset.number import as_finite, require_columns
from evalcap.dataset.treatment import derive_treated_from, read_treated_from
from evalcap.errors.dataset import (
    DatasetError,
    DuplicateRowsError,
    MissingKeysError,
    TreatmentUnknownError,
    VariesWithinUnitError,
    WeightError,
)
from evalcap.kernels.arrays import FloatArray, IntArray


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
        Row positions of `frame`, shape (n_rows,).
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
    order: IntArray
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
    def from_frame(  # the public constructor names a dataset's columns
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
        DatasetError
            What keeps the rows from being a panel, and what to do about it.
        """
        names = Names(
            unit, time, outcome, treated_from, treated, cluster, weight, tuple(covariates)
        )
        _require(names, frame)
        frame = frame.copy(deep=False)
        calendar = read_calendar(frame[time], time)
        place = calendar.place(frame[time], time)
        _require_present(np.isnan(place), time)
        codes, labels = _identify(frame, unit)
        order = _order(codes, place)
        codes, place = codes[order], place[order]
        if unit is not None:
            _require_unique(codes, place, labels, calendar)
        start = _starts(frame, order, names, calendar, never, codes, place, labels)
        periods, period = np.unique(place, return_inverse=True)
        by_unit = _of_unit(codes, len(labels))
        group, group_labels = _clusters(frame, order, names, codes, labels, by_unit)
        return cls(
            names=names,
            calendar=calendar,
            frame=frame,
            order=order,
            unit=codes,
            unit_labels=labels,
            period=period,
            periods=periods,
            outcome=as_finite(frame[outcome], outcome)[order],
            treated_from=_constant(start, codes, by_unit, labels, treated_from or ""),
            cluster=group,
            cluster_labels=group_labels,
            weight=_weights(frame, order, weight),
        )

    @property
    def is_repeated(self) -> bool:
        """Whether units are observed over time, rather than as repeated cross-sections."""
        return self.names.unit is not None

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
    def is_treated(self) -> "np.ndarray[Any, np.dtype[np.bool_]]":
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
        return np.column_stack([self.column(n) for n in names] or [np.empty((len(self.order), 0))])

    def labels(self, name: str) -> "pd.Series[Any]":
        """Give a column of the data as it is, in the panel's order."""
        require_columns(self.frame, [name])
        return self.frame[name].iloc[self.order]

    def __repr__(self) -> str:
        treated = int(np.isfinite(self.treated_from).sum())
        return (
            f"Panel of {self.names.outcome}: {len(self.order):,} rows, {self.n_units:,} units "
            f"({treated:,} ever treated), {len(self.periods)} periods, {self.n_clusters:,} clusters"
        )


def _require(names: Names, frame: pd.DataFrame) -> None:
    if names.treated_from is None and names.treated is None:
        raise TreatmentUnknownError("neither `treated_from` nor `treated` is named")
    if names.treated_from is not None and names.treated is not None:
        raise TreatmentUnknownError("both `treated_from` and `treated` are named")
    if names.unit is None and names.treated is not None:
        raise TreatmentUnknownError("repeated cross-sections have no history of 0 and 1")
    single = [names.unit, names.time, names.outcome, names.treated_from, names.treated]
    wanted = [*single, names.cluster, names.weight, *names.covariates]
    require_columns(frame, [name for name in wanted if name is not None])


def _require_present(absent: "np.ndarray[Any, np.dtype[np.bool_]]", name: str) -> None:
    if rows := int(absent.sum()):
        raise MissingKeysError(name, rows)


def _identify(frame: pd.DataFrame, unit: str | None) -> tuple[IntArray, pd.Index]:
    if unit is None:
        return np.arange(len(frame)), pd.RangeIndex(len(frame))
    codes, labels = pd.factorize(frame[unit], sort=True)
    _require_present(codes < 0, unit)
    return codes, pd.Index(labels)


def _order(codes: IntArray, place: FloatArray) -> IntArray:
    steps = np.diff(codes)
    if (steps >= 0).all() and ((steps > 0) | (np.diff(place) > 0)).all():
        return np.arange(len(codes))
    return np.lexsort((place, codes))


def _require_unique(
    codes: IntArray, place: FloatArray, labels: pd.Index, calendar: Calendar
) -> None:
    again = np.flatnonzero((np.diff(codes) == 0) & (np.diff(place) == 0))
    if len(again):
        pairs = dict.fromkeys((int(codes[i]), float(place[i])) for i in again)
        raise DuplicateRowsError([f"{labels[u]} at {calendar.label(t)}" for u, t in pairs])


def _starts(
    frame: pd.DataFrame,
    order: IntArray,
    names: Names,
    calendar: Calendar,
    never: object,
    codes: IntArray,
    place: FloatArray,
    labels: pd.Index,
) -> FloatArray:
    if names.treated is not None:
        column = frame[names.treated].iloc[order]
        return derive_treated_from(column, names.treated, unit=codes, time=place, labels=labels)
    name = names.treated_from or ""
    return read_treated_from(frame[name], name, calendar=calendar, never=never)[order]


def _of_unit(codes: IntArray, n_units: int) -> IntArray:
    """Find the first row of each unit, rows being in the order of units, shape (n_units,)."""
    return np.searchsorted(codes, np.arange(n_units))


def _constant(
    values: Any, codes: IntArray, first: IntArray, labels: pd.Index, name: str
) -> Any:
    per_unit = values[first]
    varying = np.unique(codes[values != per_unit[codes]])
    if len(varying):
        raise VariesWithinUnitError(name, [str(u) for u in labels[varying]])
    return per_unit


def _clusters(
    frame: pd.DataFrame,
    order: IntArray,
    names: Names,
    codes: IntArray,
    labels: pd.Index,
    first: IntArray,
) -> tuple[IntArray, pd.Index]:
    if names.cluster is None:
        return np.arange(len(labels)), labels
    group, group_labels = pd.factorize(frame[names.cluster], sort=True)
    _require_present(group < 0, names.cluster)
    group = group[order]
    return _constant(group, codes, first, labels, names.cluster), pd.Index(group_labels)


def _weights(frame: pd.DataFrame, order: IntArray, name: str | None) -> FloatArray | None:
    if name is None:
        return None
    weight = as_finite(frame[name], name)[order]
    if negative := int((weight < 0).sum()):
        raise WeightError(name, negative)
    return weight
