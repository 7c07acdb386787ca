"""A study's own words in further languages: read, held to the originals, put in their place."""

from evalcap.translations.model import Translation
from evalcap.translations.telling import told
from evalcap.translations.texts import Authored, Place, Texts, written_place
from evalcap.translations.untranslated import Untranslated, language_of

__all__ = [
    "Authored",
    "Place",
    "Texts",
    "Translation",
    "Untranslated",
    "language_of",
    "told",
    "written_place",
]
