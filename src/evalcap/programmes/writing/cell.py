"""What a cell of a sheet may hold."""

from datetime import date

Cell = str | int | float | date | None
