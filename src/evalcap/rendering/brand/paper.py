"""A brand on paper: what the Typst template takes in place of the house's own."""

from collections.abc import Iterator

from evalcap.rendering.brand.brand import Brand
from evalcap.rendering.brand.palette import Palette

# Names in the template to names in the palette.
_NAMES = {"ink": "ink", "quiet": "quiet", "house-colour": "accent", "hair": "hair", "wash": "wash"}
_KINDS = ("note", "tip", "important", "warning", "caution")
_FITTED = """\
#let fitted(pictured) = context {
  let high = pictured((height: 14mm))
  if measure(high).width > 60mm { pictured((width: 60mm)) } else { high }
}
"""


def typst_values(brand: Brand, logo: str | None) -> str:
    """Write a Typst file of values, which the template imports.

    Parameters
    ----------
    logo
        The logo's file, beside the one that is written; None for a brand without.
    """
    return _FITTED + "".join(f"#let {line}\n" for line in _values(brand, logo))


def _values(brand: Brand, logo: str | None) -> Iterator[str]:
    if brand.has_colours:
        yield from _colours(brand.on_paper())
    if brand.name:
        yield f"organisation = {_text(brand.name)}"
        yield f"running-name = {_text(brand.short or brand.name)}"
    if logo and brand.logo:
        alt = _text(brand.logo.alt)
        yield f"logo = fitted(extent => image({_text(logo)}, alt: {alt}, ..extent))"
    if brand.base:
        yield f"base-font = {_text(brand.base)}"
    if brand.headings:
        yield f"heading-font = {_text(brand.headings)}"


def _colours(colours: Palette) -> Iterator[str]:
    yield from (f'{name} = rgb("{colours[key].hex}")' for name, key in _NAMES.items())
    kinds = (f'{k}: (rgb("{colours[k].hex}"), rgb("{colours[f"{k}-wash"].hex}"))' for k in _KINDS)
    yield f"callout-kinds = ({', '.join(kinds)})"


def _text(text: str) -> str:
    """Write text as a string of Typst."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{escaped}"'
