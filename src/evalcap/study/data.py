"""From a study's files to its standard dataset."""

import importlib.util
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from evalcap.dataset.standard import StandardDataset, Structure
from evalcap.errors import EvalcapError
from evalcap.errors.study import PrepareError, SeveralSourcesError
from evalcap.sources import Source, read_source
from evalcap.standardisation import standardise
from evalcap.study.plan import Plan

PREPARE = "prepare.py"


def read_sources(
    plan: Plan, folder: Path, accepted: Mapping[str, str], *, check: bool = True
) -> dict[str, Source]:
    """Read every source, refusing one that differs from its accepted fingerprint.

    Parameters
    ----------
    accepted
        Source name to the fingerprint that was last accepted.
    check
        Whether fingerprints are compared; not while new data are being accepted.
    """
    return {
        s.name: read_source(
            s.path,
            name=s.name,
            sha256=(accepted.get(s.name) or s.sha256) if check else None,
            sheet=s.sheet,
            folder=folder,
        )
        for s in plan.sources
    }


def standard_dataset(plan: Plan, folder: Path, sources: Mapping[str, Source]) -> StandardDataset:
    """Prepare the sources and standardise them as the plan says."""
    design = plan.design
    return standardise(
        _prepared(plan, folder, sources),
        programme=plan.programme,
        mapping=plan.columns,
        recode=plan.recode,
        units=plan.units,
        structure=Structure(
            unit=design.unit,
            time=design.time,
            treated_from=design.treated_from,
            treated=design.treated,
            cluster=design.cluster,
        ),
    )


def _prepared(plan: Plan, folder: Path, sources: Mapping[str, Source]) -> Source | pd.DataFrame:
    file = folder / PREPARE
    if file.is_file():
        return _run_prepare(file, dict(sources))
    if len(sources) > 1:
        raise SeveralSourcesError(folder.name, [s.name for s in plan.sources])
    return next(iter(sources.values()))


def _run_prepare(file: Path, sources: dict[str, Source]) -> pd.DataFrame:
    try:
        prepare = _load(file).prepare
        frame = prepare(sources)
    except EvalcapError:
        raise
    except Exception as error:  # a study's own code can fail in any way
        raise PrepareError(file, _where(error, file)) from error
    if not isinstance(frame, pd.DataFrame):
        raise PrepareError(file, f"prepare() gave {type(frame).__name__}, not a DataFrame")
    return frame


def _load(file: Path) -> Any:
    spec = importlib.util.spec_from_file_location(f"prepare_{file.parent.name}", file)
    if spec is None or spec.loader is None:
        raise PrepareError(file, "it is not a Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _where(error: Exception, file: Path) -> str:
    """Say what went wrong and on which line of the study's own file."""
    lines = [f.lineno for f in traceback.extract_tb(error.__traceback__) if f.filename == str(file)]
    line = f" on line {lines[-1]}" if lines else ""
    return f"{type(error).__name__}: {error}{line}"
