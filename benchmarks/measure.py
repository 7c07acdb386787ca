"""One measurement, in a process of its own: measure.py MODULE TASK N_UNITS RUNS.

Prints one line of JSON. A first call on a small panel loads whatever is loaded late; then one
call warms up; then come the timed ones.
"""

import json
import statistics
import sys
import time
import warnings
from collections.abc import Callable
from importlib import import_module
from importlib.metadata import version
from typing import NamedTuple

import pandas as pd
from answer import Answer
from memory import peak, reset_peak
from panel import simulate

_FEW_UNITS = 2_000
_MEGABYTE = 1_000_000
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
    before = reset_peak()
    start = time.perf_counter()
    answer = call(own)
    seconds = time.perf_counter() - start
    return _Run(seconds, (peak() - before) / _MEGABYTE, answer)


if __name__ == "__main__":
    main()
