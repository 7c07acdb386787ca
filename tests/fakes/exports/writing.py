"""Write a table as a format has it, and say what a study must declare to read it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import openpyxl
import pandas as pd
import pyreadstat

from evalcap.programmes import programme
from evalcap.programmes.column import Column
from exports.defects import Dirty

# A number for each word that is in no code list, as an interviewer types it.
OTHER: Final = 71
# The month in which a post's column has another header, and that header.
RENAMED: Final = ("2022-11", "processing_time", "Procesing time")


def header(name: str) -> str:
    """Name a column as a table made by hand does."""
    return name.replace("_", " ").capitalize()


def write_csv(d: Dirty, folder: Path) -> dict[str, Any]:
    """Semicolons, decimal commas, and the letters of Western Europe."""
    raw = _written(d).rename(columns=header)
    text = raw.map(lambda v: _plain(v).replace(".", ",") if isinstance(v, float) else v)
    text.to_csv(folder / "data.csv", sep=";", index=False, encoding="cp1252")
    return {"path": "data.csv", "decimal": ",", "encoding": "cp1252"}


def write_months(d: Dirty, folder: Path) -> dict[str, Any]:
    """A file a month, or a wave; in the dirty twin a month has a header that was mistyped."""
    (folder / "monthly").mkdir()
    raw = _written(d)
    for month, part in raw.groupby(raw[d.clean.time].astype(str).str[:7]):
        names = {name: header(name) for name in part.columns}
        if d.planted and month == RENAMED[0]:
            names[RENAMED[1]] = RENAMED[2]
        part.rename(columns=names).to_csv(folder / "monthly" / f"{month}.csv", index=False)
    return {"path": "monthly/*.csv"}


def write_xlsx(d: Dirty, folder: Path) -> dict[str, Any]:
    """A sheet with a title above its headers, and dates that are dates."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Made-up records"])
    sheet.append([])
    sheet.append([header(name) for name in d.frame.columns])
    for row in d.frame.itertuples(index=False):
        sheet.append([_cell(value) for value in row])
    book.save(folder / "data.xlsx")
    return {"path": "data.xlsx", "header": 3}


def write_wide(d: Dirty, folder: Path) -> dict[str, Any]:
    """A row a unit, with a column for each measure and wave."""
    time, measures = d.clean.time, list(d.clean.outcomes)
    unit = d.frame.drop(columns=[time, *measures]).drop_duplicates(subset=[str(d.clean.unit)])
    for measure in measures:
        for wave, part in d.frame.groupby(time):
            taken = part.set_index(d.clean.unit)[measure].rename(f"{measure} {wave}")
            unit = unit.join(taken, on=d.clean.unit)
    unit.map(_text).rename(columns=header).to_csv(folder / "data.csv", index=False)
    missing = {
        header(f"{name} {wave}"): codes
        for name, codes in d.missing.items()
        for wave in d.frame[time].unique()
    }
    return {"path": "data.csv", "missing": missing}


def write_rounds(d: Dirty, folder: Path) -> dict[str, Any]:
    """Days of tests, and no number of a round: the study says when each round was."""
    raw = _written(d).drop(columns=d.clean.time)
    raw.rename(columns=header).to_csv(folder / "data.csv", index=False)
    return {"path": "data.csv"}


def write_parquet(d: Dirty, folder: Path) -> dict[str, Any]:
    """Stored types."""
    _typed(d.frame).rename(columns=header).to_parquet(folder / "data.parquet")
    return {"path": "data.parquet"}


def write_stata(d: Dirty, folder: Path) -> dict[str, Any]:
    """Codes with labels; cells that mean missing are .a, as survey firms have them."""
    frame, labels = _coded(d)
    missing = {name: ["a"] for name in d.missing}
    for name, codes in d.missing.items():
        marked = frame[name].isin([float(code) for code in codes])
        frame[name] = frame[name].astype(object).mask(marked, "a")
    pyreadstat.write_dta(
        frame, folder / "data.dta", variable_value_labels=labels, missing_user_values=missing
    )
    return {"path": "data.dta"}


