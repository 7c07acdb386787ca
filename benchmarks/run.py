"""Time evalcap against the packages installed beside it: run.py [N_UNITS [RUNS]].

Writes results.md beside this file. Each measurement has a process of its own.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from results import Key, write_results
from task import OURS, PEERS, SCALES, TASKS

HERE = Path(__file__).parent
_LIMIT_SECONDS = 100


def main() -> None:
    """Measure everyone on every task, then evalcap on growing panels."""
    given = [int(number) for number in sys.argv[1:]]
    n_units, runs = (*given, *(100_000, 5)[len(given) :])
    found: dict[Key, dict[str, Any]] = {}
    for task in TASKS:
        for package in (OURS, *(p for p in PEERS if task.name in PEERS[p])):
            found[task.name, package] = measure(package, task.name, n_units, runs)
    growth = {
        (task.name, n): measure(OURS, task.name, n, 3 if n <= n_units else 1)
        for task in TASKS
        for n in SCALES
    }
    file = HERE / "results.md"
    write_results(file, found, growth, n_units=n_units, runs=runs)
    print(f"Results: {file}")


def measure(package: str, task: str, n_units: int, runs: int) -> dict[str, Any]:
    """Run one measurement; what fails says why under `failed`."""
    module = "with_" + package.replace("-", "_")
    command = [sys.executable, str(HERE / "measure.py"), module, task, str(n_units), str(runs)]
    try:
        ended = subprocess.run(
            command, capture_output=True, text=True, timeout=_LIMIT_SECONDS, check=True
        )
        found: dict[str, Any] = json.loads(ended.stdout.splitlines()[-1])
    except subprocess.TimeoutExpired:
        found = {"failed": f"took more than {_LIMIT_SECONDS} s"}
    except subprocess.CalledProcessError as error:
        lines = error.stderr.strip().splitlines()
        found = {"failed": lines[-1] if lines else f"ended with code {error.returncode}"}
    outcome = found.get("failed") or f"{found['median']:.2f} s, {found['megabytes']:.0f} MB"
    print(f"{task}, {package}, {n_units:,} units: {outcome}", flush=True)
    return found


if __name__ == "__main__":
    main()
