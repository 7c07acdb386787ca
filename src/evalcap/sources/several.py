"""Several files as one table: what they have in common, and where they differ."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, Final

import pandas as pd

from evalcap.errors import preview
from evalcap.errors.reading import ReaderFinding
from evalcap.sources.reasons import join_reasons, shift_reasons
from evalcap.sources.source import Content, FileRecord

_SHOWN: Final = 5


def duplicates(records: Sequence[FileRecord]) -> Iterator[ReaderFinding]:
    """List the files that are there twice, so that each of their records would count twice."""
    occurs = Counter(record.sha256 for record in records)
    for digest, n in occurs.items():
        if n > 1:
            names = tuple(record.name for record in records if record.sha256 == digest)
            yield ReaderFinding(
                "duplicate_file",
                "the same file, whose records would count more than once",
                "Keep one of them.",
                n=n,
                of="file",
                examples=names[:_SHOWN],
            )


def differing_types(contents: Mapping[str, Content]) -> dict[str, dict[str, list[str]]]:
    """Find columns that are of different types in different files.

    Returns
    -------
    dict
        Column to kind (number, text, date) to the files in which it is that.
    """
    found: dict[str, dict[str, list[str]]] = {}
    for file, content in contents.items():
        for name, column in content.frame.items():
            if kind := _kind(column):
                found.setdefault(str(name), {}).setdefault(kind, []).append(file)
    return {name: kinds for name, kinds in found.items() if len(kinds) > 1}


def joined(
    contents: Mapping[str, Content], differing: Mapping[str, Mapping[str, Sequence[str]]]
) -> Content:
    """Put files below each other, in order of their names.

    Columns are those of any file, in the order in which they are first met; where a file lacks
    one, its cells are missing.

    Parameters
    ----------
    contents
        File to what it holds.
    differing
        Columns that were of different types, see `differing_types`.
    """
    parts = list(contents.values())
    starts = pd.Series([0, *(len(part.frame) for part in parts)]).cumsum()
    reasons = [shift_reasons(p.reasons, int(at)) for p, at in zip(parts, starts, strict=False)]
    labels: dict[str, str] = {}
    values: dict[str, dict[Any, str]] = {}
    for part in reversed(parts):  # so that the first file's words win
        labels |= part.column_labels
        for name, codes in part.value_labels.items():
            values[name] = {**values.get(name, {}), **codes}
    return Content(
        frame=pd.concat([part.frame for part in parts], ignore_index=True),
        column_labels=labels,
        value_labels=values,
        reasons=join_reasons(reasons),
        formats={k: v for part in reversed(parts) for k, v in part.formats.items()},
        notes=tuple(dict.fromkeys(note for part in parts for note in part.notes)),
        findings=(
            *(f.within(file) for file, part in contents.items() for f in part.findings),
            *_lacking(contents),
            *_typed_differently(differing),
            *_labelled_differently(contents),
        ),
    )


def _lacking(contents: Mapping[str, Content]) -> Iterator[ReaderFinding]:
    """Report each file that departs from most: it lacks columns, or has columns of its own."""
    columns = {file: [str(c) for c in part.frame.columns] for file, part in contents.items()}
    occurs = Counter(name for names in columns.values() for name in names)
    usual = [name for name, n in occurs.items() if 2 * n >= len(contents)]
    for file, names in columns.items():
        missing = [name for name in usual if name not in names]
        own = [name for name in names if name not in usual]
        meant = _meant(missing, own)
        if missing:
            pairs = [f"{name!r} may be {other!r} there" for name, other in meant.items()]
            hint = f"; {preview(pairs)}" if pairs else ""
            listed = preview([repr(name) for name in missing])
            yield ReaderFinding(
                "missing_columns",
                f"not in it, while other files have them: {listed}{hint}",
                "Their cells are missing there. Rename them in the file, or join them in "
                "prepare.py.",
                file=file,
                n=len(missing),
                of="column",
            )
        if others := [name for name in own if name not in meant.values()]:
            yield ReaderFinding(
                "extra_columns",
                f"in it, while most files lack them: {preview([repr(n) for n in others])}",
                "Their cells are missing elsewhere. See whether they are meant to be there.",
                file=file,
                n=len(others),
                of="column",
            )


def _meant(missing: Sequence[str], own: Sequence[str]) -> dict[str, str]:
    """Pair columns that a file lacks with those of its own that are spelt nearly alike."""
    folded = {name.strip().casefold(): name for name in own}
    near = {
        name: get_close_matches(name.strip().casefold(), list(folded), 1, 0.8) for name in missing
    }
    return {name: folded[found[0]] for name, found in near.items() if found}


def _typed_differently(
    differing: Mapping[str, Mapping[str, Sequence[str]]],
) -> Iterator[ReaderFinding]:
    for column, kinds in differing.items():
        listed = "; ".join(f"{kind} in {preview(files, 3)}" for kind, files in kinds.items())
        fewest = min(kinds.values(), key=len)
        yield ReaderFinding(
            "differing_types",
            f"another type than in the others: {listed}",
            "It is kept as text where the format allows; give it its type with [units], or "
            "correct the files.",
            column=column,
            n=len(fewest),
            of="file",
            examples=tuple(fewest[:_SHOWN]),
        )


def _labelled_differently(contents: Mapping[str, Content]) -> Iterator[ReaderFinding]:
    """Report codes that mean one thing in one file and another in the next."""
    seen: dict[tuple[str, Any], set[str]] = {}
    for part in contents.values():
        for column, codes in part.value_labels.items():
            for code, label in codes.items():
                seen.setdefault((column, code), set()).add(label.strip().casefold())
    conflicts = Counter(column for (column, _), labels in seen.items() if len(labels) > 1)
    for column, n in conflicts.items():
        yield ReaderFinding(
            "differing_labels",
            f"{n} codes have labels that differ between files",
            "See whether a code changed its meaning; if so, recode it file by file.",
            column=column,
        )


def _kind(column: pd.Series) -> str:
    """Say what a column holds; empty if it holds nothing."""
    if column.isna().all():
        return ""
    if pd.api.types.is_bool_dtype(column) or pd.api.types.is_numeric_dtype(column):
        return "numbers"
    return "dates" if pd.api.types.is_datetime64_any_dtype(column) else "text"
