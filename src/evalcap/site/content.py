"""What the pages are about, and how one of them is filled."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from evalcap.compact.editions import Edition
from evalcap.compact.templating import Style, filled
from evalcap.portfolio import Portfolio
from evalcap.portfolio.gaps import GapMap
from evalcap.portfolio.synthesis import Group, Synthesis, groups, synthesise
from evalcap.site.gap_page import gap_maps

TEMPLATES: Final = Path(__file__).with_name("templates")


@dataclass(frozen=True, slots=True)
class Content:
    """What the pages are about.

    Attributes
    ----------
    syntheses
        Those that could be made, by the name of their group.
    """

    portfolio: Portfolio
    groups: tuple[Group, ...]
    syntheses: Mapping[str, Synthesis]
    maps: tuple[GapMap, ...]

    @classmethod
    def of(cls, portfolio: Portfolio) -> Self:
        """Put effects together and lay out the maps."""
        found = groups(portfolio)
        syntheses = {g.name: s for g in found if (s := synthesise(g)) is not None}
        return cls(portfolio, found, syntheses, gap_maps(portfolio))


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its template, its name in the navigation, and what it shows."""

    template: str
    here: str
    content: Mapping[str, object]

    def filled(self, address: str, style: Style, edition: Edition) -> str:
        """Write the page that stands at an address inside an edition of the site."""
        return filled(
            self.template,
            style,
            edition.words,
            self.content,
            here=self.here,
            above="../" * address.count("/"),
            elsewhere=edition.elsewhere(address),
            templates=(TEMPLATES,),
        )
