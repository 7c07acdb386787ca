"""Tables on the screen."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from evalcap.programmes import Column, Programme
    from evalcap.report.lint import LintFinding
    from evalcap.validation import Finding, Validation
    from evalcap.workspace.doctor import Symptom
    from evalcap.workspace.standing import Standing

_LOG_WIDTH = 120
_COLOURS = {
    "met": "green",
    "up to date": "green",
    "ok": "green",
    "unmet": "red",
    "error": "red",
    "failed": "red",
    "cannot be read": "red",
    "missing": "red",
    "to be built": "yellow",
    "critical": "red",
    "warning": "yellow",
}


def print_findings(validation: "Validation") -> None:
    """Show what each rule that applies has found; counts only, never a value."""
    applicable = [f for f in validation.findings if f.status != "not_applicable"]
    rows = [
        (f.id, f.severity, f.status, _count(f.n_unexpected), _sentence(f))
        for f in sorted(applicable, key=lambda f: f.status == "met")
    ]
    _print(("rule", "severity", "status", "rows", "what must hold, or what to do"), rows)
    if others := len(validation.findings) - len(applicable):
        _console().print(Text(f"{others} rules are about columns that these data do not have."))


def print_lint(findings: Sequence["LintFinding"]) -> None:
    """Show what was found in a report, the gravest first, and how much of each kind."""
    rows = [(f.severity, f.rule, f.where, f.what) for f in findings]
    if rows:
        _print(("severity", "rule", "where", "what to mend"), rows)
    severities = [f.severity for f in findings]
    counts = [f"{severities.count(s)} {s}" for s in dict.fromkeys(severities)]
    _console().print(Text(f"Found: {', '.join(counts) or 'nothing to mend'}."))


def print_standings(standings: Sequence["Standing"]) -> None:
    """Show where every study stands."""
    rows = [
        (
            s.slug,
            s.role or "",
            str(s.cycle or ""),
            f"{s.due} (overdue)" if s.overdue else str(s.due or ""),
            str(len(s.late) or ""),
            f"{s.built:%Y-%m-%d %H:%M}" if s.built else "never",
            s.state,
        )
        for s in standings
    ]
    _print(("study", "role", "cycle", "due", "late answers", "last built, UTC", "state"), rows)
    console = _console()
    for standing in (s for s in standings if s.notes):
        console.print(Text(f"{standing.slug}: {'; '.join(standing.notes)}"))


def print_symptoms(symptoms: Sequence["Symptom"]) -> None:
    """Show what was looked at on this machine."""
    words = {True: "ok", None: "optional", False: "missing"}
    _print(
        ("what", "found", "state", "what to do"),
        [(s.what, s.found, words[s.ok], s.advice) for s in symptoms],
    )


def print_codebook(schema: "Programme") -> None:
    """Show the columns of every table of a programme type."""
    console = _console()
    for table in schema.tables:
        console.print(Text(f"{table.name}: {table.row} Key: {', '.join(table.key)}.", style="bold"))
        rows = [_codebook_row(column) for column in table.columns]
        _print(("column", "holds", "what it is", "informs"), rows)


def _codebook_row(column: "Column") -> tuple[str, ...]:
    from evalcap.programmes.description import (  # noqa: PLC0415 - as in the commands
        holds,
        identifies,
        informs,
    )

    values = f": {', '.join(column.allowed)}" if column.allowed else ""
    marks = [
        "Every row needs it." if column.required else "",
        f"Points to a person: {person}." if (person := identifies(column)) else "",
        "" if column.confirmed else "Unverified.",
    ]
    what = " ".join(filter(None, [column.definition, *marks]))
    return column.name, holds(column) + values, what, informs(column)


def _sentence(finding: "Finding") -> str:
    """Say what must hold; and what to do where something keeps data from being read as they are."""
    stands = finding.status == "unmet" and finding.id.startswith(("standard-", "read-"))
    return f"{finding.what} {finding.why}".strip() if stands else finding.what


def _count(n_unexpected: int | None) -> str:
    return f"{n_unexpected:,}" if n_unexpected else ""


def _print(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for position, heading in enumerate(headings):
        table.add_column(heading, no_wrap=position == 0, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell, style=_COLOURS.get(cell, "")) for cell in row))
    _console().print(table)


class _Screen(Console):
    """A console whose reader, such as a pager, may stop reading."""

    def on_broken_pipe(self) -> None:
        """End quietly: whoever reads has seen enough."""
        try:
            super().on_broken_pipe()
        except SystemExit:
            raise typer.Exit from None


def _console() -> Console:
    """Take the terminal's width; a log has no width, and a table in it must not be cramped."""
    console = _Screen()
    return console if console.is_terminal else _Screen(width=_LOG_WIDTH)
