"""Whether the starts of treatment may be codes: 0 and 9999 often mean never, and count as years."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from evalcap.dataset.calendar import read_calendar
from evalcap.dataset.standard import StandardDataset
from evalcap.dataset.treatment import read_treated_from
from evalcap.errors.dataset import CalendarError, DatasetError
from evalcap.kernels.arrays import BoolArray
from evalcap.study.plan import Plan
from evalcap.validation import Finding
from evalcap.validation.stage import row_keys, structure_key

# A start further from the data than so many times the time that they cover is taken for a code.
_SPANS: Final = 10
_CODED: Final = (
    "A start far away, or at 0 where periods are counted from 1, is often a code for never, and "
    "counts as a period if the plan does not say so: name it by `never`, under [design]."
)


def start_findings(plan: Plan, data: StandardDataset) -> Iterator[Finding]:
    """Report starts that no programme observed in these data could have had.

    Where times or starts cannot be read there is no finding: that is told by others.
    """
    frame, design = data.frame, plan.design
    name = design.treated_from
    if name is None or not {design.time, name} <= set(frame.columns):
        return
    try:
        odd = _odd_starts(plan, data)
    except DatasetError:
        return
    rows = tuple(np.flatnonzero(odd).tolist())
    yield Finding(
        id="start-near-data",
        severity="warning",
        status="unmet" if rows else "met",
        what=f"No start of treatment lies far from the periods in the data ({name}).",
        why=_CODED,
        columns=(name,),
        n_checked=len(frame),
        n_unexpected=len(rows),
        keys=row_keys(rows, frame[list(dict.fromkeys(structure_key(data)))]),
        rows=rows,
    )


def calendar_findings(plan: Plan, data: StandardDataset) -> Iterator[Finding]:
    """Report starts that are not on the calendar of the times; they stop a study.

    Times that are on no calendar are not told of: a table of events or of answers may be checked
    by itself, without ever being set along time.
    """
    name, time = plan.design.treated_from, plan.design.time
    if name is None:
        return
    columns = (time, name)
    try:
        read_calendar(data.frame[time], time)
    except DatasetError:
        return
    try:
        _odd_starts(plan, data)
    except CalendarError as error:
        yield Finding(
            id="/".join(["standard-calendar", *columns]),
            severity="critical",
            status="unmet",
            what=error.wrong,
            why=f"{error.needed} {error.do}",
            columns=columns,
            n_checked=len(data.frame),
        )


def _odd_starts(plan: Plan, data: StandardDataset) -> BoolArray:
    """Mark the rows whose start is far from every period, or not after 0 where all periods are."""
    time, name = plan.design.time, str(plan.design.treated_from)
    calendar = read_calendar(data.frame[time], time)
    place = calendar.place(data.frame[time], time)
    column, never = data.frame[name], plan.design.never
    start = read_treated_from(column, name, calendar=calendar, never=never)
    known = place[np.isfinite(place)]
    first, last = (float(known.min()), float(known.max())) if len(known) else (-np.inf, np.inf)
    reach = _SPANS * max(last - first, 1.0)
    far = (start < first - reach) | (start > last + reach)
    if calendar.frequency is None:
        far |= (start <= 0) & (first > 0)
    return np.asarray(far & np.isfinite(start))
