"""How the records behind a report are protected: identifiers, retention, persons among others."""

from collections.abc import Iterator

from evalcap.evidence import Evidence
from evalcap.evidence.privacy import PrivacyRecord
from evalcap.words import Catalogue
from evalcap.words.names import listed
from evalcap.words.numbers import day


def data_protection_sentences(evidence: Evidence, words: Catalogue) -> tuple[str, ...]:
    """Say what was decided on identifiers, and until when records are kept; nothing if nothing."""
    privacy = evidence.privacy
    return (*_identifiers(privacy, words), *_retention(privacy, words), *_hidden(privacy, words))


def _identifiers(privacy: PrivacyRecord, words: Catalogue) -> Iterator[str]:
    if privacy.dropped:
        yield words.say("data_protection.dropped", columns=listed(privacy.dropped, words))
    if privacy.pseudonymised:
        columns = listed(privacy.pseudonymised, words)
        yield words.say("data_protection.pseudonymised", columns=columns, key=str(privacy.key))
    for column, reason in privacy.justified.items():
        told = reason.strip().rstrip(".")
        yield words.say("data_protection.justified", column=column, reason=told)


def _retention(privacy: PrivacyRecord, words: Catalogue) -> Iterator[str]:
    if privacy.kept_until is not None:
        yield words.say("data_protection.kept_until", day=day(privacy.kept_until, words))


def _hidden(privacy: PrivacyRecord, words: Catalogue) -> Iterator[str]:
    """Say how many share the rarest combination, which is withheld where they are few."""
    if privacy.k is None:
        return
    known = isinstance(privacy.k, int)
    yield words.say(
        f"data_protection.{'hidden' if known else 'few'}",
        columns=listed(privacy.quasi_identifiers, words),
        k=privacy.k,
        asked=privacy.k_asked,
    )
    if privacy.l is not None:
        verdict = "diverse" if privacy.l > 1 else "not_diverse"
        sensitive = listed(privacy.sensitive, words)
        yield words.say(f"data_protection.{verdict}", l=privacy.l, columns=sensitive)
