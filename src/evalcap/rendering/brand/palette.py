"""The colours of a report, made from the few that a brand names.

Names are those of the style sheet: `paper`, `ink` and so on. Where a brand names a colour, it
stays as it is, or is refused where it cannot be read; all others are made so that they can be.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from evalcap.rendering.brand.colour import (
    ENOUGH,
    WHITE,
    Colour,
    contrast,
    is_readable,
    luminance,
    mix,
    readable,
    tinted,
)

Palette = Mapping[str, Colour]

_TONES: Final[Mapping[str, Colour]] = {
    "tip": Colour(0x1F, 0x6B, 0x45),
    "important": Colour(0x6B, 0x3F, 0xA0),
    "warning": Colour(0x8A, 0x4B, 0x00),
    "caution": Colour(0xA3, 0x26, 0x2A),
}
_DARK: Final = 0.2  # luminance of a ground that calls for light text
_TINT: Final = 0.08
_AT_EASE: Final = 7  # contrast of colours made for dark grounds, where the least tires the eye


class Essentials(NamedTuple):
    """The three colours that all others are made from: of text, of its ground, of headings."""

    ink: Colour
    paper: Colour
    accent: Colour


@dataclass(frozen=True, slots=True)
class Told:
    """The colours that a brand names for one way of showing a page; None for one it does not."""

    foreground: Colour | None = None
    background: Colour | None = None
    primary: Colour | None = None

    def over(self, house: Essentials) -> Essentials:
        """Take what is not named from the colours of the house."""
        ink, paper = self.foreground or house.ink, self.background or house.paper
        return Essentials(ink, paper, self.primary or house.accent)

    @property
    def is_empty(self) -> bool:
        """Whether no colour is named."""
        return self == NOTHING


NOTHING: Final = Told()
HOUSE: Final = Essentials(Colour(0x1B, 0x27, 0x33), WHITE, Colour(0x1D, 0x4F, 0x7C))
_NIGHT: Final = (Colour(0xE6, 0xEB, 0xF0), Colour(0x12, 0x18, 0x1E))  # ink and paper


def unreadable(light: Told, dark: Told) -> Iterator[str]:
    """Name each pair of colours of which the brand names one, and which could not be read."""
    yield from _unreadable(light, light.over(HOUSE), "")
    # What is made for the dark can be read; only a colour that is named for it may not.
    yield from _unreadable(dark, _essentials_in_the_dark(light, dark), " in the dark")


def palette(light: Told) -> Palette:
    """Make the colours of a page in the light."""
    return _complete(light.over(HOUSE))


def dark_palette(light: Told, dark: Told) -> Palette:
    """Make the colours of a page in the dark; a ground that is dark already stays as it is."""
    return _complete(_essentials_in_the_dark(light, dark))


def print_palette(light: Told) -> Palette:
    """Make the colours of a printed page: paper is white, whatever the ground on a screen."""
    ink, _, accent = light.over(HOUSE)
    kept = ink if is_readable(ink, [WHITE]) else HOUSE.ink
    return _complete(Essentials(kept, WHITE, readable(accent, [WHITE])))


def _essentials_in_the_dark(light: Told, dark: Told) -> Essentials:
    ground = light.background
    if ground is not None and luminance(ground) < _DARK:
        return dark.over(light.over(HOUSE))
    ink, paper = dark.foreground or _NIGHT[0], dark.background or _NIGHT[1]
    lightened = readable(light.over(HOUSE).accent, [paper], least=_AT_EASE)
    return Essentials(ink, paper, dark.primary or lightened)


def _unreadable(told: Told, used: Essentials, where: str) -> Iterator[str]:
    for name, text in (("foreground", used.ink), ("primary", used.accent)):
        is_named = getattr(told, name) is not None or told.background is not None
        if is_named and not is_readable(text, [used.paper]):
            yield (
                f"color.{name}: {text.hex} cannot be read on the background {used.paper.hex}{where}"
                f": their contrast is {_shown(contrast(text, used.paper))}, and at least {ENOUGH} "
                "is needed"
            )


def _complete(essentials: Essentials) -> Palette:
    ink, paper, accent = essentials
    wash = tinted(paper, ink, 0.05, [ink, accent])
    quiet = readable(mix(ink, paper, 0.25), [paper, wash])
    least = _AT_EASE if luminance(paper) < _DARK else ENOUGH
    tones = {n: readable(tone, [paper], least=least) for n, tone in _TONES.items()}
    tones["note"] = accent
    washes = {f"{n}-wash": tinted(paper, tone, _TINT, [ink, tone]) for n, tone in tones.items()}
    plain = {"paper": paper, "ink": ink, "quiet": quiet, "accent": accent}
    return plain | {"hair": mix(paper, ink, 0.2), "wash": wash} | tones | washes


def _shown(ratio: float) -> str:
    """Write a contrast so that one just short of enough does not look like enough."""
    return f"{int(ratio * 100) / 100:.2f}"
