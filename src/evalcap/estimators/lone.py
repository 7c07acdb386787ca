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


# In a table of sole clusters: there are several, or nobody is seen.
SEVERAL, NOBODY = -1, -2
# Where there are several, so many units mostly show it.
_FEW = 1_000


def sole_clusters(seen: BoolArray, cluster: IntArray, group: IntArray) -> IntArray:
    """Find the cluster in which all that is seen of a group in a period lies.

    Parameters
    ----------
    seen
        Whether a unit is seen in a period, shape (n_units, n_periods).
    cluster
        Of each unit, coded from 0, shape (n_units,).
    group
        Of each unit, coded from 0, shape (n_units,).

    Returns
    -------
    A cluster, SEVERAL or NOBODY, shape (n_groups, n_periods).
    """
    members = (np.flatnonzero(group == g) for g in range(int(group.max()) + 1))
    return np.array([sole_cluster(seen, cluster, units) for units in members])


def sole_cluster(seen: BoolArray, cluster: IntArray, units: IntArray) -> IntArray:
    """Find it for one group, given its units, shape (n_periods,)."""
    few = units[:_FEW]
    found = _sole(seen[few], cluster[few])
    return found if (found == SEVERAL).all() else _sole(seen[units], cluster[units])


def _sole(seen: BoolArray, cluster: IntArray) -> IntArray:
    first = cluster[seen.argmax(axis=0)]
    several = (seen & (cluster[:, None] != first)).any(axis=0)
    return np.where(seen.any(axis=0), np.where(several, SEVERAL, first), NOBODY)


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


def cell_notes(
    sole: IntArray,
    treated: BoolArray,
    *,
    cohorts: Sequence[str],
    periods: Sequence[str],
    one: str,
) -> tuple[str, ...]:
    """Say it of a regression: of treated cells by cohort, of the other cells by period.

    Parameters
    ----------
    sole
        The cluster of each cell, from `sole_clusters`, shape (n_cohorts, n_periods).
    treated
        Cells with an effect of their own; the others of the period are the comparison.
    cohorts, periods
        A name for each row and column.
    """
    alone = np.flatnonzero((treated & (sole >= 0)).any(axis=1)).tolist()
    met = np.flatnonzero((treated & (sole != NOBODY)).any(axis=0)).tolist()
    compared = [t for t in met if _is_one(sole[~treated[:, t], t])]
    notes = []
    if alone:
        names = ", ".join(cohorts[g] for g in alone)
        notes.append(lone_note("treated", f"Some cells of cohort {names}", one))
    if compared:
        names = ", ".join(periods[t] for t in compared)
        notes.append(lone_note("comparison", f"Effects in {names}", one))
    return tuple(notes)


def _is_one(sole: IntArray) -> bool:
    """Whether cells, if anybody is seen in them, are one cluster together."""
    found = np.unique(sole[sole != NOBODY])
    return len(found) == 1 and found[0] != SEVERAL
