"""Time one report from ready evidence, in a process of its own: one_report.py STUDY.

Prints one line of JSON: seconds by part, from the start of the process to the last file.
"""

import json
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

START = time.perf_counter()

from evalcap.evidence import Evidence  # noqa: E402 - loading is timed
from evalcap.rendering.pandoc_engine import PandocEngine  # noqa: E402
from evalcap.report import brief, write  # noqa: E402
from evalcap.study import Study, render  # noqa: E402

TITLES = {"html": "web page", "pdf": "PDF", "docx": "Word"}
LOADING = "loading Python packages"
BRIEF = "brief of two pages"


def main() -> None:
    """Render a study's accepted evidence in all formats and in one language."""
    folder = Path(sys.argv[1])
    study, evidence = Study.read(folder), Evidence.read(folder / "accepted")
    subject = evidence.subject.model_copy(update={"languages": evidence.subject.languages[:1]})
    evidence = evidence.model_copy(update={"subject": subject})
    seconds: dict[str, float] = defaultdict(float)
    seconds[LOADING] = time.perf_counter() - START
    _time_parts(seconds)
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory() as to:
        made = render(study, evidence, to=to, engine="pandoc")
    whole = time.perf_counter() - begun
    parts = sum(seconds.values()) - seconds[LOADING]
    seconds["checks, and putting files in place"] = whole - parts
    print(json.dumps({"seconds": seconds, "formats": sorted(made.files)}))


def _time_parts(seconds: dict[str, float]) -> None:
    """Have each part of a report add its time."""

    def timed(work: Callable[..., Any], name: Callable[..., str]) -> Callable[..., Any]:
        def run(*arguments: Any, **options: Any) -> Any:
            before, inner = time.perf_counter(), sum(seconds.values())
            done = work(*arguments, **options)
            # What parts inside this one have counted is theirs.
            took = time.perf_counter() - before - (sum(seconds.values()) - inner)
            seconds[name(*arguments)] += took
            return done

        return run

    for attribute, name in (
        ("make_folder", "text, tables and figures"),
        ("write_brief", BRIEF),
        ("write_workbook", "workbook of tables"),
    ):
        setattr(write, attribute, timed(getattr(write, attribute), lambda *_, n=name: n))
    PandocEngine.render = timed(PandocEngine.render, _title)  # type: ignore[method-assign]


def _title(_: PandocEngine, __: Path, document: str, made: str, ___: float) -> str:
    return BRIEF if document == brief.BRIEF else TITLES[made]


if __name__ == "__main__":
    main()
