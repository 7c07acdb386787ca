"""A Word document as the parts that it is zipped from."""

import io
import zipfile
from collections.abc import Mapping

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

_OLDEST = (1980, 1, 1, 0, 0, 0)
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def unzipped(document: bytes) -> dict[str, bytes]:
    """Take a document apart, by the names of its parts."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """Put a document together; the same parts give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _OLDEST), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def register(parts: dict[str, bytes], kind: str, name: str, identifier: str) -> None:
    """Tell the package of a header or footer that was added to it.

    Parameters
    ----------
    kind
        `header` or `footer`.
    name
        The part's file in the folder `word`.
    identifier
        By which the document refers to it.
    """
    relation = f'<Relationship Type="{OFFICE}/{kind}" Id="{identifier}" Target="{name}"/>'
    content = f'<Override PartName="/word/{name}" ContentType="{_WORD_TYPE}.{kind}+xml"/>'
    for part, end, entry in (
        ("word/_rels/document.xml.rels", "</Relationships>", relation),
        ("[Content_Types].xml", "</Types>", content),
    ):
        if part in parts:
            parts[part] = parts[part].decode().replace(end, entry + end).encode()
