"""Acronyms are spelled out where a reader meets them first, or in the list of terms."""

import re
from collections.abc import Collection, Iterator

from evalcap.report.lint.finding import LintFinding

_ACRONYM = re.compile(r"(?<![\w.-])[A-Z]{2,6}(?![\w.]|-\d)")
# Nothing but acronyms, and the words that a language links them with: (OECD DAC), (CAD de l’OCDE).
_LINK = r"(?:of|the|and|de|du|des|del|la|et|y) |(?:de )?[ld][’']"
_IN_BRACKETS = re.compile(rf"\((?:[A-Z]+(?:, | |(?=\)))|{_LINK})+\)")
# Words of everyday writing and numerals, which nobody spells out.
_ORDINARY = frozenset(
    [
        "PDF",
        "HTML",
        "XLSX",
        "CSV",
        "JSON",
        "SHA",
        "US",
        "USA",
        "UK",
        "UN",
        "EU",
        "OK",
        "ID",
        "TV",
        "II",
        "III",
        "IV",
        "VI",
        "VII",
        "VIII",
        "IX",
        "XI",
        "XII",
        "MIT",
    ]
)


def unexplained(blocks: Collection[str], explained: Collection[str]) -> Iterator[LintFinding]:
    """Find acronyms whose first use neither spells them out nor the list of terms explains.

    Parameters
    ----------
    blocks
        Text of the report in its order.
    explained
        Acronyms of the list of terms.
    """
    met = set(explained) | _ORDINARY
    for block in blocks:
        bracketed = {a for b in _IN_BRACKETS.findall(block) for a in _ACRONYM.findall(b)}
        for found in _ACRONYM.finditer(block):
            acronym = found[0]
            followed = block[found.end() : found.end() + 2] == " ("
            if acronym not in met | bracketed and not followed and not block.isupper():
                yield LintFinding(
                    rule="acronym",
                    severity="warning",
                    where=f"“{block[:60]}”",
                    what=f"{acronym} is not spelled out where it is first used.",
                )
            met.add(acronym)
