"""Undo the compression of a text file, within limits."""

import bz2
import gzip
import lzma
from collections.abc import Iterator
from io import BytesIO
from typing import Final

from evalcap.sources.archive import CHUNK, check_growth, inflate_members
from evalcap.sources.options import Limits

COMPRESSIONS: Final = ("gz", "bz2", "xz", "zip")
# A file can ask for a dictionary of gigabytes; `xz -9` uses 64 MiB.
_XZ_MEMORY: Final = 256 * 1024**2


def decompress(
    raw: bytes, compression: str, *, limits: Limits | None = None, location: str = ""
) -> bytes:
    """Undo a compression; a truncated stream raises what its own library raises.

    Raises
    ------
    LimitError
        As soon as more comes out than the limits allow.
    """
    limits = limits or Limits()
    if compression == "zip":
        return _only_member(raw, limits, location)
    parts, size = [], 0
    for part in _parts(raw, compression):
        size += len(part)
        check_growth(size, len(raw), limits, location)
        parts.append(part)
    return b"".join(parts)


def _parts(raw: bytes, compression: str) -> Iterator[bytes]:
    match compression:
        case "gz":
            with gzip.open(BytesIO(raw)) as stream:
                yield from iter(lambda: stream.read(CHUNK), b"")
        case "bz2":
            with bz2.open(BytesIO(raw)) as stream:
                yield from iter(lambda: stream.read(CHUNK), b"")
        case _:
            yield from _xz(raw)


def _xz(raw: bytes) -> Iterator[bytes]:
    """Inflate every stream of an xz file; its own reader has no limit of memory."""
    while raw.strip(b"\0"):
        stream = lzma.LZMADecompressor(memlimit=_XZ_MEMORY)
        part = stream.decompress(raw, CHUNK)
        yield part
        while not stream.eof:
            if not part and stream.needs_input:
                message = "the file ends before its end-of-stream mark"
                raise EOFError(message)
            part = stream.decompress(b"", CHUNK)
            yield part
        raw = stream.unused_data


def _only_member(raw: bytes, limits: Limits, location: str) -> bytes:
    members = inflate_members(
        raw, lambda name: not name.startswith("__MACOSX/"), limits=limits, location=location
    )
    if len(members) != 1:
        message = f"the archive holds {len(members)} files and must hold one"
        raise ValueError(message)
    return next(iter(members.values()))
