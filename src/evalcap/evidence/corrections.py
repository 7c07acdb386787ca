"""What became of a published report, as evidence keeps and reports tell it."""

from datetime import date
from typing import Literal

from pydantic import Field

from evalcap.evidence.model import Record


class Correction(Record):
    """What became of a published report: withdrawn, or corrected, and why."""

    kind: Literal["withdrawn", "corrected"]
    day: date
    reason: str = Field(min_length=1)
