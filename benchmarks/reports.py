"""Time one report, and a nightly build of many studies: reports.py [N_STUDIES [RUNS]].

Writes results-reports.md beside this file. The many studies are simulated; each build of them
begins in a new workspace, and `evalcap build` runs as a scheduler would run it.
"""

import json
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from machine import Taken, described, run

HERE = Path(__file__).parent
STUDIES = HERE.parent / "studies"
RESULTS = HERE / "results-reports.md"
LIMIT_SECONDS = 6
WHOLE, WORKED = "whole", "processors worked"
_CYCLES, _TYPES = 2, 3


@dataclass(frozen=True)
class Nightly:
    """A build of many studies, and one after it with nothing new to do."""

    jobs: int
    built: int
    failed: int
    first: Taken
    again: Taken


def main() -> None:
    """Measure one report some times over, then a nightly build by one and by two workers."""
    given = [int(number) for number in sys.argv[1:]]
    n_studies, runs = (*given, *(100, 5)[len(given) :])
    machine = described()
    reports = {study.name: one_report(study, runs) for study in sorted(STUDIES.iterdir())}
    builds = [nightly(n_studies, jobs) for jobs in (1, 2)]
    RESULTS.write_text(
        "\n".join([*_head(machine, runs), *_one(reports), *_many(builds, n_studies)]) + "\n",
        encoding="utf-8",
    )
    print(f"Results: {RESULTS}")


def one_report(study: Path, runs: int) -> dict[str, float]:
    """Give the median seconds of each part of one report, of the whole and of processors' work."""
    command: list[str | Path] = [sys.executable, HERE / "one_report.py", study]
    taken = [run(command, HERE) for _ in range(runs)]
    found = [json.loads(once.output)["seconds"] for once in taken]
    parts = {part: median(once[part] for once in found) for part in found[0]}
    whole = median(sum(once.values()) for once in found)
    print(f"{study.name}: {whole:.1f} s", flush=True)
    return parts | {WHOLE: whole, WORKED: median(once.worked for once in taken)}


def nightly(n_studies: int, jobs: int) -> Nightly:
    """Build many simulated studies, then look whether anything is left to build."""
    with tempfile.TemporaryDirectory(prefix="evalcap-nightly-") as folder:
        root = Path(folder)
        write_studies(root, n_studies)
        command = [sys.executable, "-m", "evalcap", "build", "--jobs", str(jobs)]
        first = run(command, root)
        again = run(command, root)
        status = json.loads((root / "build" / "status.json").read_text(encoding="utf-8"))
    failed = sum(study["state"] == "failed" for study in status["studies"].values())
    print(f"{n_studies} studies by {jobs}: {first.seconds:.0f} s, {failed} failed", flush=True)
    return Nightly(jobs, n_studies - failed, failed, first, again)


def write_studies(root: Path, n_studies: int) -> None:
    """Write as many simulated evaluations as are wanted; later cycles are left out first."""
    programmes = -(-n_studies // (_CYCLES * _TYPES))
    options = ("--programmes", str(programmes), "--cycles", str(_CYCLES))
    run([sys.executable, "-m", "evalcap", "simulate", root, *options], root)
    made = sorted((root / "studies").iterdir(), key=lambda folder: folder.name[::-1])
    for surplus in made[n_studies:]:
        shutil.rmtree(surplus)


def _head(machine: str, runs: int) -> list[str]:
    return [
        "# Reports",
        "",
        "`nox -s benchmark_reports` writes this page. Every measurement is of processes of their",
        f"own, from their start; of one report the median of {runs} is shown. {machine}",
        "",
    ]


def _one(reports: dict[str, dict[str, float]]) -> list[str]:
    parts = list(next(iter(reports.values())))
    rows = [
        f"| {part} | "
        + " | ".join(f"{s[part]:.2f} ({100 * s[part] / s[WHOLE]:.0f} %)" for s in reports.values())
        + " |"
        for part in parts
    ]
    slowest = max(seconds[WHOLE] for seconds in reports.values())
    kept = "kept" if slowest < LIMIT_SECONDS else "not kept on a machine as busy as this"
    return [
        "## One report from ready evidence",
        "",
        "All formats by the embedded engine, in one language: web page, PDF, Word document, brief",
        "and workbook. Seconds, and the share of the whole. What processors worked for it is one",
        "thing after the other; where that is less than the whole, others' work was waited for.",
        "",
        f"| part | {' | '.join(reports)} |",
        f"|---|{'---|' * len(reports)}",
        *rows,
        "",
        f"The limit is {LIMIT_SECONDS} seconds; the slowest took {slowest:.1f}: {kept}.",
        "",
    ]


def _many(builds: list[Nightly], n_studies: int) -> list[str]:
    rows = [
        f"| {b.jobs} | {b.first.seconds:.0f} | {b.first.seconds / n_studies:.1f} "
        f"| {b.first.worked:.0f} | {b.first.megabytes:.0f} | {b.built} | {b.failed} "
        f"| {b.again.seconds:.1f} ({b.again.worked:.1f}) |"
        for b in builds
    ]
    speed_up = builds[0].first.seconds / builds[-1].first.seconds
    return [
        f"## A nightly build of {n_studies} studies",
        "",
        "Simulated evaluations of all three types of programme, from raw data to the site. Of a",
        "study that fails nothing is published: a simulated lesson may claim more than chance has",
        "left of its evidence. `next` is a build after it, which tries again what had failed and",
        "has nothing else to do. `processors`, and what is in brackets, are the seconds that",
        "processors worked; memory is that of the largest process.",
        "",
        "| workers | seconds | a study | processors | most memory, MB | built | failed | next |",
        "|---|---|---|---|---|---|---|---|",
        *rows,
        "",
        f"Two workers take {1 / speed_up:.2f} of the time of one: {speed_up:.2f} times as fast.",
        "One worker is the build's own process.",
    ]


if __name__ == "__main__":
    main()
