"""The measurements as a page of Markdown."""

import math
import os
import platform
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from task import MOST_MEGABYTES, OURS, PEERS, SCALES, TASKS, Task

Key = tuple[str, str | int]
Found = Mapping[str, Any]
POINT_TOLERANCE = 1e-6

_ABOUT = """\
# Timings

`nox -s benchmark` writes this page: evalcap and its peers in one run, on the same simulated data
({n_units:,} units, 10 periods, 5 cohorts, 2 covariates; `panel.py`). {machine}

Each measurement has a process of its own. A first call on 2,000 units loads whatever is loaded
late; one call on the whole panel warms up; the median of the next {runs} is shown (what takes
over ten seconds is timed once). Timed from the data frame to the result, reading the panel
included. Memory is the most that a call held beyond what the process held before it. The machine
is shared: compare within one run, and mind that small differences are noise.

A number is the same when it is within {tolerance:g} of evalcap's, relatively, and its standard
error within 0.1 % (p-values of the wild bootstrap within 0.03, as draws differ; with multiplier
draws the points alone are compared). evalcap's own numbers are held to those of R in
`tests/golden`.
"""
_LEFT_OUT = """\
## Left out

- drdid has two periods only; csdid, which builds on it, is timed.
- pyfixest's two-stage estimator held six gigabytes at 5,000 units.
- diff-diff's `TwoWayFixedEffects`, called with treatment by row and time, gave another
  coefficient; how it should be asked was not found.
"""


def write_results(
    file: Path,
    found: Mapping[Key, Found],
    growth: Mapping[Key, Found],
    *,
    n_units: int,
    runs: int,
) -> None:
    """Write the page.

    Parameters
    ----------
    found
        Measurements by task and package.
    growth
        Measurements of evalcap by task and number of units.
    """
    about = _ABOUT.format(n_units=n_units, runs=runs, machine=_machine(), tolerance=POINT_TOLERANCE)
    parts = [about, _summary(found), *(_task(task, found) for task in TASKS)]
    parts += [_growth(growth), _LEFT_OUT, _versions(found)]
    file.write_text("\n".join(parts), encoding="utf-8")


def is_same(task: Task, ours: Found, theirs: Found) -> bool:
    """Whether a peer computed the number that evalcap did."""
    if "failed" in theirs or "failed" in ours:
        return False
    if not math.isclose(ours["point"], theirs["point"], rel_tol=POINT_TOLERANCE):
        return False
    if task.spread_tolerance is None:
        return True
    scale = 1.0 if task.name == "wild_bootstrap" else ours["spread"]
    gap: float = abs(ours["spread"] - theirs["spread"])
    return gap <= task.spread_tolerance * scale


def _summary(found: Mapping[Key, Found]) -> str:
    lines = []
    for task in TASKS:
        ours = found[task.name, OURS]
        right = _right(task, found)
        if "failed" in ours or not right:
            lines.append([task.words, "-", "-", f"{task.goal:g}", "not compared", "-"])
            continue
        fastest = min(right, key=lambda peer: found[task.name, peer]["median"])
        ratio = ours["median"] / found[task.name, fastest]["median"]
        kept = "yes" if ratio <= task.goal else "no"
        memory = f"{ours['megabytes']:.0f} MB"
        if ours["megabytes"] > MOST_MEGABYTES:
            memory += f" (over {MOST_MEGABYTES})"
        lines.append([task.words, fastest, f"{ratio:.2f}", f"{task.goal:g}", kept, memory])
    head = ["Task", "Fastest peer that is right", "evalcap takes", "Goal", "Met", "Extra memory"]
    return "## evalcap's share of the fastest peer's time\n\n" + _table(head, lines)


def _task(task: Task, found: Mapping[Key, Found]) -> str:
    ours, lines = found[task.name, OURS], []
    packages = [p for p in (OURS, *PEERS) if (task.name, p) in found]
    for package in sorted(packages, key=lambda p: found[task.name, p].get("median", math.inf)):
        row = found[task.name, package]
        if "failed" in row:
            lines.append([package, f"failed: {row['failed']}", *["-"] * 5])
            continue
        same = "" if package == OURS else ("yes" if is_same(task, ours, row) else "**no**")
        lines.append(
            [
                package,
                f"{row['median']:.3f}",
                f"{row['first']:.2f}",
                f"{row['megabytes']:.0f}",
                f"{row['point']:.8g}",
                "-" if math.isnan(row["spread"]) else f"{row['spread']:.5g}",
                same,
            ]
        )
    second = ("t statistic", "p-value") if task.name == "wild_bootstrap" else ("Point", "Error")
    head = ["Package", "Median, s", "First call, s", "Extra MB", *second, "Same number"]
    return f"## {task.words}\n\n" + _table(head, lines)


def _right(task: Task, found: Mapping[Key, Found]) -> list[str]:
    ours = found[task.name, OURS]
    return [
        peer
        for peer in PEERS
        if (task.name, peer) in found and is_same(task, ours, found[task.name, peer])
    ]


def _growth(growth: Mapping[Key, Found]) -> str:
    lines = []
    for task in TASKS:
        cells = [growth[task.name, n] for n in SCALES]
        lines.append(
            [task.words, *(c.get("failed") or f"{c['median']:.2f}" for c in cells)],
        )
    head = ["evalcap, median seconds", *(f"{n:,} units" for n in SCALES)]
    return "## Growth with the number of units\n\n" + _table(head, lines)


def _versions(found: Mapping[Key, Found]) -> str:
    known = {str(p): row["version"] for (_, p), row in found.items() if "version" in row}
    listed = ", ".join(f"{package} {number}" for package, number in sorted(known.items()))
    return f"## Versions\n\nPython {platform.python_version()}; {listed}.\n"


def _machine() -> str:
    cores = os.cpu_count()
    if not hasattr(os, "sysconf"):
        return f"Measured on a machine with {cores} cores."
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return f"Measured on a machine with {cores} cores and {memory:.0f} GB of memory."


def _table(head: list[str], lines: list[list[str]]) -> str:
    rows = [head, ["---"] * len(head), *lines]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n"
