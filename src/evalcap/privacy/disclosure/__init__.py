"""Disclosure control: what a report may tell about few people."""

from evalcap.privacy.disclosure.earlier import Report
from evalcap.privacy.disclosure.label import Count
from evalcap.privacy.disclosure.ledger import Cell, Ledger, Relation
from evalcap.privacy.disclosure.protect import Protected, protect
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
