"""Check the structure that every later stage relies on, in one pass over integer codes."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from evalcap.dataset.standard import Structure
from evalcap.errors.standardisation import Problem
from evalcap.programmes import Programme
from evalcap.standardisation.mapping import near
from evalcap.standardisation.naming import RowNames
from evalcap.standardisation.rows import Rows, duplicated, varies_within_unit
from evalcap.standardisation.treatment import check_treated


def check_structure(frame: pd.DataFrame, structure: Structure, schema: Programme) -> list[Problem]:
    """Find everything that breaks the declared structure.

    Parameters
    ----------
    frame
        Data under canonical names.
    structure
        The columns that carry the design.
    schema
        Says which columns identify a person, so that messages do not.

    Returns
    -------
    list of Problem
        One for each kind of break, with how many and a few of them; empty if there is none.
    """
    absent = [*_absent(frame, structure)]
    if absent:
        return absent
    if pd.api.types.infer_dtype(frame[structure.time]).startswith("mixed"):
        do = "Recode it to one or the other, so that time has an order."
        return [Problem((structure.time,), "mixes text and numbers", do, kind="mixed")]
    names = RowNames(frame, structure, schema)
    rows = _rows(frame, structure)
    problems = [*_missing_keys(rows, structure, names)]
    if structure.unit is not None:
        problems += _repeated(rows, structure.unit, structure.time, names)
        problems += _not_constant(frame, rows, structure, names)
        if structure.treated is not None:
            problems += check_treated(frame[structure.treated], rows, structure.treated, names)
    return problems


def _absent(frame: pd.DataFrame, structure: Structure) -> Iterator[Problem]:
    headers = [str(name) for name in frame.columns]
    for role, column in structure.columns().items():
        if column not in headers:
            do = near(column, headers) or "Map it to a header of the file, or make it in prepare()."
            yield Problem(
                (column,), f"the design's {role} is not among the columns", do, kind="absent"
            )


def _rows(frame: pd.DataFrame, structure: Structure) -> Rows:
    time = pd.factorize(frame[structure.time], sort=True)[0]
    if structure.unit is None:
        return Rows(np.arange(len(frame)), time)
    return Rows(pd.factorize(frame[structure.unit])[0], time)


def _missing_keys(rows: Rows, structure: Structure, names: RowNames) -> Iterator[Problem]:
    for column, codes in ((structure.unit, rows.unit), (structure.time, rows.time)):
        missing = codes < 0
        if column is not None and missing.any():
            yield Problem(
                (column,),
                "is missing",
                "Every row needs it: fill it in, or leave such rows out in prepare().",
                n=int(missing.sum()),
                examples=names.rows(missing),
                kind="missing",
                rows=names.positions(missing),
            )


def _repeated(rows: Rows, unit: str, time: str, names: RowNames) -> Iterator[Problem]:
    pair = rows.unit * (rows.time.max(initial=0) + 1) + rows.time
    repeated = rows.complete & duplicated(np.where(rows.complete, pair, -1))
    if repeated.any():
        yield Problem(
            (unit, time),
            "the same unit and time stand more than once",
            "Keep one row each, or add them up, in prepare().",
            n=int(repeated.sum()),
            examples=names.rows(repeated),
            kind="repeated",
            rows=names.positions(repeated),
        )


def _not_constant(
    frame: pd.DataFrame, rows: Rows, structure: Structure, names: RowNames
) -> Iterator[Problem]:
    for column in (structure.treated_from, structure.cluster):
        if column is None:
            continue
        differs = varies_within_unit(frame[column], rows)
        if differs.any():
            yield Problem(
                (column,),
                "changes over time",
                "It belongs to the unit: give all rows of a unit the same value in prepare().",
                n=len(np.unique(rows.unit[differs])),
                of="unit",
                examples=names.units(differs),
                kind="varies",
                rows=names.positions(differs),
            )
