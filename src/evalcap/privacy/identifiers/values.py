"""What the values of a column themselves give away, whatever its header."""

import re
from collections.abc import Callable, Iterator
from typing import Final

from evalcap.privacy.identifiers.cells import Cells, matching, total, where
from evalcap.privacy.identifiers.kind import Kind
from evalcap.privacy.identifiers.phones import INTERNATIONAL, holds_phone
from evalcap.privacy.identifiers.travel_documents import holds_zone

_EMAIL: Final = r"[\w.%+\-]+@[\w\-]+(?:\.[\w\-]+)*\.[^\W\d_]{2,}"
_FILE: Final = r"(?i)\.(?:jpe?g|png|heic|gif|mp4|3gp|wav|m4a|mp3|amr|ogg|aac)$"
_CASE: Final = r"\b(?:[A-Z]{2}\d{3,}X\d{2,}|\d{3}-\d{2}C\d{5})\b"
_POINT: Final = (
    r"^-?\d{1,2}\.\d{3,}(?:\s*[,;]\s*|\s+)-?\d{1,3}\.\d{3,}(?:[,;\s]+-?\d+(?:\.\d+)?){0,2}$"
    r"|\d{1,3}\s?°\s?\d{1,2}\s?['\u2032\u2019]"
)
_ACCOUNT: Final = r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b"
_SHORTEST: Final = 15  # characters of an IBAN
_ZONE: Final = r"(?i)[A-Z0-9<]*<[A-Z0-9<]*"
_WORD: Final = r"(?:[^\W\d_]{2,}|[^\W\d_](?=['\u2019\-]))(?:['\u2019\-][^\W\d_]+)*"
_NAME: Final = rf"(?:[^\W\d_]{{2,}}\. )?{_WORD}(?: {_WORD}){{1,4}}"
_GIVEN: Final = re.compile(r"[^\W\d_]{3,}")


def kinds_by_value(cells: Cells) -> Iterator[tuple[Kind, int]]:
    """Find what cannot be anything else, with the number of cells; one such cell is enough."""
    counts = cells.texts
    if counts.empty:
        return
    for kind, pattern, test in _CERTAIN:
        found = matching(counts, pattern)
        if test is not None:
            found = where(counts, found, test)
        if found.any():
            yield kind, total(counts, found)


def names_in(cells: Cells) -> int:
    """Count cells that have the shape of a person's name, in a column that is about persons.

    Two to five words of letters, or one capitalised word: so is many a place, which is why only
    columns that a schema declares to be about persons are looked at in this way.
    """
    found = where(cells.texts, matching(cells.texts, r"^[^\d_]{3,}$"), _is_name)
    return total(cells.texts, found)


def long_numbers_in(cells: Cells) -> int:
    """Count cells of seven digits or more, in a column of codes of persons."""
    pattern = r"^\d(?:[ \-./]?\d){6,}$"
    texts, numbers = matching(cells.texts, pattern), matching(cells.digits, pattern)
    return total(cells.texts, texts) + total(cells.digits, numbers)


def is_account(text: str) -> bool:
    """Whether a text holds an IBAN: its check digits leave 1 modulo 97 (ISO 13616, ISO 7064)."""
    return any(_leaves_one(found.replace(" ", "")) for found in re.findall(_ACCOUNT, text))


def _leaves_one(account: str) -> bool:
    turned = account[4:] + account[:4]
    return len(account) >= _SHORTEST and int("".join(str(int(c, 36)) for c in turned)) % 97 == 1


def _is_name(text: str) -> bool:
    if re.fullmatch(_NAME, text):
        return text[0].isupper() or not text[0].isascii()
    return _GIVEN.fullmatch(text) is not None and text.istitle()


_CERTAIN: Final[tuple[tuple[Kind, str, Callable[[str], bool] | None], ...]] = (
    ("email", _EMAIL, None),
    ("machine_readable_zone", _ZONE, holds_zone),
    ("bank_account", _ACCOUNT, is_account),
    ("phone", INTERNATIONAL, holds_phone),
    ("coordinates", _POINT, None),
    ("case_number", _CASE, None),
    ("photo_or_recording", _FILE, None),
)
