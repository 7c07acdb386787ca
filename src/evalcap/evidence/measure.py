"""Units that say how an effect is to be told: logarithms, shares, percentages."""

import re
from collections.abc import Mapping
from typing import Final, Literal

Measure = Literal["logarithm", "share", "percentage", "plain"]

# In the languages of reports; a unit that is only part of such a word is none of them.
WORDS: Final[Mapping[Measure, tuple[str, ...]]] = {
    "logarithm": (
        *("log", "logs", "logarithm", "logarithms", "ln"),
        *("logarithme", "logarithmes", "logaritmo", "logaritmos"),
    ),
    "share": (
        *("share", "shares", "proportion", "probability"),
        *("probabilité", "proporción", "probabilidad"),
    ),
    "percentage": (
        *("%", "percent", "per cent", "percentage points"),
        *("pour cent", "points de pourcentage", "por ciento", "puntos porcentuales"),
    ),
}
_LOG: Final = re.compile(rf"\b({'|'.join(WORDS['logarithm'])})\b", re.IGNORECASE)


def measure_of(unit: str) -> Measure:
    """Say what a unit in a study's words is: a logarithm if it names one, else by the whole."""
    word = " ".join(unit.strip().lower().split())
    if _LOG.search(word):
        return "logarithm"
    return next((m for m in ("share", "percentage") if word in WORDS[m]), "plain")
