"""One measurement, in a process of its own: measure.py MODULE TASK N_UNITS RUNS.

Prints one line of JSON. A first call on a small panel loads whatever is loaded late; then one
call warms up; then come the timed ones.
"""

import gc
import json
import os
import resource
import statistics
import sys
import time
import warnings
from collections.abc import Callable
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import pandas as pd
from answer import Answer
from panel import simulate

_FEW_UNITS = 2_000
_KILOBYTE, _MEGABYTE = 1024, 1_000_000
_RESET_PEAK = "5"
# What takes longer is timed once.
_SLOW_SECONDS = 10


def main() -> None:
    """Measure what the command line asks for."""
    module, task, n_units, runs = sys.argv[1:]
    warnings.simplefilter("ignore")
    contestant = import_module(module)
    call = getattr(contestant, task)
    first = _run(call, simulate(_FEW_UNITS))
    frame = simulate(int(n_units))
    warm_up = _run(call, frame)
    timed = [_run(call, frame)]
    while len(timed) < int(runs) and timed[-1].seconds < _SLOW_SECONDS:
        timed.append(_run(call, frame))
    found = {
        "version": version(contestant.DISTRIBUTION),
        "first": first.seconds,
        "median": statistics.median(run.seconds for run in timed),
        "megabytes": max(run.megabytes for run in [warm_up, *timed]),
        "point": float(warm_up.answer.point),
        "spread": float(warm_up.answer.spread),
    }
    print(json.dumps(found))


class _Run(NamedTuple):
    seconds: float
    megabytes: float
    answer: Answer


def _run(call: Callable[[pd.DataFrame], Answer], frame: pd.DataFrame) -> _Run:
    own = frame.copy()  # not counted: some packages write into the data
    before = _reset_peak()
    start = time.perf_counter()
    answer = call(own)
    seconds = time.perf_counter() - start
    return _Run(seconds, (_peak() - before) / _MEGABYTE, answer)


def _peak() -> int:
    """Most memory the process has held at once, in bytes."""
    status = Path("/proc/self/status")
    if status.is_file():
        held = status.read_text(encoding="ascii").split("VmHWM:")[1]
        return int(held.split()[0]) * _KILOBYTE
    unit = 1 if sys.platform == "darwin" else _KILOBYTE
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def _reset_peak() -> int:
    """Forget what making the data took, where the system allows it, and give the new peak."""
    gc.collect()
    forget = Path("/proc/self/clear_refs")
    if os.access(forget, os.W_OK):
        forget.write_text(_RESET_PEAK, encoding="ascii")
    return _peak()


if __name__ == "__main__":
    main()
