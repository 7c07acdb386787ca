"""The kinds of direct identifiers, and a column in which one was found."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, get_args

Kind = Literal[
    "email",
    "account_or_device",
    "machine_readable_zone",
    "passport_number",
    "bank_account",
    "phone",
    "coordinates",
    "date_of_birth",
    "national_id",
    "case_number",
    "staff_number",
    "photo_or_recording",
    "address",
    "person_name",
    "free_text",
]
By = Literal["header", "values", "declared"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)

# Kinds that tell persons apart: pseudonyms in their place keep a person's records together.
LINKING: Final[frozenset[Kind]] = frozenset(
    {"passport_number", "national_id", "case_number", "staff_number", "person_name"}
)

WORDS: Final[Mapping[Kind, str]] = {
    "email": "e-mail addresses",
    "account_or_device": "accounts or devices of persons",
    "machine_readable_zone": "machine-readable zones of documents",
    "passport_number": "passport numbers",
    "bank_account": "bank account numbers",
    "phone": "phone numbers",
    "coordinates": "coordinates",
    "date_of_birth": "dates of birth",
    "national_id": "national identity numbers or other long personal numbers",
    "case_number": "case numbers",
    "staff_number": "staff or service numbers",
    "photo_or_recording": "photos or recordings",
    "address": "addresses",
    "person_name": "names of persons",
    "free_text": "free text",
}


@dataclass(frozen=True)
class Identifier:
    """A column that holds a kind of direct identifier.

    Attributes
    ----------
    file
        Where the column stands: a source, or the study's prepare.py.
    column
        Its header there.
    kind
        What it holds.
    n
        How many of its cells.
    by
        What gave it away: its header, its values, or values in a column that is declared to be
        about persons.
    """

    file: str
    column: str
    kind: Kind
    n: int
    by: By

    @property
    def what(self) -> str:
        """The kind in words."""
        return WORDS[self.kind]
