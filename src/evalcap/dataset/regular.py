"""Rows that come as a table already: the same times for every unit, one unit after the other."""

from typing import Any

import numpy as np

# A first unit that has not ended after so many rows is not looked for.
_MOST_TIMES = 1_000


def table_axes(unit: Any, time: Any) -> tuple[Any, Any] | None:
    """Find the units and the times of which rows are the table, both finite and increasing.

    Most panels come so. It takes one comparison a row to know, and saves looking up codes.

    Parameters
    ----------
    unit, time
        Numbers of each row, shape (n_rows,).

    Returns
    -------
    Shapes (n_units,) and (n_times,), with `n_units * n_times` rows; None if the rows are no such
    table.
    """
    n_times = int((unit[:_MOST_TIMES] != unit[:1]).argmax())
    if n_times == 0 or len(unit) % n_times:
        return None
    units, times = unit.reshape(-1, n_times), time.reshape(-1, n_times)
    labels, course = units[:, 0].copy(), times[0].copy()
    if not (_increases(labels) and _increases(course)):
        return None
    if (units == labels[:, None]).all() and (times == course).all():
        return labels, course
    return None


def _increases(values: Any) -> bool:
    ends = np.isfinite(values[0]) and np.isfinite(values[-1])
    return bool(ends and (values[1:] > values[:-1]).all())
