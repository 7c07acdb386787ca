"""Ways to deal out treatment anew, with as many of each kind as there are."""

from collections.abc import Iterator, Sequence
from itertools import combinations, islice, product
from math import comb, prod

import numpy as np

from evalcap.kernels.arrays import IntArray

_AT_ONCE = 2_000_000


def count_assignments(kind: IntArray, stratum: IntArray) -> int:
    """Count the assignments that differ.

    Parameters
    ----------
    kind
        What each group gets, coded from 0, shape (n_groups,).
    stratum
        Groups exchange kinds within strata only, coded from 0, shape (n_groups,).
    """
    total = 1
    for code in range(int(stratum.max()) + 1):
        counts = np.bincount(kind[stratum == code])
        left = np.cumsum(counts[::-1])[::-1]
        total *= prod(comb(int(n), int(k)) for n, k in zip(left, counts, strict=True))
    return total


def every_assignment(kind: IntArray, stratum: IntArray) -> Iterator[IntArray]:
    """Give the assignments that differ, each of shape (n_groups,)."""
    members = [np.flatnonzero(stratum == code) for code in range(int(stratum.max()) + 1)]
    within = [list(_arrangements(np.bincount(kind[m]))) for m in members]
    for parts in product(*within):
        row = np.empty_like(kind)
        for member, part in zip(members, parts, strict=True):
            row[member] = part
        yield row


def _arrangements(counts: Sequence[int] | IntArray) -> Iterator[IntArray]:
    """Arrange `counts[k]` copies of each kind k."""
    places = np.zeros(int(np.sum(counts)), np.intp)
    last = len(counts) - 1
    if last < 1:
        yield places
        return
    for chosen in combinations(range(len(places)), int(counts[last])):
        mine = np.zeros(len(places), bool)
        mine[list(chosen)] = True
        for rest in _arrangements(counts[:last]):
            row = places.copy()
            row[mine], row[~mine] = last, rest
            yield row


def assignment_blocks(
    kind: IntArray, stratum: IntArray, draws: int, *, seed: int
) -> Iterator[IntArray]:
    """Give all assignments if there are no more than `draws`, else random ones, by blocks."""
    block = max(1, _AT_ONCE // len(kind))
    if count_assignments(kind, stratum) <= draws:
        rows = every_assignment(kind, stratum)
        while some := list(islice(rows, block)):
            yield np.array(some)
        return
    rng = np.random.default_rng(seed)
    members = [np.flatnonzero(stratum == code) for code in range(int(stratum.max()) + 1)]
    for start in range(0, draws, block):
        dealt = np.tile(kind, (min(block, draws - start), 1))
        for member in members:
            dealt[:, member] = rng.permuted(dealt[:, member], axis=1)
        yield dealt
