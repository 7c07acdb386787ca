"""Run a study's own prepare.py, which can fail in any way."""

import runpy
import traceback
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from evalcap.errors import EvalcapError
from evalcap.errors.study import PrepareError, SeveralSourcesError
from evalcap.sources import Source
from evalcap.study.plan import Plan

PREPARE = "prepare.py"


def prepared(plan: Plan, folder: Path, sources: Mapping[str, Source]) -> Source | pd.DataFrame:
    """Give the one table of a study: what prepare.py makes, or its only source.

    Raises
    ------
    PrepareError
    SeveralSourcesError
        There are several sources and no prepare.py.
    """
    file = folder / PREPARE
    if file.is_file():
        return run_prepare(file, sources)
    if len(sources) > 1:
        raise SeveralSourcesError(folder.resolve().name, [s.name for s in plan.sources])
    return next(iter(sources.values()))


def run_prepare(file: Path, sources: Mapping[str, Source]) -> pd.DataFrame:
    """Call `prepare(sources)` and give its data frame.

    The file is compiled anew each time. It gets the sources' frames as copies on write, so that
    nothing it does changes what was read.

    Raises
    ------
    PrepareError
        Whatever goes wrong in the file, with its line.
    EvalcapError
        What evalcap's own functions raise when the file calls them.
    """
    own = {name: source.detached() for name, source in sources.items()}
    try:
        prepare = runpy.run_path(str(file), run_name=f"prepare_{file.parent.name}").get("prepare")
        frame = prepare(own) if callable(prepare) else None
    except EvalcapError:
        raise
    except (Exception, SystemExit) as error:  # SystemExit would end the program as if all was well
        raise PrepareError(file, _what_and_where(error, file)) from error
    if not callable(prepare):
        raise PrepareError(file, "it defines no function called prepare")
    if not isinstance(frame, pd.DataFrame):
        raise PrepareError(file, f"prepare() gave {type(frame).__name__}, not a DataFrame")
    return frame


def _what_and_where(error: BaseException, file: Path) -> str:
    """Say what went wrong, and on which line of the study's own file."""
    lines = [f.lineno for f in traceback.extract_tb(error.__traceback__) if f.filename == str(file)]
    what = f"{type(error).__name__}: {error}".rstrip(": .")
    return f"{what}, on line {lines[-1]}" if lines else what
