"""Text that stays in the language its authors wrote in."""

from typing import Self


class Untranslated(str):
    """A whole text in another language than the page around it, which marks it as such.

    Attributes
    ----------
    language
        What it is written in.
    """

    __slots__ = ("language",)
    language: str

    def __new__(cls, text: str, language: str) -> Self:
        """Note the language of a text."""
        made = super().__new__(cls, text)
        made.language = language
        return made

    def reworded(self, text: str) -> Self:
        """Say of another form of the text, such as one with a capital, what language it is in."""
        return type(self)(text, self.language)


def language_of(*texts: str, otherwise: str) -> str:
    """Say what texts are written in; `otherwise` unless one of them is marked."""
    return next((text.language for text in texts if isinstance(text, Untranslated)), otherwise)
