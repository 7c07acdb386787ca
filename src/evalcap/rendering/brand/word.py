"""A brand in a Word document: properties, colours, fonts, and the lines above its pages."""

import re
from collections.abc import Callable, Mapping
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from evalcap.rendering.brand.brand import Brand
from evalcap.rendering.brand.raster import Raster, raster
from evalcap.rendering.package import OFFICE, register, unzipped, zipped

# The house's colours as the styles have them, to names in a palette.
_COLOURS: Final[Mapping[str, str]] = {
    "1D4F7C": "accent",
    "1B2733": "ink",
    "52606D": "quiet",
    "C9D2DA": "hair",
    "F3F6F8": "wash",
    "EEF4FA": "note-wash",
    "1F6B45": "tip",
    "EDF7F1": "tip-wash",
    "6B3FA0": "important",
    "F4EFFA": "important-wash",
    "8A4B00": "warning",
    "FDF4E7": "warning-wash",
    "A3262A": "caution",
    "FCEFEF": "caution-wash",
}
_COLOUR: Final = re.compile(r'(w:(?:color|fill|val)=")([0-9A-F]{6})"')
# The headings that the house styles itself; deeper ones are Pandoc's, with fonts of their own.
_HEADING: Final = re.compile(
    r'(<w:style [^>]*w:styleId="(?:Title|Heading[1-4])"(?:(?!</w:style>).)*?<w:rPr>)', re.DOTALL
)
_FIRST_SIZE: Final = re.compile(r"(<w:rPrDefault>.*?)(<w:sz )", re.DOTALL)
_WORDS: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_DRAWINGS: Final = "http://schemas.openxmlformats.org/drawingml/2006"
_TYPES: Final = "[Content_Types].xml"
_FIRST: Final = "rIdBrandHeader"
# EMU, of which there are 36,000 to the millimetre: of the logo, the text, a letter of the name.
_HIGH, _WIDEST, _TEXT, _LETTER = 14 * 36_000, 60 * 36_000, 155 * 36_000, 60_000


def dress_word(document: bytes, brand: Brand, *, own_styles: bool = False) -> bytes:
    """Give a Word document the brand.

    Parameters
    ----------
    document
        The document, in the styles of the house.
    own_styles
        Whether it has the styles of somebody's own reference document instead; then it keeps them,
        with their header, and only its properties say whose it is.
    """
    parts = unzipped(document)
    if brand.name:
        _sign(parts, brand.name)
    if not own_styles:
        _change(parts, "word/styles.xml", lambda styles: _styled(styles, brand))
        if brand.name:
            _change(
                parts, "word/header1.xml", lambda header: _named(header, brand.short or brand.name)
            )
        if brand.name or brand.logo:
            _open_with(parts, brand)
    return zipped(parts)


def _sign(parts: dict[str, bytes], name: str) -> None:
    """Say in the document's properties which organisation it comes from."""
    said = escape(name)
    author = f"<dc:creator>{said}</dc:creator>"
    company = f"<Company>{said}</Company></Properties>"
    _replace(parts, "docProps/core.xml", "<dc:creator></dc:creator>", author)
    _replace(parts, "docProps/app.xml", "</Properties>", company)


def _change(parts: dict[str, bytes], name: str, change: Callable[[str], str]) -> None:
    """Change a part, where the document has it."""
    if name in parts:
        parts[name] = change(parts[name].decode()).encode()


def _replace(parts: dict[str, bytes], name: str, old: str, new: str) -> None:
    _change(parts, name, lambda text: text.replace(old, new))


def _styled(styles: str, brand: Brand) -> str:
    if brand.has_colours:
        colours = brand.on_paper()
        named = {house: colours[name].hex[1:].upper() for house, name in _COLOURS.items()}
        styles = _COLOUR.sub(lambda m: f'{m[1]}{named.get(m[2], m[2])}"', styles)
    if brand.light.foreground:
        ink = brand.on_paper()["ink"].hex[1:].upper()
        styles = _FIRST_SIZE.sub(rf'\g<1><w:color w:val="{ink}"/>\g<2>', styles, count=1)
    if brand.base:
        styles = styles.replace('"Calibri"', quoteattr(brand.base))
    if brand.headings:
        styles = _HEADING.sub(lambda m: m[1] + _font(brand.headings or ""), styles)
    return styles


