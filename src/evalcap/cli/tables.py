"""Tables on the screen."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from evalcap.validation import Validation
    from evalcap.workspace.doctor import Symptom
    from evalcap.workspace.standing import Standing

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
}


def print_findings(validation: "Validation") -> None:
    """Show what every rule found; counts only, never a value."""
    rows = [
        (f.id, f.severity, f.status.replace("_", " "), _count(f.n_unexpected), f.what)
        for f in validation.findings
    ]
    _print(("rule", "severity", "status", "rows", "what must hold"), rows)


def print_standings(standings: Sequence["Standing"]) -> None:
    """Show where every study stands."""
    rows = [
        (
            s.slug,
            s.role or "",
            str(s.cycle or ""),
            str(s.due or ""),
            f"{s.built:%Y-%m-%d %H:%M} UTC" if s.built else "never",
            s.state,
            s.detail,
        )
        for s in standings
    ]
    _print(("study", "role", "cycle", "due", "last built", "state", "why"), rows)


def print_symptoms(symptoms: Sequence["Symptom"]) -> None:
    """Show what was looked at on this machine."""
    words = {True: "ok", None: "optional", False: "missing"}
    _print(
        ("what", "found", "state", "what to do"),
        [(s.what, s.found, words[s.ok], s.advice) for s in symptoms],
    )


def _count(n_unexpected: int | None) -> str:
    return f"{n_unexpected:,}" if n_unexpected else ""


def _print(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    table = Table(*headings)
    for row in rows:
        table.add_row(*(Text(cell, style=_COLOURS.get(cell, "")) for cell in row))
    Console().print(table)
