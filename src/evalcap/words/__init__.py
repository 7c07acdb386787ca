"""Words from numbers: what may be said of an estimate, and never more than it shows."""

from evalcap.words.catalogue import Catalogue, catalogue, catalogue_for
from evalcap.words.finding import Finding, headline_findings, read_finding
from evalcap.words.reading import Reading, read_estimate

__all__ = [
    "Catalogue",
    "Finding",
    "Reading",
    "catalogue",
    "catalogue_for",
    "headline_findings",
    "read_estimate",
    "read_finding",
]