def _font(family: str) -> str:
    named = quoteattr(family)
    return f"<w:rFonts w:ascii={named} w:hAnsi={named} w:eastAsia={named} w:cs={named}/>"


def _named(header: str, name: str) -> str:
    """Begin the line above each page with the organisation's name."""
    return header.replace("</w:pPr>", f"</w:pPr>{_said(f'{name} · ')}", 1)


def _open_with(parts: dict[str, bytes], brand: Brand) -> None:
    """Put logo and name above the first page."""
    picture = raster(brand.logo.file) if brand.logo else None
    shown = _pictured(parts, picture, brand.logo.alt) if picture and brand.logo else ""
    lines = [shown + _said(f"  {brand.name}" if shown else brand.name)]
    if picture and _width(picture) + len(brand.name) * _LETTER > _TEXT:
        lines = [shown, _said(brand.name)]
    parts["word/header-brand.xml"] = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<w:hdr xmlns:w="{_WORDS}" xmlns:r="{OFFICE}" '
        f'xmlns:wp="{_DRAWINGS}/wordprocessingDrawing" xmlns:a="{_DRAWINGS}/main" '
        f'xmlns:pic="{_DRAWINGS}/picture">{"".join(map(_line, lines))}</w:hdr>'
    ).encode()
    register(parts, "header", "header-brand.xml", _FIRST)
    _change(parts, "word/document.xml", _with_first_header)


def _line(runs: str) -> str:
    """Write a line of the header without the rule under it."""
    return (
        '<w:p><w:pPr><w:pStyle w:val="Header"/><w:pBdr><w:bottom w:val="nil"/></w:pBdr>'
        '<w:spacing w:after="160"/><w:textAlignment w:val="center"/></w:pPr>'
        f"{runs}</w:p>"
    )


def _with_first_header(document: str) -> str:
    """Refer to the header of the first page from the section that ends the document."""
    before, section, rest = document.rpartition("<w:sectPr")
    if not section:
        return document
    end = rest.index(">") + 1
    reference = f'<w:headerReference xmlns:r="{OFFICE}" w:type="first" r:id="{_FIRST}"/>'
    return f"{before}{section}{rest[:end]}{reference}{rest[end:]}"


def _pictured(parts: dict[str, bytes], picture: Raster, alt: str) -> str:
    """Carry the logo along, and write where it stands."""
    name = f"brand-logo{picture.suffix}"
    parts[f"word/media/{name}"] = picture.content
    parts["word/_rels/header-brand.xml.rels"] = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<Relationships xmlns="http://schemas.'
        'openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/image" Target="media/{name}"/></Relationships>'
    ).encode()
    kind = "png" if picture.suffix == ".png" else "jpeg"
    known = f'Extension="{picture.suffix[1:]}"'
    if known.encode() not in parts.get(_TYPES, b""):
        entry = f'<Default {known} ContentType="image/{kind}"/></Types>'
        _replace(parts, _TYPES, "</Types>", entry)
    return _drawing(picture, alt)


def _width(picture: Raster) -> int:
    return min(_WIDEST, round(_HIGH * picture.proportion))


def _drawing(picture: Raster, alt: str) -> str:
    wide = _width(picture)
    extent = f'cx="{wide}" cy="{round(wide / picture.proportion)}"'
    named = f'id="1" name="logo" descr={quoteattr(alt)}'
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/>'
        f'<wp:docPr {named}/><a:graphic><a:graphicData uri="{_DRAWINGS}/picture"><pic:pic>'
        f"<pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>"
        '<pic:blipFill><a:blip r:embed="rId1"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def _said(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
