"""Machine-readable zones of travel documents, told by their check digits.

Source: ICAO Doc 9303, parts 3 (check digits), 4 (TD3, passports), 5 (TD1, cards) and 6 (TD2).
"""

import re
from collections.abc import Iterator
from typing import Final

_PASSPORT, _VISA, _CARD = 44, 36, 30  # characters in a line of TD3, TD2 and TD1
_WEIGHTS: Final = (7, 3, 1)
_ZONE: Final = re.compile(r"[A-Z0-9<]{30,}")
_NAMES: Final = re.compile(r"[A-Z<]*[A-Z]<<[A-Z<]+")
_ISSUED_TO: Final = re.compile(r"[PVACI][A-Z0-9<][A-Z<]{3}[A-Z][A-Z<]*<<[A-Z<]+")
_SEX: Final = frozenset("MFX<")


def check_digit(characters: str) -> int:
    """Give the check digit of a field: weights 7, 3, 1, modulo 10; A is 10, `<` is 0."""
    values = (0 if c == "<" else int(c, 36) for c in characters)
    return sum(v * _WEIGHTS[i % 3] for i, v in enumerate(values)) % 10


def holds_zone(text: str) -> bool:
    """Whether a text holds a machine-readable zone, or one of its lines that names a person.

    Lines may follow each other without a break, with a space or on lines of their own.
    """
    found = _ZONE.findall(text.upper())
    return any(_is_line(line) for run in found for line in _lines(run))


def _lines(run: str) -> Iterator[str]:
    """Part a run of characters into the lines of each format it can be."""
    for width in (_PASSPORT, _VISA, _CARD):
        if len(run) % width == 0:
            yield from (run[at : at + width] for at in range(0, len(run), width))


def _is_line(line: str) -> bool:
    if len(line) == _CARD:
        return _is_card(line) or _NAMES.fullmatch(line) is not None
    return _is_booklet(line) or _ISSUED_TO.fullmatch(line) is not None


def _is_booklet(line: str) -> bool:
    """Check the second line of a TD2 or TD3: number, birth, expiry, and all of them."""
    body = line[:10] + line[13:20] + line[21:-1]
    fields = ((line[:9], line[9]), (line[13:19], line[19]), (line[21:27], line[27]))
    return all(_agrees(*field) for field in (*fields, (body, line[-1])))


def _is_card(line: str) -> bool:
    """Check the second line of a TD1: birth, sex, expiry; its last digit covers the first too."""
    fields = ((line[:6], line[6]), (line[8:14], line[14]))
    letters = line[15:18].replace("<", "")
    return line[7] in _SEX and letters.isalpha() and all(_agrees(*field) for field in fields)


def _agrees(field: str, digit: str) -> bool:
    return digit.isdecimal() and check_digit(field) == int(digit)
