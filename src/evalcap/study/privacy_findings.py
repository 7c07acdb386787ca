"""What is said about the protection of the people in the data: as findings and as evidence."""

from collections.abc import Iterator
from typing import Final

import pandas as pd

from evalcap.evidence.assembly import Publication
from evalcap.evidence.privacy import PrivacyRecord
from evalcap.study.plan import Plan
from evalcap.study.protecting import Protected
from evalcap.validation import Finding

_WHY: Final = "A direct identifier in data or results lets anybody recognise a person."


def privacy_findings(plan: Plan, protected: Protected) -> Iterator[Finding]:
    """Give the findings about direct identifiers: what was decided, and what raw files hold."""
    privacy = plan.privacy
    yield Finding(
        id="privacy/direct_identifiers",
        severity="critical",
        status="met",  # undecided ones have stopped the study before
        what="Every column that points to persons by itself is dropped, replaced by pseudonyms or "
        "justified.",
        why=_WHY,
        columns=(*privacy.drop, *privacy.pseudonymise, *privacy.justified),
    )
    for one in protected.left_out:
        yield Finding(
            id=f"privacy/left_out/{one.file}/{one.column}",
            severity="info",
            status="unmet",
            what=f"The raw data hold no direct identifier that the study makes no use of; "
            f"{one.file}, {one.column!r}: {one.what}.",
            why="It is taken over into nothing; the raw file itself still needs protection.",
            columns=(one.column,),
        )


def privacy_record(
    plan: Plan, protected: Protected, frame: pd.DataFrame, publication: Publication
) -> PrivacyRecord:
    """Record the settings that were used, and what they achieved."""
    privacy = plan.privacy
    return PrivacyRecord(
        dropped=privacy.drop,
        pseudonymised=privacy.pseudonymise,
        justified=privacy.justified,
        key=protected.key,
        kept_until=plan.retention.until,
    )
