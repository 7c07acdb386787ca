"""What a look at a report before publication found."""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["critical", "warning", "note"]


@dataclass(frozen=True, slots=True)
class LintFinding:
    """One thing to mend, or to know of, before a report is published.

    Attributes
    ----------
    rule
        Its name: an item of a checklist, such as "UNEG 1.2", or what was looked for.
    severity
        A critical finding stops publication.
    where
        The part of the report or the file.
    what
        What was found, and what would mend it.
    """

    rule: str
    severity: Severity
    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.severity}, {self.rule}, {self.where}: {self.what}"
