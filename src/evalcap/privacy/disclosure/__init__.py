"""Disclosure control: what a report may tell about few people."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from evalcap.privacy.disclosure.earlier import Report
    from evalcap.privacy.disclosure.label import Count
    from evalcap.privacy.disclosure.ledger import Cell, Ledger, Relation
    from evalcap.privacy.disclosure.protection import Protected, protect
    from evalcap.privacy.disclosure.rules import Rules
    from evalcap.privacy.disclosure.tables import PublishedTables, protect_tables

__all__ = [
    "Cell",
    "Count",
    "Ledger",
    "Protected",
    "PublishedTables",
    "Relation",
    "Report",
    "Rules",
    "protect",
    "protect_tables",
]

_HOMES = {
    "Cell": "ledger",
    "Count": "label",
    "Ledger": "ledger",
    "Protected": "protection",
    "PublishedTables": "tables",
    "Relation": "ledger",
    "Report": "earlier",
    "Rules": "rules",
    "protect": "protection",
    "protect_tables": "tables",
}


def __getattr__(name: str) -> Any:
    """Import a name when it is first asked for: reading evidence takes no linear programs."""
    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
