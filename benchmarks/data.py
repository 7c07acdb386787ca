"""Time what happens to data before they are analysed: data.py [N_ROWS [RUNS]].

A Parquet file of made-up records with 40 columns is read, standardised and compared with fifteen
rules; beside it, in the same process, the same rules are plain pandas masks. Both must count the
same rows. Writes results-data.md beside this file.
"""

import platform
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from memory import peak, reset_peak
from records import N_COLUMNS, draw
from with_masks import masks

from evalcap.sources import Source, read_source
from evalcap.standardisation import StandardDataset, Structure, standardise
from evalcap.validation import validate

HERE = Path(__file__).parent
RULES = HERE / "data_rules"
STAGES = ("read", "standardise", "validate", "masks")
MAPPING = {
    "officer": "Officer",
    "wave": "Wave",
    "border_post": "Post",
    "sex": "Sex",
    "age": "Age",
    "line": "Line",
    "timepoint": "Timepoint",
    "enumerator": "Enumerator",
    "score": "Score",
    "attendance": "Attended, percent",
    "trained_from": "Trained from",
    "training_start": "Start",
    "training_end": "End",
    "test_date": "Test date",
    "satisfaction": "Satisfaction",
}
_MEGABYTE = 1_000_000
_FEW_ROWS = 400


@dataclass
class Stage:
    """Seconds and highest memory of each run, in bytes beyond what was held before any."""

    seconds: list[float]
    held: list[int]


def main() -> None:
    """Measure every stage some times over, and write the medians."""
    given = [int(number) for number in sys.argv[1:]]
    n_rows, runs = (*given, *(1_000_000, 5)[len(given) :])
    with TemporaryDirectory() as folder:
        few, many = Path(folder) / "few.parquet", Path(folder) / "many.parquet"
        draw(_FEW_ROWS).to_parquet(few)
        draw(n_rows).to_parquet(many)
        _run(few, {name: Stage([], []) for name in STAGES}, held=0)  # loads what is loaded late
        held, size = reset_peak(), _size(many)
        stages = {name: Stage([], []) for name in STAGES}
        for _ in range(runs):
            _run(many, stages, held=held)
    _write(stages, size, n_rows=n_rows, runs=runs)


def _run(file: Path, stages: dict[str, Stage], *, held: int) -> None:
    def timed(name: str, work: Callable[[], Any]) -> Any:
        reset_peak()
        start = time.perf_counter()
        done = work()
        stages[name].seconds.append(time.perf_counter() - start)
        stages[name].held.append(peak() - held)
        return done

    source = timed("read", lambda: read_source(file))
    data = timed("standardise", lambda: _standard(source))
    found = timed("validate", lambda: validate(data, suite="rules", expectations=RULES))
    plain = timed("masks", lambda: {name: int(mask.sum()) for name, mask in masks(data.frame)})
    counted = {finding.id: finding.n_unexpected for finding in found.findings}
    if counted != plain:
        sys.exit(f"The rules count {counted}, and the masks {plain}")


def _standard(source: Source) -> StandardDataset:
    return standardise(
        source,
        programme="training",
        mapping=MAPPING,
        recode={"sex": {"F": "female", "M": "male"}},
        units={"attendance": "percent -> share"},
        structure=Structure("officer", "wave", "trained_from", cluster="border_post"),
    )


def _size(file: Path) -> int:
    return int(read_source(file).frame.memory_usage(deep=True).sum())


def _write(stages: dict[str, Stage], size: int, *, n_rows: int, runs: int) -> None:
    seconds = {name: median(stage.seconds) for name, stage in stages.items()}
    held = {name: max(stage.held) for name, stage in stages.items()}
    packages = ", ".join(f"{name} {version(name)}" for name in ("pandas", "great-expectations"))
    words = {
        "read": "read from Parquet",
        "standardise": "standardise: 15 columns mapped, recodes, units, structure",
        "validate": "validate: 15 rules",
        "masks": "the same 15 rules as plain pandas masks",
    }
    rows = [
        f"| {words[name]} | {seconds[name]:.2f} | {held[name] / _MEGABYTE:,.0f} "
        f"| {held[name] / size:.1f} |"
        for name in STAGES
    ]
    lines = [
        "# Data, before they are analysed",
        "",
        f"{n_rows:,} rows and {N_COLUMNS} columns, which hold {size / _MEGABYTE:,.0f} MB as a",
        f"frame; medians of {runs} runs in one process.",
        f"Python {platform.python_version()}, {packages}.",
        "Memory is the most that the process held during the stage, beyond what it held before any",
        "data were read; the raw and the standard frame are part of it.",
        "",
        "| stage | seconds | memory, MB | times the data |",
        "|---|---|---|---|",
        *rows,
        "",
        f"Validation takes {seconds['validate'] / seconds['masks']:.1f} times as long as the",
        "masks; the aim is 3. Both count the same rows, or this file is not written. The masks say",
        "how many; a validation also lists which records, and says where a rule cannot be checked.",
    ]
    file = HERE / "results-data.md"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"Results: {file}")


if __name__ == "__main__":
    main()
