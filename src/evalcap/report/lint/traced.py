"""Numbers in what authors wrote, each traced to a number of the evidence."""

import re
from collections.abc import Iterable, Iterator, Mapping
from math import expm1

from evalcap.evidence import Evidence
from evalcap.report.lint.finding import LintFinding

# A number by itself: no part of a name, of a date or of a reference such as 11(c).
_NUMBER = re.compile(r"(?<![\w.,/(:-])\d+(?:[,.\u00a0\u202f]\d+)*(?![\w(/:-])")
_SHORTCODE = re.compile(r"\{\{<.*?>\}\}")
_SMALL = 12
_GROUP = 3
_YEARS = range(1900, 2101)
_LEVELS = frozenset({90.0, 95.0, 99.0, 100.0})
_MOST_LOG = 5.0


def untraced(texts: Mapping[str, str], evidence: Evidence, language: str) -> Iterator[LintFinding]:
    """Find numbers that no number of the evidence rounds to.

    Counts up to twelve, years and levels of confidence are ordinary words. Numbers printed with
    `{{< var ... >}}` come from the evidence, and are passed over.

    Parameters
    ----------
    texts
        What authors wrote, by the place where it stands.
    language
        That they are written in, which decides what a comma and a full stop mean.
    """
    known, english = numbers_of(evidence), language == "en"
    for where, text in texts.items():
        for token in _NUMBER.findall(_SHORTCODE.sub(" ", text)):
            read = _reading(token, english=english)
            if read and not _ordinary(token, read[0]) and not _rounds_to(*read, known):
                yield LintFinding(
                    rule="number",
                    severity="warning",
                    where=where,
                    what=f"{token} is no number of the evidence. Print it with "
                    "{{< var ... >}}, or say where it comes from.",
                )


def numbers_of(evidence: Evidence) -> frozenset[float]:
    """Gather every number of the evidence, also as per cent and without its sign."""
    found = set(_numbers(evidence.model_dump(mode="json")))
    percent = {100 * expm1(v) for v in found if abs(v) <= _MOST_LOG} | {100 * v for v in found}
    return frozenset(abs(v) for v in found | percent)


def _numbers(value: object) -> Iterator[float]:
    if isinstance(value, Mapping):
        for inner in value.values():
            yield from _numbers(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _numbers(inner)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield float(value)


def _reading(token: str, *, english: bool) -> tuple[float, int] | None:
    """Read a number with how many decimals it has; None for what only looks like one: 1.2.3."""
    thousands, decimal = (",", ".") if english else (".", ",")
    spaced = token.replace("\u00a0", thousands).replace("\u202f", thousands)
    whole, _, decimals = spaced.partition(decimal)
    first, *groups = whole.split(thousands)
    if any(len(group) != _GROUP for group in groups) or (decimals and not decimals.isdecimal()):
        return None
    return float("".join([first, *groups]) + "." + (decimals or "0")), len(decimals)


def _ordinary(token: str, value: float) -> bool:
    year = token.isdecimal() and int(token) in _YEARS
    return year or (value.is_integer() and (value <= _SMALL or value in _LEVELS))


def _rounds_to(value: float, decimals: int, known: Iterable[float]) -> bool:
    half = 0.5 * 10**-decimals * (1 + 1e-9)
    return any(abs(number - value) <= half for number in known)
