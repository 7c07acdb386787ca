"""Open a workbook and give its sheets, cell by cell."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final
from xml.etree import ElementTree as ET
from zipfile import ZIP_STORED, ZipFile, is_zipfile

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from evalcap.errors.reading import LimitError
from evalcap.errors.source import SheetError, UnreadableFileError
from evalcap.sources.archive import inflate_members
from evalcap.sources.options import Limits
from evalcap.sources.sheet_xml import check_size, check_strings

# Excel wraps a protected workbook in the container that its older .xls format used.
_OLE: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_PACKED: Final = b"PK\x03\x04"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_WORKBOOK, _LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_STRINGS = "xl/sharedStrings.xml"
_ID: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_ID: Final = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_HEAD: Final = 4096
# The parts of a workbook that its cells are in, or that say where these are.
_CELLS: Final = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/(?:_rels/)?\w+\.xml(?:\.rels)?"
    r"|xl/worksheets/[^/]+\.xml|xl/worksheets/_rels/[^/]+\.rels"
)

Area = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True, eq=False)
class Sheet:
    """The cells of a sheet.

    Attributes
    ----------
    name
        Of the sheet.
    rows
        Cells by row from the first of the sheet, all of one length; "" is empty.
    merged
        Areas of merged cells, first and last (row, column) from 0.
    xml
        What it was read from.
    """

    name: str
    rows: list[list[Any]]
    merged: tuple[Area, ...]
    xml: bytes


@dataclass(frozen=True, eq=False)
class Workbook:
    """A workbook whose contents were found to be within limits.

    Attributes
    ----------
    location
        What to call it in messages.
    sheets
        Names of its sheets of cells, in order.
    hidden
        Those that its program does not show.
    """

    location: str
    sheets: tuple[str, ...]
    hidden: frozenset[str]
    limits: Limits
    book: CalamineWorkbook
    parts: Mapping[str, bytes]
    paths: Mapping[str, str]

    def read(self, name: str) -> Sheet:
        """Give the cells of a sheet.

        Raises
        ------
        LimitError
            The sheet is larger than the limits.
        """
        xml = self.parts.get(self.paths.get(name, ""))
        if xml is None:
            message = f"the sheet {name!r} is not where a workbook keeps its sheets"
            raise ValueError(message)
        check_size(xml, self.limits, self.location)
        check_strings(self.parts.get(_STRINGS, b""), xml, self.limits, self.location)
        sheet = self.book.get_sheet_by_name(name)
        rows: list[list[Any]] = sheet.to_python(skip_empty_area=False)
        return Sheet(name, rows, tuple(sheet.merged_cell_ranges or ()), xml)

    def choose(self, sheet: str | int | None) -> str:
        """Name the sheet that is asked for; without a wish, the first that is shown.

        Raises
        ------
        SheetError
            There is no such sheet.
        """
        if sheet is None:
            shown = [name for name in self.sheets if name not in self.hidden]
            return [*shown, *self.sheets][0]
        if isinstance(sheet, int) and 0 <= sheet < len(self.sheets):
            return self.sheets[sheet]
        if isinstance(sheet, str) and sheet in self.sheets:
            return sheet
        raise SheetError(self.location, sheet=sheet, sheets=self.sheets)


def open_workbook(raw: bytes, *, limits: Limits, location: str) -> Workbook:
    """Open an .xlsx.

    Only the parts that hold cells are inflated, within limits, and it is these that are parsed:
    no macro, picture, link or embedded file reaches the parser.

    Raises
    ------
    UnreadableFileError
        It is protected, has macros, or is another kind of file under this name.
    LimitError
        It is larger than the limits once inflated.
    """
    if raw.startswith(_OLE):
        raise _protected_or_old(raw, location)
    if not is_zipfile(BytesIO(raw)):
        raise _no_workbook(raw, location)
    names: list[str] = []

    def wanted(name: str) -> bool:
        names.append(name)
        return bool(_CELLS.fullmatch(name))

    parts = inflate_members(raw, wanted, limits=limits, location=location)
    _check_kind(names, location)
    _check_markup(parts, location)
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    book = CalamineWorkbook.from_filelike(BytesIO(packed.getvalue()))
    facts = [m for m in book.sheets_metadata if m.typ == SheetTypeEnum.WorkSheet]
    if not facts:
        message = "it has no sheet of cells"
        raise ValueError(message)
    hidden = frozenset(m.name for m in facts if m.visible != SheetVisibleEnum.Visible)
    sheets = tuple(m.name for m in facts)
    return Workbook(location, sheets, hidden, limits, book, parts, _paths(parts))


def _protected_or_old(raw: bytes, location: str) -> UnreadableFileError:
    if _ENCRYPTED in raw:
        return UnreadableFileError(
            location,
            reason="it is protected by a password",
            do="Open it, remove the password (File, Info, Protect Workbook), and save it.",
        )
    return UnreadableFileError(
        location,
        reason="it is an old .xls under a new name, or protected by a password",
        do="Open it, remove the password if it has one, and save it as .xlsx.",
    )


def _no_workbook(raw: bytes, location: str) -> UnreadableFileError:
    if raw.startswith(_PACKED):
        return UnreadableFileError(location, reason="it is cut off; its end is missing")
    inside = "a web page" if raw.lstrip().startswith(b"<") else "another kind of file"
    return UnreadableFileError(
        location,
        reason=f"it is not an .xlsx inside but {inside}",
        do="Open it in a spreadsheet program and save it as .xlsx (Excel Workbook).",
    )


def _check_kind(names: list[str], location: str) -> None:
    """Refuse what is packed like a workbook and is another kind of file."""
    if any("vbaproject" in name.lower() or "macrosheets/" in name for name in names):
        raise UnreadableFileError(
            location,
            reason="it is a workbook with macros",
            do="Save it as .xlsx (Excel Workbook), which leaves the macros behind.",
        )
    if _WORKBOOK not in names:
        known = {"xl/workbook.bin": ".xlsb", "content.xml": "OpenDocument"}
        kind = next((kind for name, kind in known.items() if name in names), "another kind of file")
        raise UnreadableFileError(
            location, reason=f"it is not an .xlsx inside but {kind}", do="Save it as .xlsx."
        )


def _check_markup(parts: Mapping[str, bytes], location: str) -> None:
    """Refuse XML that no spreadsheet writes: with declarations that can grow, or in UTF-16."""
    for part in parts.values():
        head = part[:_HEAD]
        if b"<!DOCTYPE" in head or b"<!ENTITY" in head or b"\0" in head:
            raise UnreadableFileError(location, reason="its XML is of a kind no workbook has")


def _paths(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Say where in the archive each sheet is, by its name."""
    links = {
        link.get("Id"): link.get("Target", "")
        for link in ET.fromstring(parts[_LINKS])  # noqa: S314 - without declarations, see above
    }
    found = {}
    for element in ET.fromstring(parts[_WORKBOOK]).iter():  # noqa: S314 - the same
        if element.tag.rpartition("}")[2] == "sheet":
            target = links.get(element.get(_ID) or element.get(_STRICT_ID), "")
            path = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
            found[element.get("name", "")] = path
    return found


def check_filled(n_cells: int, limits: Limits, location: str) -> None:
    """Refuse merged areas that cover more than a sheet may have."""
    if n_cells > limits.sheet_cells:
        what = "the number of merged cells"
        raise LimitError(
            location, what=what, found=n_cells, limit=limits.sheet_cells, key="sheet_cells"
        )
