"""An attacker who has reports and a linear program, and knows how counts are withheld.

Written without looking into evalcap's own audit: the unknowns are the smallest groups, and every
count that a report prints is a sum of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil, floor, inf

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, linprog, milp


def left_open(label: int | str) -> tuple[float, float]:
    """What a label says by itself: "<10" is 0 to 9, "12-20" what it says, ">=12" at least that."""
    if not isinstance(label, str):
        return label, label
    if label.startswith("<"):
        return 0, int(label[1:]) - 1
    if label.startswith(">="):
        return int(label[2:]), inf
    low, high = label.split("-")
    return int(low), int(high)


@dataclass
class Attacker:
    """What the attacker has noted down.

    Attributes
    ----------
    n
        Smallest groups of all reports.
    equal, most
        Sums that are known exactly, and sums that are at most something: weights and right side.
    """

    n: int
    equal: list[tuple[np.ndarray, float]] = field(default_factory=list)
    most: list[tuple[np.ndarray, float]] = field(default_factory=list)

    def read(self, groups: np.ndarray, label: int | str) -> None:
        """Note what a report says about the sum of some groups."""
        low, high = left_open(label)
        if low == high:
            self.equal.append((groups, low))
            return
        self.most.append((-groups, -low))
        if high < inf:
            self.most.append((groups, high))

    def believe_unchanged(self, now: int, before: int) -> None:
        """Take a group to be the same in two reports."""
        difference = np.zeros(self.n)
        difference[now], difference[before] = 1.0, -1.0
        self.equal.append((difference, 0.0))

    def ranges(self, wanted: Sequence[np.ndarray]) -> list[tuple[float, float]] | None:
        """Find the whole numbers that each wanted sum may be; None if nothing fits."""
        if not len(wanted):
            return []
        cost = np.concatenate([np.array(wanted), -np.array(wanted)])
        solved = linprog(
            cost.ravel(),
            **self._blocks(len(cost)),
            bounds=(0, 1e7),  # nobody counts more people than this
            method="highs",
        )
        if solved.x is None:
            return None
        least, most = np.split((cost * solved.x.reshape(len(cost), -1)).sum(axis=1), 2)
        return [
            (ceil(low - 1e-6), floor(-high + 1e-6) if -high < 1e6 else inf)
            for low, high in zip(least, most, strict=True)
        ]

    def whole_ranges(self, wanted: Sequence[np.ndarray]) -> list[tuple[float, float]]:
        """Find the ends of each wanted sum among tables of whole numbers, one by one."""
        return [(self._least(w), -self._least(-w)) for w in wanted]

    def _least(self, weights: np.ndarray) -> float:
        rows, right = zip(*self.equal, strict=True) if self.equal else ((), ())
        limits = [LinearConstraint(np.array(rows), right, right)] if rows else []
        if self.most:
            rows, right = zip(*self.most, strict=True)
            limits.append(LinearConstraint(np.array(rows), -inf, right))
        solved = milp(
            weights, constraints=limits, integrality=np.ones(self.n), bounds=Bounds(0, 1e5)
        )
        return round(solved.fun) if abs(solved.fun) < 1e4 else float(np.copysign(inf, solved.fun))

    def _blocks(self, times: int) -> Mapping[str, object]:
        found: dict[str, object] = {}
        for name, notes in (("eq", self.equal), ("ub", self.most)):
            if notes:
                weights, right = zip(*notes, strict=True)
                whole = sparse.kron(sparse.eye_array(times), np.array(weights), format="csr")
                found |= {f"A_{name}": whole, f"b_{name}": np.tile(right, times)}
        return found
