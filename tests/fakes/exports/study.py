"""A study's folder around an export: the data, and what its plan declares about them."""

import json
from pathlib import Path
from typing import Any

from exports.clean import Clean
from exports.defects import Dirty
from exports.writing import OTHER, WRITERS, coded, header

_CODED = ("stata", "spss")
_NAMED = ("csv", "months", "xlsx", "parquet", "rounds")


def write_study(d: Dirty, kind: str, folder: Path) -> Path:
    """Write one export and its study.toml."""
    folder.mkdir(parents=True)
    options = WRITERS[kind](d, folder)
    if d.missing and kind not in (*_CODED, "wide"):
        names = {n: header(n) if kind in _NAMED else n for n in d.missing}
        options["missing"] = {names[name]: codes for name, codes in d.missing.items()}
    (folder / "study.toml").write_text(_plan(d, kind, options), encoding="utf-8")
    return folder


def disguises(d: Dirty, kind: str, column: str) -> list[str]:
    """Give the raw values of a column that a recode of the dirty study brings back."""
    words = d.recode.get(column, {})
    return [str(coded(d)[column][word]) for word in words] if kind in _CODED else list(words)


def _plan(d: Dirty, kind: str, options: dict[str, Any]) -> str:
    clean = d.clean
    design = {
        "unit": clean.unit,
        "unit_is": "person" if clean.persons else "organisation",
        "time": clean.time,
        "treated_from": clean.treated_from or None,
        "treated": clean.treated or None,
        "cluster": clean.cluster or None,
    }
    columns = {n: header(n) for n in d.frame.columns} if kind in _NAMED else {}
    wide = {}
    if kind == "rounds":
        del columns[clean.time]
    if kind == "wide":
        gathered = [clean.time, *clean.outcomes]
        columns = {n: header(n) for n in d.frame.columns if n not in gathered}
        waves = d.frame[clean.time].unique()
        measures = {n: {str(t): header(f"{n} {t}") for t in waves} for n in clean.outcomes}
        wide = {"time": clean.time, "columns": measures}
    parts = [
        _table(
            "", {"title": "Made-up records", "programme": clean.programme, "commissioner": "none"}
        ),
        _table("[[sources]]", {"name": "records", **options}),
        _table("[wide]", wide),
        *(_rounds(clean) if kind == "rounds" else ()),
        _table("[columns]", columns),
        *(_table(f"[recode.{name}]", table) for name, table in _recodes(d, kind).items()),
        _table("[units]", d.units),
        _table("[design]", design),
        *(_outcome(name, primary=name == clean.outcomes[0]) for name in clean.outcomes),
        _table(
            "[[analyses]]",
            {
                "name": "effect",
                "outcome": clean.outcomes[0],
                "estimator": "group_time",
                "primary": True,
            },
        ),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _rounds(clean: Clean) -> tuple[str, str]:
    """Say by the days of the clean records when each round was."""
    days = clean.frame.groupby(clean.time)["test_date"].agg(["min", "max"])
    lines = [f"{wave} = [{a:%Y-%m-%d}, {b:%Y-%m-%d}]" for wave, a, b in days.itertuples()]
    return '[waves]\nby = "test_date"', "\n".join(["[waves.rounds]", *lines])


def _recodes(d: Dirty, kind: str) -> dict[str, dict[str, str]]:
    if kind not in _CODED:
        return d.recode
    numbers = coded(d)
    right = {
        name: {str(n): word for word, n in words.items() if n < OTHER}
        for name, words in numbers.items()
    }
    for name, table in d.recode.items():
        right[name] |= {str(numbers[name][word]): code for word, code in table.items()}
    return right


def _outcome(name: str, *, primary: bool) -> str:
    return _table(
        "[[outcomes]]",
        {"name": name, "label": name, "unit": "units", "better": "higher", "primary": primary},
    )


def _table(heading: str, entries: dict[str, Any]) -> str:
    lines = [f"{_key(key)} = {_value(v)}" for key, v in entries.items() if v is not None]
    return "\n".join(filter(None, [heading, *lines])) if lines else ""


def _key(key: str) -> str:
    return json.dumps(key, ensure_ascii=False)


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_key(k)} = {_value(v)}" for k, v in value.items()) + " }"
    return json.dumps(value, ensure_ascii=False)
