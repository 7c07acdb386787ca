"""How the people in the data were protected, as evidence keeps and reports print it."""

from datetime import date

from pydantic import Field

from evalcap.evidence.model import Count, Record


class PrivacyRecord(Record):
    """What was done with columns that point to persons, and how long records are kept.

    Attributes
    ----------
    dropped, pseudonymised
        Columns that were taken away, or whose values were replaced, before anything was made.
    justified
        Column to the reason why it stays as it is.
    key
        Fingerprint of the key of pseudonyms; None where there are none.
    kept_until
        The day after which working copies are removed; None where none is set.
    quasi_identifiers, sensitive
        Columns by which persons could be recognised together, and what must not be learnt then.
    k, l
        Fewest persons who share a combination of the first, withheld like any small count, and
        fewest values of the second among them; None where the study declares no such columns.
    k_asked
        How many persons the study asks for.
    """

    dropped: tuple[str, ...] = ()
    pseudonymised: tuple[str, ...] = ()
    justified: dict[str, str] = Field(default_factory=dict)
    key: str | None = None
    kept_until: date | None = None
    quasi_identifiers: tuple[str, ...] = ()
    sensitive: tuple[str, ...] = ()
    k: Count | None = None
    l: int | None = None  # noqa: E741 - the letter of the literature
    k_asked: int | None = None
