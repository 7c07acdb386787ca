"""The Word document whose styles a report takes: Pandoc's own, restyled.

Made when it is needed rather than kept as a binary file. A `reference.docx` in the report's folder,
edited in Word, takes its place.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from evalcap.rendering.package import OFFICE, register, unzipped, zipped
from evalcap.rendering.process import run

REFERENCE = "reference.docx"

_LIMIT = 60.0  # seconds
_PARTS = Path(__file__).with_name("word_parts")
_STYLE = re.compile(r'<w:style [^>]*?w:styleId="(?P<id>[^"]+)".*?</w:style>', re.DOTALL)
_OLD_SECTION = re.compile(r"<w:sectPr[^>]*/>|<w:sectPr.*?</w:sectPr>", re.DOTALL)
_OLD_FONTS = re.compile(r"<w:rFonts w:asciiTheme.*?<w:szCs [^>]*/>", re.DOTALL)
_FURNITURE = {"header": "rId901", "footer": "rId902"}
# A4 with 25 mm margins, in twentieths of a point; the first page has no header.
_SECTION = (
    f'<w:sectPr xmlns:r="{OFFICE}">'
    '<w:headerReference w:type="default" r:id="rId901"/>'
    '<w:footerReference w:type="default" r:id="rId902"/>'
    '<w:footerReference w:type="first" r:id="rId902"/>'
    '<w:footnotePr><w:numRestart w:val="eachSect"/></w:footnotePr>'
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1417" w:right="1417" w:bottom="1417" w:left="1417"'
    ' w:header="709" w:footer="709" w:gutter="0"/><w:titlePg/></w:sectPr>'
)
_DEFAULTS = (
    '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Calibri" w:cs="Calibri"/>'
    '<w:sz w:val="22"/><w:szCs w:val="22"/>'
)
_CALLOUTS: Mapping[str, tuple[str, str]] = {
    "Note": ("1D4F7C", "EEF4FA"),
    "Tip": ("1F6B45", "EDF7F1"),
    "Important": ("6B3FA0", "F4EFFA"),
    "Warning": ("8A4B00", "FDF4E7"),
    "Caution": ("A3262A", "FCEFEF"),
}


def provide_reference(
    folder: Path, pandoc: Sequence[str | Path], environment: Mapping[str, str]
) -> None:
    """Put the reference document into a folder, unless the folder has one of its own.

    Parameters
    ----------
    folder
        The folder where a document is rendered.
    pandoc
        The command that runs the Pandoc whose own reference document is restyled.
    environment
        The environment to run it in.
    """
    if (folder / REFERENCE).exists():
        return
    carried = folder / "carried.docx"
    # The order matters: Pandoc prints as soon as it reads that it should.
    asked = [*pandoc, "--output", carried.name, "--print-default-data-file", "reference.docx"]
    run(asked, folder=folder, environment=environment, time_limit=_LIMIT)
    (folder / REFERENCE).write_bytes(restyled(carried.read_bytes()))


def restyled(document: bytes) -> bytes:
    """Give a Word document the report's styles, header and footer."""
    parts = unzipped(document)
    parts["word/styles.xml"] = _with_styles(parts["word/styles.xml"].decode()).encode()
    parts["word/document.xml"] = _with_section(parts["word/document.xml"].decode()).encode()
    for part, identifier in _FURNITURE.items():
        parts[f"word/{part}1.xml"] = (_PARTS / f"{part}1.xml").read_bytes()
        register(parts, part, f"{part}1.xml", identifier)
    return zipped(parts)


def with_whole_rows(document: bytes) -> bytes:
    """Keep each row of a table on one page, which LibreOffice does not take from a style."""
    parts = unzipped(document)
    whole = b"<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc>"
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:tr><w:tc>", whole)
    return zipped(parts)


def _with_styles(xml: str) -> str:
    """Replace the styles that the report has of its own, add those that are new."""
    own = {match["id"]: match.group() for match in _STYLE.finditer(_report_styles())}
    kept = _STYLE.sub(lambda match: own.pop(match["id"], match.group()), xml)
    kept = _OLD_FONTS.sub(_DEFAULTS, kept, count=1)
    return kept.replace("</w:styles>", "".join(own.values()) + "</w:styles>")


def _report_styles() -> str:
    styles = (_PARTS / "styles.xml").read_text(encoding="utf-8")
    return styles + "".join(_callout(kind, *colours) for kind, colours in _CALLOUTS.items())


def _callout(kind: str, colour: str, tint: str) -> str:
    """Style a box with a coloured edge, a table of one cell, and the title within it."""
    box = (
        f'<w:tblPr><w:tblBorders><w:left w:val="single" w:sz="24" w:space="0" w:color="{colour}"/>'
        '</w:tblBorders><w:tblCellMar><w:top w:w="100" w:type="dxa"/>'
        '<w:left w:w="200" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/>'
        '<w:right w:w="160" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{tint}"/></w:tcPr>'
    )
    title = (
        '<w:pPr><w:keepNext/><w:spacing w:before="0" w:after="60"/></w:pPr>'
        f'<w:rPr><w:b/><w:bCs/><w:color w:val="{colour}"/></w:rPr>'
    )
    name = f"Callout {kind}"
    return _style("table", name, "TableNormal", box) + (
        _style("paragraph", f"{name} Title", "BodyText", title)
    )


def _style(kind: str, name: str, based_on: str, properties: str) -> str:
    return (
        f'<w:style w:type="{kind}" w:customStyle="1" w:styleId="{name.replace(" ", "")}">'
        f'<w:name w:val="{name}"/><w:basedOn w:val="{based_on}"/><w:qFormat/>'
        f"{properties}</w:style>"
    )


def _with_section(xml: str) -> str:
    return _OLD_SECTION.sub(_SECTION, xml, count=1)
