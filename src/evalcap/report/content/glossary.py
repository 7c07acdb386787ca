"""Terms that this report uses, explained, and its acronyms spelled out."""

import unicodedata
from collections.abc import Iterator

from evalcap.evidence import Evidence
from evalcap.report.markdown import Markdown, strong, table
from evalcap.words import Catalogue
from evalcap.words.catalogue import read_words
from evalcap.words.scale import scale_for


def glossary_table(evidence: Evidence, words: Catalogue) -> Markdown:
    """Tabulate the terms that occur, in the order of the alphabet."""
    rows = [(strong(term), meaning) for term, meaning in glossary_terms(evidence, words)]
    header = [words.say(f"glossary.{key}") for key in ("term", "meaning")]
    return table(header, rows, widths=(30, 70))


def glossary_terms(evidence: Evidence, words: Catalogue) -> tuple[tuple[str, str], ...]:
    """Explain the terms that occur, in the order of the alphabet."""
    return tuple((_headword(term), term["meaning"]) for term in _terms(evidence, words))


def acronyms_of(evidence: Evidence, words: Catalogue) -> frozenset[str]:
    """Name the acronyms that the list of terms spells out."""
    acronyms = [term.get("acronym", "") for term in _terms(evidence, words)]
    return frozenset(word for acronym in acronyms for word in acronym.split())


def _terms(evidence: Evidence, words: Catalogue) -> list[dict[str, str]]:
    occurring = set(_occurring(evidence))
    terms = read_words(words.language, "glossary").values()
    return sorted((term for term in terms if occurring & set(term["when"])), key=_place)


def _place(term: dict[str, str]) -> str:
    """Sort accented letters with plain ones, as dictionaries do."""
    apart = unicodedata.normalize("NFKD", term["term"].casefold())
    return "".join(char for char in apart if not unicodedata.combining(char))


def _headword(term: dict[str, str]) -> str:
    acronym = term.get("acronym")
    return f"{term['term']} ({acronym})" if acronym else term["term"]


def _occurring(evidence: Evidence) -> Iterator[str]:
    """Name everything in the evidence that a term may be about."""
    yield "always"
    for analysis in evidence.analyses:
        yield analysis.estimator
        yield from analysis.options
        if analysis.experimental:
            yield "experimental"
    for outcome in evidence.outcomes:
        if scale_for(outcome.unit, ()).kind == "percent":
            yield "log"
        if outcome.smallest_effect:
            yield "smallest"
    if evidence.design.cluster is not None:
        yield "clusters"
    if any(g.grade is not None for g in evidence.grades):
        yield "graded"
