"""Groups that are one cluster, so that nothing shows how much their units differ."""

from collections.abc import Sequence

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


def lone_note(group: str, where: str, one: str) -> str:
    """Say what a standard error that rests on one unit or cluster of a group cannot show."""
    return (
        f"{where}: the standard error rests on one {group} {one} and cannot show how much {group} "
        "units differ."
    )
