"""Errors of panels: what keeps rows from being units observed over time."""

from collections.abc import Collection, Sequence

from evalcap.errors.root import EvalcapError, count, preview


class DatasetError(EvalcapError):
    """The rows are not a panel that an estimator can use."""


class NotAFrameError(DatasetError):
    """Something else was passed for a data frame."""

    def __init__(self, given: object) -> None:
        super().__init__(
            f"The data are no pandas DataFrame but {type(given).__module__}."
            f"{type(given).__qualname__}.",
            needed="A pandas DataFrame with one row an observation.",
            do="Pass its `.frame` if it has one, or convert it, for example by `.to_pandas()`.",
        )


class ColumnNotFoundError(DatasetError):
    """Named columns are not in the data."""

    def __init__(self, columns: Collection[str], available: Sequence[str]) -> None:
        self.columns = tuple(columns)
        super().__init__(
            f"The data have no {'column' if len(columns) == 1 else 'columns'} "
            f"{', '.join(map(repr, columns))}.",
            needed=f"They have: {preview(available, 20)}.",
            do="Name one of these, or map the raw header to the name in the study's [columns].",
        )


class RepeatedColumnError(DatasetError):
    """Named columns occur several times in the data."""

    def __init__(self, columns: Collection[str]) -> None:
        super().__init__(
            f"The data have more than one column named {preview([repr(c) for c in columns])}.",
            needed="Each column that is used needs a name of its own.",
            do="Rename or drop the others in the study's prepare().",
        )


class NotNumericError(DatasetError):
    """A column that must hold numbers holds something else."""

    def __init__(self, column: str, rows: int) -> None:
        super().__init__(
            f"Column {column!r} holds {count(rows, 'value')} that cannot be read as a number.",
            needed="Estimators need numbers, with an empty cell for what is missing.",
            do="Recode the column in the study's [recode], or convert it in prepare().",
        )


class InfiniteValuesError(DatasetError):
    """A column holds infinite numbers."""

    def __init__(self, column: str, rows: int) -> None:
        super().__init__(
            f"Column {column!r} is infinite in {count(rows, 'row')} (the logarithm of zero?).",
            needed="Estimators need finite numbers, with an empty cell for what is missing.",
            do="Decide what these rows mean: make them missing, or choose another transformation.",
        )


class UncountableKeysError(DatasetError):
    """Values of a key cannot be told apart."""

    def __init__(self, column: str) -> None:
        super().__init__(
            f"Column {column!r} holds values that cannot be told apart, such as lists.",
            needed="Units and clusters are text, numbers or dates.",
            do="Convert the column to text in the study's prepare().",
        )


class MissingKeysError(DatasetError):
    """Rows do not say which unit, time or cluster they belong to."""

    def __init__(self, column: str, rows: int) -> None:
        super().__init__(
            f"Column {column!r} is empty in {count(rows, 'row')}.",
            needed="Every row needs its unit, its time and its cluster.",
            do="Fill the column, or drop these rows in the study's prepare().",
        )


class DuplicateRowsError(DatasetError):
    """Some units have more than one row in a period."""

    def __init__(self, pairs: Collection[str]) -> None:
        super().__init__(
            f"{count(pairs, 'unit and time', 'units and times')} "
            f"{'occurs' if len(pairs) == 1 else 'occur'} in more than one row: {preview(pairs)}.",
            needed="A panel has one row for each unit and time.",
            do="Aggregate or drop the repeated rows in the study's prepare(), or pass unit=None "
            "if the rows are repeated cross-sections of different people.",
        )


class VariesWithinUnitError(DatasetError):
    """A column that belongs to the unit changes over time."""

    def __init__(self, column: str, units: Collection[str]) -> None:
        super().__init__(
            f"Column {column!r} takes several values within {count(units, 'unit')}: "
            f"{preview(units)}.",
            needed="It must be the same in every row of a unit.",
            do="Correct the column in the study's prepare(), or drop these units there.",
        )


class TreatmentReversalError(DatasetError):
    """Some units leave treatment after entering it."""

    def __init__(self, units: Collection[str]) -> None:
        self.units = tuple(units)
        super().__init__(
            f"Treatment switches off for {count(self.units, 'unit')}: {preview(self.units)}.",
            needed="These estimators need treatment to be absorbing.",
            do="Code `treated_from` as the first treated period, or drop the units in the "
            "study's prepare().",
        )


class TreatmentUnknownError(DatasetError):
    """Treatment is declared twice, not at all, or in a way that cannot be read."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"The treatment cannot be read: {reason}.",
            needed="A panel takes `treated_from` (the first treated period of each unit, missing "
            "for never) or `treated` (0 or 1 in each row), not both.",
            do="Pass one of the two.",
        )


class CalendarError(DatasetError):
    """Time cannot be placed on a calendar."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(
            f"Column {column!r} cannot be placed on a calendar: {reason}.",
            needed="Time is numbers, dates, or ISO text such as 2024-03-01; `treated_from` is on "
            "the same scale.",
            do="Bring both to one scale: dates (in a study by [units], else with "
            "pandas.to_datetime(..., format=...)), or numbers, such as the first wave after a "
            "start, made in prepare().",
        )


class WeightError(DatasetError):
    """Weights are negative."""

    def __init__(self, column: str, rows: int) -> None:
        super().__init__(
            f"Weight {column!r} is negative in {count(rows, 'row')}.",
            needed="Weights are zero or more.",
            do="Correct the weights, or drop these rows in the study's prepare().",
        )
