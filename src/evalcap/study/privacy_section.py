"""The table of study.toml that says how the people in the data are protected."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import Field

from evalcap.privacy.pseudonyms.writing_alike import ALIKE, Alike
from evalcap.study.section import Section

_DECISIONS = ("drop", "pseudonymise", "justified")


class PrivacySection(Section):
    """What becomes of columns that point to persons, and what is asked of the others.

    Attributes
    ----------
    drop, pseudonymise
        Columns that are taken away, or whose values are replaced, before anything else is done;
        by their header or by canonical name.
    justified
        Column to the reason why it may stay as it is.
    alike
        Differences in writing an identifier that do not count.
    scope
        Studies of one scope give a person the same pseudonym; the study's own name if empty.
    quasi_identifiers
        Columns by which a person could be recognised together; canonical names.
    sensitive
        Columns that must not be learnt about a person; canonical names.
    k
        How many persons must share each combination of quasi-identifiers.
    """

    drop: tuple[str, ...] = ()
    pseudonymise: tuple[str, ...] = ()
    justified: dict[str, Annotated[str, Field(min_length=1)]] = Field(default_factory=dict)
    alike: tuple[Alike, ...] = ALIKE
    scope: str = ""
    quasi_identifiers: tuple[str, ...] = ()
    sensitive: tuple[str, ...] = ()
    k: int = Field(default=5, ge=2, strict=True)


def privacy_contradictions(written: Mapping[str, Any]) -> Iterator[str]:
    """Find columns on which `[privacy]` decides twice, and roles that exclude each other.

    Parameters
    ----------
    written
        The table as TOML gives it.
    """
    decided: dict[str, str] = {}
    for decision in _DECISIONS:
        names = written.get(decision)
        for name in names if isinstance(names, list | dict) else ():
            if (before := decided.setdefault(str(name), decision)) != decision:
                yield f"privacy.{decision}: {name!r} is in `{before}` already; decide once"
    named = [written.get(role) for role in ("quasi_identifiers", "sensitive")]
    known, secret = ([*names] if isinstance(names, list) else [] for names in named)
    for name in (name for name in secret if name in known):
        yield f"privacy.sensitive: {name!r} is in `quasi_identifiers` already; a column is one"
    if secret and not known:
        yield "privacy.sensitive: needs `quasi_identifiers`, by which persons could be recognised"
