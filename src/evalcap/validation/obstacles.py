"""What readers noticed, and what stood in the way of a standard form, as findings."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from evalcap.dataset.standard import StandardDataset
from evalcap.errors.reading import ReaderFinding
from evalcap.errors.standardisation import Problem
from evalcap.sources import Source
from evalcap.validation.finding import Finding
from evalcap.validation.stage import row_keys, structure_key

# Good to know, and nothing that has to be put right.
_TO_KNOW: Final = (
    "absent_repeat",
    "empty",
    "empty_rows",
    "form_versions",
    "hidden_rows",
    "hidden_sheet",
    "other_sheets",
    "text_numbers",
    "unknown_columns",
    "unknown_sheet",
)
_OF_ROWS: Final = ("line", "row", "record", "cell")


def reading_findings(sources: Mapping[str, Source]) -> tuple[Finding, ...]:
    """Say what readers noticed in files; where in them is private.

    Parameters
    ----------
    sources
        What was read, by name.
    """
    named = [
        _noticed(source, noticed)
        for source in sources.values()
        for part in (source, *source.tables.values())
        for noticed in part.findings
    ]
    return tuple(_told_apart(dict.fromkeys(named)))


def problem_findings(problems: Sequence[Problem], data: StandardDataset) -> tuple[Finding, ...]:
    """Say what stands in the way of a standard form; each of it stops a study.

    Parameters
    ----------
    problems
        What was found.
    data
        The data as far as they could be brought into standard form.
    """
    frame = data.frame
    keys = frame[[name for name in dict.fromkeys(structure_key(data)) if name in frame]]
    findings = (
        Finding(
            id="/".join([f"standard-{problem.kind}", *problem.columns]),
            severity="critical",
            status="unmet",
            what=f"{', '.join(problem.columns)}: {problem.wrong}.",
            why=problem.do,
            columns=problem.columns,
            n_checked=len(frame),
            n_unexpected=len(problem.rows) if problem.rows else None,
            keys=row_keys(problem.rows, keys),
            rows=problem.rows,
        )
        for problem in problems
    )
    return tuple(_told_apart(findings))


def _noticed(source: Source, noticed: ReaderFinding) -> Finding:
    where = noticed.file or noticed.sheet
    unit = "row" if noticed.of == "cell" else noticed.of
    spots = [f"{unit} {example}" for example in noticed.examples]
    counts_rows = noticed.of in _OF_ROWS and noticed.n is not None
    return Finding(
        id="/".join(filter(None, [f"read-{noticed.kind}", source.name, where, noticed.column])),
        severity="info" if noticed.kind in _TO_KNOW else "warning",
        status="unmet",
        what=f"{', '.join(filter(None, [where or source.name, noticed.column]))}: {noticed.wrong}.",
        why=noticed.do,
        columns=(noticed.column,) if noticed.column else (),
        n_checked=source.n_rows if counts_rows else 0,
        n_unexpected=noticed.n if counts_rows else None,
        places=tuple(", ".join(filter(None, [where, spot])) for spot in spots),
    )


def _told_apart(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Add a number to ids that occur more than once."""
    met: Counter[str] = Counter()
    for finding in findings:
        met[finding.id] += 1
        n = met[finding.id]
        yield finding if n == 1 else replace(finding, id=f"{finding.id}/{n}")
