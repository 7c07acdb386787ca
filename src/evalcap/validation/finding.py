"""What was found when data met their expectations."""

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

import pandas as pd

from evalcap.errors import count

Severity = Literal["critical", "warning", "info"]
Status = Literal["met", "unmet", "not_applicable", "error"]
Key = tuple[Hashable, ...]

PUBLISHED: Final = (
    "id",
    "severity",
    "status",
    "what",
    "why",
    "columns",
    "n_checked",
    "n_unexpected",
)


@dataclass(frozen=True)
class Finding:
    """One rule, and whether the data meet it.

    Attributes
    ----------
    id
        Of the rule; for a rule checked once for each of several columns, followed by `/column`.
    severity
        How much it matters: an unmet critical rule stops a study.
    status
        `error` if the check itself could not be done, `not_applicable` if the data lack a column.
    what
        What must hold, in a sentence; and why it was not checked, if it was not. Carries no
        number and no value, so that disclosure control can decide on the counts.
    why
        Why it matters.
    columns
        The columns it is about.
    n_checked
        Rows compared with the rule; 0 if it was not checked.
    n_unexpected
        Rows that do not meet it; None for a rule about the table as a whole.
    keys
        Keys of these rows, private: part of no text, table or file that is shown. Without key
        columns a row's key is its position from 0. A rule that tolerates some rows is met, and
        has their keys all the same.
    rows
        Positions of these rows in the frame, from 0; private as well.
    places
        Where in a file it was noticed, in words; private as well.
    reasons
        Of a rule about missing cells: declared reason to the rows that have it.
    """

    id: str
    severity: Severity
    status: Status
    what: str
    why: str
    columns: tuple[str, ...]
    n_checked: int = 0
    n_unexpected: int | None = None
    keys: tuple[Key, ...] = field(default=(), repr=False)
    rows: tuple[int, ...] = field(default=(), repr=False)
    places: tuple[str, ...] = field(default=(), repr=False)
    reasons: Mapping[str, int] = field(default_factory=dict, hash=False)

    @property
    def stops(self) -> bool:
        """Whether a study must not go on."""
        return self.severity == "critical" and self.status in ("unmet", "error")

    def published(self) -> dict[str, Any]:
        """Give everything but the keys."""
        return {name: getattr(self, name) for name in PUBLISHED}

    def __str__(self) -> str:
        """Read as a sentence, for whoever runs the check."""
        rows = "" if self.n_unexpected is None else f" in {count(self.n_unexpected, 'row')}"
        status = {
            "met": "met",
            "unmet": f"not met{rows} of {self.n_checked:,}" if rows else "not met",
            "not_applicable": "not applicable",
            "error": "could not be checked",
        }[self.status]
        return f"{self.severity}, {status}: {self.what} [{self.id}] {self.why}"


@dataclass(frozen=True)
class Validation:
    """All findings about one dataset.

    Attributes
    ----------
    findings
        One a rule, in the order of the rules.
    key
        Names of the columns whose values are the findings' keys; none where keys are positions.
    """

    findings: tuple[Finding, ...]
    key: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether no critical rule is unmet or could not be checked."""
        return not self.critical

    @property
    def critical(self) -> tuple[Finding, ...]:
        """The findings that stop a study."""
        return tuple(finding for finding in self.findings if finding.stops)

    def to_frame(self) -> pd.DataFrame:
        """Give one row a finding, without keys."""
        rows = [finding.published() for finding in self.findings]
        return pd.DataFrame(rows, columns=list(PUBLISHED))

    def __str__(self) -> str:
        """Say how many rules there were and what came of them."""
        counts = Counter(finding.status.replace("_", " ") for finding in self.findings)
        by_status = ", ".join(f"{n} {status}" for status, n in counts.most_common())
        verdict = "passed" if self.passed else "stopped by a critical rule"
        return f"{count(self.findings, 'rule')} ({by_status}): {verdict}"