def write_spss(d: Dirty, folder: Path) -> dict[str, Any]:
    """Codes with labels, and codes that the file itself declares missing."""
    frame, labels = _coded(d)
    ranges = {
        name: [{"lo": float(code), "hi": float(code)} for code in codes]
        for name, codes in d.missing.items()
    }
    for name, codes in d.missing.items():
        labels[name] = {float(code): f"Reason {code}" for code in codes}
    pyreadstat.write_sav(
        frame, folder / "data.sav", variable_value_labels=labels, missing_ranges=ranges
    )
    return {"path": "data.sav"}


def write_kobo(d: Dirty, folder: Path) -> dict[str, Any]:
    """An export of KoboToolbox with XML names, and the form that it was collected with."""
    schema = programme(d.clean.programme)
    _write_form(d, schema.column, folder / "form.xlsx")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append([*d.frame.columns, "_id", "_index"])
    for i, row in enumerate(_written(d).itertuples(index=False), 1):
        sheet.append([*row, 1000 + i, i])
    book.save(folder / "export.xlsx")
    return {"path": "export.xlsx", "form": "form.xlsx"}


WRITERS: Final[dict[str, Callable[[Dirty, Path], dict[str, Any]]]] = {
    "csv": write_csv,
    "months": write_months,
    "xlsx": write_xlsx,
    "wide": write_wide,
    "rounds": write_rounds,
    "parquet": write_parquet,
    "stata": write_stata,
    "spss": write_spss,
    "kobo": write_kobo,
}


def coded(d: Dirty) -> dict[str, dict[str, int]]:
    """Number the words of every column with a code list: those of the list, then all others."""
    schema = programme(d.clean.programme)
    numbers = {}
    for name in d.frame.columns:
        column = schema.column(name)
        if column is not None and column.allowed:
            others = [v for v in dict.fromkeys(d.frame[name].dropna()) if v not in column.allowed]
            numbers[name] = {code: i for i, code in enumerate(column.allowed, 1)}
            numbers[name] |= {word: i for i, word in enumerate(others, OTHER)}
    return numbers


def _coded(d: Dirty) -> tuple[pd.DataFrame, dict[str, dict[Any, str]]]:
    numbers = coded(d)
    frame = d.frame.assign(**{n: d.frame[n].map(numbers[n]) for n in numbers})
    schema = programme(d.clean.programme)
    labels = {
        name: {numbers[name][code.name]: code.label.en for code in schema.column(name).codes.codes}
        for name in numbers
    }
    return _typed(frame), labels


def _write_form(d: Dirty, find: Callable[[str], Column | None], file: Path) -> None:
    survey = [["type", "name", "label::English (en)", "label::Français (fr)"]]
    choices = [["list_name", "name", "label::English (en)", "label::Français (fr)"]]
    for name in d.frame.columns:
        column = find(name)
        if column is None:
            survey.append(["text", name, name, name])
            continue
        kind = {"number": "decimal", "integer": "integer", "date": "date"}.get(column.type, "text")
        if column.codes is not None:
            kind = f"select_one {column.codes.name}"
            choices += [
                [column.codes.name, c.name, c.label.en, c.label.fr] for c in column.codes.codes
            ]
        survey.append([kind, name, column.label.en, column.label.fr])
    book = openpyxl.Workbook()
    book.active.title = "survey"
    for row in survey:
        book["survey"].append(row)
    book.create_sheet("choices")
    for row in choices:
        book["choices"].append(row)
    book.save(file)


def _written(d: Dirty) -> pd.DataFrame:
    """Write dates as ISO text; other text stays as it is."""
    return d.frame.map(_text).astype(object).where(d.frame.notna(), None)


def _text(value: Any) -> Any:
    if not isinstance(value, pd.Timestamp):
        return value
    return value.isoformat() if value.tzinfo else f"{value:%Y-%m-%d}"


def _plain(value: float) -> str:
    return str(value).removesuffix(".0")


def _cell(value: Any) -> Any:
    if isinstance(value, pd.Timestamp):
        return value.to_pydatetime() if value.tzinfo is None else value.isoformat()
    return value


def _typed(frame: pd.DataFrame) -> pd.DataFrame:
    """Give each column the type that all of its cells have."""
    typed = frame.infer_objects().reset_index(drop=True)
    for name in typed.columns:
        if typed[name].dtype == object:
            numbers = pd.to_numeric(typed[name], errors="coerce")
            if numbers.notna().sum() == typed[name].notna().sum():
                typed[name] = numbers.astype(float)
    return typed
