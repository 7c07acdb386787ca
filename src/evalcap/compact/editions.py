"""The site in each of its languages: where it lies, and what leads from one to another."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from evalcap.words import Catalogue, Language, known_languages, report_places
from evalcap.words.catalogue import site_catalogue


@dataclass(frozen=True, slots=True)
class Edition:
    """The pages in one language: those in the first lie in the site's folder, others in their own.

    Attributes
    ----------
    languages
        All that the site is written in.
    """

    language: Language = "en"
    languages: tuple[Language, ...] = ("en",)

    @classmethod
    def all_in(cls, languages: Iterable[str]) -> tuple[Self, ...]:
        """Give an edition for each language that there is a catalogue for, the first in front."""
        known = known_languages(languages)
        return tuple(cls(language, known) for language in known)

    @property
    def words(self) -> Catalogue:
        """What its pages are written with."""
        return site_catalogue(self.language)

    @property
    def place(self) -> str:
        """Its folder inside the site's; empty for the first."""
        return report_places(self.languages)[self.language]

    def root(self, address: str) -> str:
        """Say what leads from a page to the folder of the site, where all studies lie.

        Parameters
        ----------
        address
            Of the page inside the edition, such as `compact/index.html`.
        """
        return "../" * (address.count("/") + bool(self.place))

    def data(self, address: str) -> str:
        """Say what leads from a page in `compact` to the files that are made for machines."""
        return f"{self.root(address)}compact/" if self.place else ""

    def elsewhere(self, address: str) -> tuple[tuple[Language, str], ...]:
        """Give each other language with what leads to the same page in it."""
        places = report_places(self.languages).items()
        return tuple(
            (language, self.root(address) + (f"{place}/{address}" if place else address))
            for language, place in places
            if language != self.language
        )


ENGLISH = Edition()
