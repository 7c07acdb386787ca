"""An organisation's brand as reports use it."""

from dataclasses import dataclass
from pathlib import Path

from evalcap.rendering.brand.palette import (
    NOTHING,
    Palette,
    Told,
    dark_palette,
    palette,
    print_palette,
)

BRAND = "_brand.yml"


@dataclass(frozen=True, slots=True)
class Picture:
    """One form of a logo.

    Attributes
    ----------
    file
        An SVG, PNG or JPEG that was found safe.
    alt
        What it shows, in words.
    """

    file: Path
    alt: str


@dataclass(frozen=True, slots=True)
class FontCut:
    """A file with one weight and style of a font, `weight` and `style` as style sheets say them."""

    family: str
    file: Path
    weight: str
    style: str


@dataclass(frozen=True, slots=True)
class Brand:
    """A brand that was read and found fit for use.

    Attributes
    ----------
    name
        The organisation's name; empty if the brand does not say it.
    short
        The name that stands above every page, where there is little room.
    logo, dark_logo
        The logo, and the one for a page in the dark, if there are any.
    light, dark
        Colours named for a page in the light and in the dark.
    base, headings
        The families that text and headings are set in; None for the house's own.
    cuts
        The files of fonts that are carried along.
    """

    name: str = ""
    short: str = ""
    logo: Picture | None = None
    dark_logo: Picture | None = None
    light: Told = NOTHING
    dark: Told = NOTHING
    base: str | None = None
    headings: str | None = None
    cuts: tuple[FontCut, ...] = ()

    @property
    def has_colours(self) -> bool:
        """Whether the brand names any colour."""
        return not (self.light.is_empty and self.dark.is_empty)

    @property
    def needs_installed_fonts(self) -> bool:
        """Whether a font is to be taken from the machine, because no file holds it."""
        carried = {cut.family for cut in self.cuts}
        return any(family not in carried for family in (self.base, self.headings) if family)

    def on_screen(self) -> Palette:
        """Give the colours of a page in the light."""
        return palette(self.light)

    def in_the_dark(self) -> Palette:
        """Give the colours of a page in the dark."""
        return dark_palette(self.light, self.dark)

    def on_paper(self) -> Palette:
        """Give the colours of print."""
        return print_palette(self.light)
