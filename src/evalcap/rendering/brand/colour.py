"""Colours, and whether one can be read on another."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

# What WCAG 2.2 asks of text of ordinary size at level AA.
ENOUGH: Final = 4.5
_FULL: Final = 255
_STEPS: Final = 50
_LINEAR: Final = 0.04045  # below this sRGB is a straight line


class Colour(NamedTuple):
    """Red, green and blue, each from 0 to 255."""

    red: int
    green: int
    blue: int

    @property
    def hex(self) -> str:
        """Write it as #1d4f7c."""
        return f"#{self.red:02x}{self.green:02x}{self.blue:02x}"


BLACK: Final = Colour(0, 0, 0)
WHITE: Final = Colour(_FULL, _FULL, _FULL)


def read_colour(text: str) -> Colour | None:
    """Read a colour as style sheets write it: #1d4f7c, rgb(29, 79, 124), navy.

    Returns
    -------
    Colour or None
        None for what is no colour, or one that lets something shine through.
    """
    from PIL import ImageColor  # noqa: PLC0415 - only where there is a brand

    try:
        channels = ImageColor.getrgb(text.strip())
    except ValueError:
        return None
    # rgb(300, 0, 0) is read without a complaint.
    solid = len(channels) == len(Colour._fields) and max(channels) <= _FULL
    return Colour(*channels) if solid else None


def luminance(colour: Colour) -> float:
    """Take the relative luminance of a colour as WCAG 2.2 defines it: black is 0, white is 1."""
    red, green, blue = (_linear(channel / _FULL) for channel in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    """Take the contrast of two colours as WCAG 2.2 defines it, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """Mix a share of another colour, from 0 to 1, into one."""
    return Colour(*(round(a + (b - a) * share) for a, b in zip(one, other, strict=True)))


def is_readable(text: Colour, grounds: Iterable[Colour], *, least: float = ENOUGH) -> bool:
    """Whether text in a colour can be read on every one of the grounds."""
    return all(contrast(text, ground) >= least for ground in grounds)


def readable(text: Colour, grounds: Sequence[Colour], *, least: float = ENOUGH) -> Colour:
    """Darken or lighten a colour no further than it takes to be read on every ground."""
    pole = max((BLACK, WHITE), key=lambda end: contrast(end, grounds[0]))
    shades = (mix(text, pole, step / _STEPS) for step in range(_STEPS + 1))
    fit = (shade for shade in shades if is_readable(shade, grounds, least=least))
    return next(fit, pole)


def tinted(ground: Colour, tint: Colour, share: float, texts: Sequence[Colour]) -> Colour:
    """Tint a ground by a share at most, and only so far that every text can be read on it."""
    shares = (share * step / _STEPS for step in range(_STEPS, 0, -1))
    tints = (mix(ground, tint, part) for part in shares)
    return next((made for made in tints if all(is_readable(t, [made]) for t in texts)), ground)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= _LINEAR else ((channel + 0.055) / 1.055) ** 2.4
