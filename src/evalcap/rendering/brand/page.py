"""A brand on a web page: a style sheet after the report's own, and a line above the title."""

from collections.abc import Iterator, Mapping
from html import escape
from typing import Final

from evalcap.rendering.brand.brand import Brand, FontCut
from evalcap.rendering.brand.colour import WHITE
from evalcap.rendering.brand.logo import data_address
from evalcap.rendering.brand.palette import Palette

# Fonts that a machine has in place of one it lacks, as in the report's own style sheet.
_FALLBACK: Final = "system-ui, sans-serif"
_BANNER: Final = """
.brand {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: 0.6rem 1rem;
  margin: 0 0 1.75rem;
  font-weight: 600;
  line-height: 1.3;
  color: var(--quiet);
}

.brand img {
  display: block;
  width: auto;
  height: auto;
  max-width: min(16rem, 60vw);
  max-height: 3.5rem;
}

.brand .in-the-dark {
  display: none;
}

.brand-foot {
  margin-top: 3rem;
  padding-top: 1rem;
  border-top: 1px solid var(--hair);
  font-size: 0.92rem;
  color: var(--quiet);
}
"""
_TWO_LOGOS: Final = """
@media screen and (prefers-color-scheme: dark) {
  .brand .in-the-light {
    display: none;
  }

  .brand .in-the-dark {
    display: block;
  }
}
"""
# A logo is drawn for a light ground: in the dark it keeps one.
_ONE_LOGO: Final = """
@media screen and (prefers-color-scheme: dark) {
  .brand img {
    padding: 0.4rem 0.6rem;
    background: %s;
    border-radius: 4px;
  }
}
"""
_FORMATS: Final[Mapping[str, str]] = {".ttf": "truetype", ".otf": "opentype"}
_MEDIA_TYPES: Final[Mapping[str, str]] = {".ttf": "font/ttf", ".otf": "font/otf"}


def style_sheet(brand: Brand) -> str:
    """Write what a brand adds to the style sheet of a page; it loads nothing."""
    return "".join(_rules(brand)).lstrip("\n")


def banner(brand: Brand) -> str:
    """Write the line above the title: the logo and the name; empty for a brand without either."""
    parts = [*_images(brand), _named(brand) if brand.name else ""]
    return f'<div class="brand">{"".join(parts)}</div>\n' if any(parts) else ""


def foot(brand: Brand) -> str:
    """Write the last line of a page, the name; empty for a brand that has none."""
    return f'<div class="brand-foot">{escape(brand.name)}</div>\n' if brand.name else ""


def _rules(brand: Brand) -> Iterator[str]:
    if brand.has_colours:
        yield from _colours(brand)
    yield from map(_font_face, brand.cuts)
    if brand.base:
        yield f"\nhtml {{\n  font-family: {_family(brand.base)};\n}}\n"
    if brand.headings:
        yield f"\nh1,\nh2,\nh3,\nh4,\nh5,\nh6 {{\n  font-family: {_family(brand.headings)};\n}}\n"
    yield _BANNER
    if brand.dark_logo:
        yield _TWO_LOGOS
    elif brand.logo:
        yield _ONE_LOGO % brand.on_screen()["paper"].hex


def _colours(brand: Brand) -> Iterator[str]:
    light = brand.on_screen()
    yield _root(light, "")
    if light["paper"] != WHITE:
        # Figures are drawn on white, which must not end at their letters.
        yield "\nfigure img {\n  padding: 0.6rem;\n}\n"
    yield f"\n@media screen and (prefers-color-scheme: dark) {{\n{_root(brand.in_the_dark())}}}\n"
    yield f"\n@media print {{\n{_root(brand.on_paper())}}}\n"


def _root(colours: Palette, indent: str = "  ") -> str:
    lines = "".join(f"{indent}  --{name}: {colour.hex};\n" for name, colour in colours.items())
    return f"{indent}:root {{\n{lines}{indent}}}\n"


def _family(name: str) -> str:
    return f'"{name}", {_FALLBACK}'


def _font_face(cut: FontCut) -> str:
    suffix = cut.file.suffix.lower()
    address = data_address(cut.file, _MEDIA_TYPES[suffix])
    return (
        f'\n@font-face {{\n  font-family: "{cut.family}";\n  font-weight: {cut.weight};\n'
        f"  font-style: {cut.style};\n"
        f'  src: url("{address}") format("{_FORMATS[suffix]}");\n}}\n'
    )


def _named(brand: Brand) -> str:
    # Who cannot see hears the name once, where the logo says no more than that.
    is_said = brand.logo is not None and brand.logo.alt == brand.name
    hidden = ' aria-hidden="true"' if is_said else ""
    return f"<span{hidden}>{escape(brand.name)}</span>"


def _images(brand: Brand) -> Iterator[str]:
    for picture, shown in ((brand.logo, "in-the-light"), (brand.dark_logo, "in-the-dark")):
        if picture:
            address = data_address(picture.file)
            yield f'<img class="{shown}" src="{address}" alt="{escape(picture.alt)}">'
