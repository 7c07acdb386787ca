"""Groups that are one cluster, so that nothing shows how much their units differ."""

from collections.abc import Iterable, Sequence

import numpy as np

from evalcap.dataset.calendar import Calendar
from evalcap.kernels.arrays import BoolArray, IntArray


def lone_groups(
    cluster: IntArray, treated: BoolArray, periods: Sequence[BoolArray]
) -> tuple[str, ...]:
    """Name the groups that are a single cluster in one of the periods.

    Parameters
    ----------
    cluster
        Cluster of each unit or row; the unit itself where no cluster is named, shape (n,).
    periods
        Which entries belong to each period, each of shape (n,) with entries of both groups.
    """
    groups = {"treated": treated, "comparison": ~treated}
    codes = {name: [cluster[group & p] for p in periods] for name, group in groups.items()}
    return tuple(name for name, parts in codes.items() if any((c == c[0]).all() for c in parts))


def lone_codes(code: IntArray, cluster: IntArray) -> IntArray:
    """Give the codes whose rows all lie in a single cluster, increasing.

    Parameters
    ----------
    code, cluster
        Of each row, from 0, shape (n,).
    """
    first = np.full(int(code.max(initial=-1)) + 1, -1)
    first[code] = cluster
    alone = first >= 0
    alone[code[cluster != first[code]]] = False
    return np.flatnonzero(alone)


def tells_of_one(note: str) -> bool:
    """Say whether a note is about a group that is one unit, which may be one person."""
    return "rests on one" in note or note.startswith("One unit is treated")


def lone_note(group: str, where: str, one: str) -> str:
    """Say what a standard error that rests on one unit or cluster of a group cannot show."""
    return (
        f"{where}: the standard error rests on one {group} {one} and cannot show how much {group} "
        "units differ."
    )


def cohort_notes(
    group: str, cohorts: Iterable[float], calendar: Calendar, one: str
) -> tuple[str, ...]:
    """Say it of the cells of some cohorts, or nothing of none."""
    names = ", ".join(calendar.label(cohort) for cohort in sorted(set(cohorts)))
    return (lone_note(group, f"Some cells of cohort {names}", one),) if names else ()


def row_notes(
    cohort: IntArray,
    period: IntArray,
    treated: BoolArray,
    cluster: IntArray,
    *,
    cohorts: Sequence[str],
    periods: Sequence[str],
    one: str,
) -> tuple[str, ...]:
    """Say it of a regression: of treated rows by cohort, of the other rows by period.

    Parameters
    ----------
    cohort, period, cluster
        Codes of each row, shape (n_rows,).
    treated
        Rows with an effect of their own; the others of the period are the comparison.
    cohorts, periods
        A name for each code.
    """
    n, met = len(periods), np.unique(period[treated])
    alone = np.unique(lone_codes((cohort * n + period)[treated], cluster[treated]) // n)
    compared = np.intersect1d(lone_codes(period[~treated], cluster[~treated]), met)
    places = {
        "treated": ("Some cells of cohort", [cohorts[c] for c in alone]),
        "comparison": ("Effects in", [periods[p] for p in compared]),
    }
    return tuple(
        lone_note(group, f"{where} {', '.join(names)}", one)
        for group, (where, names) in places.items()
        if names
    )
