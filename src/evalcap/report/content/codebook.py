"""The codebook: what the columns are that the evaluation reads."""

from collections.abc import Iterator

from evalcap.evidence import Evidence
from evalcap.evidence.variables import VariableRecord
from evalcap.report.markdown import Markdown, Text, in_language, literal, said, table
from evalcap.translations.untranslated import Untranslated
from evalcap.words import Catalogue
from evalcap.words.names import capitalised, listed, named, series, title
from evalcap.words.recorded import retold

_MOST_CODES = 12
# Definitions of our own need no source beside the table.
_OWN = "evalcap's own definition"


def codebook_table(evidence: Evidence, words: Catalogue) -> Markdown | None:
    """Tabulate the columns; None where the evidence does not describe them."""
    if not evidence.variables:
        return None
    header = [words.say(f"codebook.{key}") for key in ("column", "meaning", "holds", "used")]
    rows = [
        (v.name, meaning(v, evidence, words), holds(v, evidence, words), used(v, words))
        for v in evidence.variables
    ]
    return table(header, rows, widths=(22, 30, 28, 20))


def codebook_origin(evidence: Evidence, words: Catalogue) -> Text:
    """Say where definitions come from; empty where they are all our own."""
    named_once = dict.fromkeys(_origins(evidence, words))
    if not named_once:
        return ""
    sources = series(map(str, named_once), words)
    return said(words, "codebook.origin", sources=Markdown(sources))


def meaning(variable: VariableRecord, evidence: Evidence, words: Catalogue) -> str:
    """Say what a column is: an outcome by the study's own label, any other by its definition.

    Text in another language than the report's says so; what nobody has described is told by its
    name.
    """
    if "outcome" in variable.roles:
        return capitalised(evidence.outcome(variable.name).label)
    told = variable.label
    if not told or words.language in told:
        return told.get(words.language, title(variable.name))
    language = next(iter(told))
    return Untranslated(told[language], language)


def holds(variable: VariableRecord, evidence: Evidence, words: Catalogue) -> str:
    """Say what a cell holds: its kind, its unit or the values of its code list."""
    own = "outcome" in variable.roles
    unit = evidence.outcome(variable.name).unit if own else variable.unit
    kind = named("kind", variable.kind, words)
    if unit.strip():
        told = unit if own else retold(unit, words, {}).text
        return words.say("codebook.in_unit", kind=kind, unit=told)
    if not variable.codes:
        return kind
    labels = [code.label.get(words.language, code.name) for code in variable.codes]
    if len(labels) > _MOST_CODES:
        return words.say("codebook.of_many", kind=kind, n=len(labels))
    return words.say("codebook.of_codes", kind=kind, codes=", ".join(labels))


def used(variable: VariableRecord, words: Catalogue) -> str:
    """Say what a column is used as."""
    return capitalised(listed((words.say(f"variable.{role}") for role in variable.roles), words))


def _origins(evidence: Evidence, words: Catalogue) -> Iterator[Text]:
    """Give the titles of sources, which are in English, each with a mark if it was not read."""
    for variable in evidence.variables:
        if variable.source and variable.source != _OWN:
            title_ = _in_english(variable.source, words)
            unsure = said(words, "codebook.unconfirmed", source=title_)
            yield title_ if variable.confirmed else unsure


def _in_english(text: str, words: Catalogue) -> Markdown:
    return Markdown(literal(text)) if words.language == "en" else in_language(text, "en")
