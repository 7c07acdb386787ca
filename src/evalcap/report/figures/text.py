"""Text in figures: only what the house's font can draw."""

import textwrap
from functools import cache

from matplotlib.font_manager import FontProperties, findfont
from matplotlib.ft2font import FT2Font

_REPLACEMENT = "?"


def drawable(text: str, most: int = 60) -> str:
    """Replace what the font has no letter for, flatten line breaks and shorten."""
    known = _letters()
    flat = " ".join(text.split())
    drawn = "".join(char if ord(char) in known else _REPLACEMENT for char in flat)
    return drawn if len(drawn) <= most else drawn[: most - 1].rstrip() + "…"


def in_two_lines(text: str, width: int) -> str:
    """Break text that is wider than a line once; what two lines cannot hold is cut off."""
    shown = drawable(text, 2 * width)
    first, *rest = textwrap.wrap(shown, width) or [""]
    return f"{first}\n{drawable(' '.join(rest), width)}" if rest else first


@cache
def _letters() -> frozenset[int]:
    return frozenset(FT2Font(findfont(FontProperties(family="DejaVu Sans"))).get_charmap())
