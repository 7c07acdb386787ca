"""Undo the compression of a text file."""

import bz2
import gzip
import lzma
from io import BytesIO
from typing import Final
from zipfile import ZipFile

COMPRESSIONS: Final = ("gz", "bz2", "xz", "zip")


def decompress(raw: bytes, compression: str) -> bytes:
    """Undo a compression; a truncated stream raises what its own library raises."""
    match compression:
        case "gz":
            return gzip.decompress(raw)
        case "bz2":
            return bz2.decompress(raw)
        case "xz":
            return lzma.decompress(raw)
        case _:
            return _only_member(raw)


def _only_member(raw: bytes) -> bytes:
    with ZipFile(BytesIO(raw)) as archive:
        members = [
            member
            for member in archive.infolist()
            if not member.is_dir() and not member.filename.startswith("__MACOSX/")
        ]
        if len(members) != 1:
            message = f"the archive holds {len(members)} files and must hold one"
            raise ValueError(message)
        return archive.read(members[0])
