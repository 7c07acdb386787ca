"""Texts that the evidence holds in English, as a report in any language shows them."""

from collections.abc import Mapping

from evalcap.report.markdown import Text, in_language
from evalcap.words import Catalogue
from evalcap.words.recorded import retold


def shown(recorded: str, words: Catalogue, labels: Mapping[str, str] | None = None) -> Text:
    """Tell a recorded text in the report's language, or mark it as English.

    Parameters
    ----------
    recorded
        A check's sentence, a note, a reason.
    labels
        Names of outcomes, with what a reader calls them.
    """
    told = retold(recorded, words, labels or {})
    return told.text if told.language == words.language else in_language(told.text, told.language)
