"""The evidence of one study, and its file."""

import json
import os
from datetime import date
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, ValidationError

from evalcap.errors.evidence import EvidenceNotFoundError, EvidenceUnreadableError
from evalcap.evidence.corrections import Correction
from evalcap.evidence.disclosure import Disclosure
from evalcap.evidence.exchange import Exchange
from evalcap.evidence.model import (
    SCHEMA_VERSION,
    AnalysisRecord,
    ChangeRecord,
    CheckRecord,
    Contribution,
    Design,
    FindingRecord,
    GradeRecord,
    Outcome,
    Record,
    Source,
    Subject,
)
from evalcap.evidence.privacy import PrivacyRecord
from evalcap.evidence.results import EstimateRecord, PathRecord, SubgroupRecord, TrendRecord
from evalcap.evidence.variables import VariableRecord

FILE = "evidence.json"


class Evidence(Record):
    """Everything that a report, a portfolio or an export may say about a study."""

    schema_version: Literal[1] = SCHEMA_VERSION
    subject: Subject
    created: date
    sources: tuple[Source, ...]
    design: Design
    outcomes: tuple[Outcome, ...]
    analyses: tuple[AnalysisRecord, ...]
    estimates: tuple[EstimateRecord, ...]
    paths: tuple[PathRecord, ...] = ()
    trends: tuple[TrendRecord, ...] = ()
    checks: tuple[CheckRecord, ...] = ()
    findings: tuple[FindingRecord, ...] = ()
    changes: tuple[ChangeRecord, ...] = ()
    variables: tuple[VariableRecord, ...] = ()
    disaggregations: tuple[SubgroupRecord, ...] = ()
    grades: tuple[GradeRecord, ...] = ()
    deviations: tuple[str, ...] = ()
    contribution: Contribution = Contribution()
    exchange: Exchange = Exchange()
    disclosure: Disclosure = Disclosure()
    privacy: PrivacyRecord = PrivacyRecord()
    corrections: tuple[Correction, ...] = ()
    truth: dict[str, float] | None = None
    versions: dict[str, str] = Field(default_factory=dict)

    @property
    def is_withdrawn(self) -> bool:
        """Whether the report stays only to say that it no longer holds."""
        return any(c.kind == "withdrawn" for c in self.corrections)

    @property
    def keys(self) -> frozenset[str]:
        """Every key that a lesson, a report or a figure may cite."""
        parts = (self.estimates, self.paths, self.checks, self.disaggregations)
        return frozenset(record.key for part in parts for record in part)

    def estimate(self, key: str) -> EstimateRecord | None:
        """Find an estimate by key."""
        return next((e for e in self.estimates if e.key == key), None)

    def headlines(self) -> tuple[EstimateRecord, ...]:
        """Primary estimates of primary outcomes, in the order of the outcomes."""
        order = {o.name: i for i, o in enumerate(self.outcomes) if o.primary}
        primary = [e for e in self.estimates if e.primary and e.outcome in order]
        return tuple(sorted(primary, key=lambda e: order[e.outcome]))

    def outcome(self, name: str) -> Outcome:
        """Find an outcome by name."""
        return next(o for o in self.outcomes if o.name == name)

    def grade(self, outcome: str) -> GradeRecord | None:
        """Find the grade of an outcome's primary analysis."""
        return next((g for g in self.grades if g.outcome == outcome), None)

    def write(self, folder: str | Path) -> Path:
        """Write `evidence.json` into a folder, whole or not at all, and give its path."""
        file = Path(folder) / FILE
        file.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(self.model_dump(mode="json"), indent=1, ensure_ascii=False)
        unfinished = file.with_name(f".{FILE}.{os.getpid()}")
        try:
            unfinished.write_text(text + "\n", encoding="utf-8")
            unfinished.replace(file)
        finally:
            unfinished.unlink(missing_ok=True)
        return file

    @classmethod
    def read(cls, folder: str | Path) -> Self:
        """Read the evidence in a folder (or the file itself).

        Raises
        ------
        EvidenceNotFoundError, EvidenceUnreadableError
        """
        place = Path(folder)
        file = place if place.suffix == ".json" else place / FILE
        if not file.is_file():
            raise EvidenceNotFoundError(file)
        try:
            return cls.model_validate_json(file.read_bytes())
        except ValidationError as error:
            raise EvidenceUnreadableError(file, _problems(error)) from None


def _problems(error: ValidationError) -> list[str]:
    return [f"{'.'.join(map(str, e['loc'])) or 'file'}: {e['msg']}" for e in error.errors()]
