"""Words from numbers: what may be said of an estimate, and never more than it shows."""

from evalcap.words.catalogue import (
    Catalogue,
    catalogue,
    catalogue_for,
    known_languages,
    report_places,
)
from evalcap.words.finding import Finding, headline_findings, read_finding
from evalcap.words.grammar import Language
from evalcap.words.reading import Reading, read_estimate

__all__ = [
    "Catalogue",
    "Finding",
    "Language",
    "Reading",
    "catalogue",
    "catalogue_for",
    "headline_findings",
    "known_languages",
    "read_estimate",
    "read_finding",
    "report_places",
]
