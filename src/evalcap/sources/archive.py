"""Take files out of a zip archive, whatever the archive claims about them."""

from collections import Counter
from collections.abc import Callable
from io import BytesIO
from typing import Final
from zipfile import ZipFile, ZipInfo

from evalcap.errors.reading import LimitError
from evalcap.errors.source import UnreadableFileError
from evalcap.sources.options import Limits

CHUNK: Final = 1024**2
# Below this, no ratio of compression does harm.
HARMLESS: Final = 64 * 1024**2
_ENTRY: Final = b"PK\x01\x02"  # begins each entry of an archive's directory
_ENCRYPTED: Final = 0x1


def inflate_members(
    raw: bytes, wanted: Callable[[str], bool], *, limits: Limits, location: str
) -> dict[str, bytes]:
    """Inflate the members of an archive that are wanted, within limits.

    What the archive declares is checked before anything is inflated, and what is inflated is
    counted, so that an archive that lies about itself is cut off as well.

    Parameters
    ----------
    raw
        The archive's bytes.
    wanted
        Says by its name whether a member is to be inflated.

    Raises
    ------
    LimitError
        More members, or more in them, than the limits allow.
    UnreadableFileError
        Members overlap, are there twice, or are protected by a password.
    """
    # The directory is read into objects, so that it is measured first.
    _require(raw.count(_ENTRY), limits.entries, "the number of files in it", "entries", location)
    with ZipFile(BytesIO(raw)) as archive:
        members = archive.infolist()
        _check_declared(members, len(raw), limits, location)
        room = limits.bytes
        found = {}
        for member in members:
            if not member.is_dir() and wanted(member.filename):
                found[member.filename] = _inflated(archive, member, room, limits, location)
                room -= len(found[member.filename])
    return found


def check_growth(size: int, packed: int, limits: Limits, location: str) -> None:
    """Refuse what is, or claims to be, too large once its compression is undone."""
    _require(size, limits.bytes, "its size in bytes once unpacked", "bytes", location)
    if size > HARMLESS:
        ratio = size // max(packed, 1)
        _require(ratio, limits.ratio, "its size once unpacked over its size", "ratio", location)


def _check_declared(members: list[ZipInfo], size: int, limits: Limits, location: str) -> None:
    _require(len(members), limits.entries, "the number of files in it", "entries", location)
    check_growth(sum(member.file_size for member in members), size, limits, location)
    names = Counter(member.filename for member in members)
    if max(names.values(), default=1) > 1 or sum(m.compress_size for m in members) > size:
        raise UnreadableFileError(location, reason="files inside it lie on top of each other")
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise UnreadableFileError(
            location, reason="it is protected by a password", do="Unpack it, and save it without."
        )


def _inflated(archive: ZipFile, member: ZipInfo, room: int, limits: Limits, location: str) -> bytes:
    parts, size = [], 0
    with archive.open(member) as stream:
        while part := stream.read(CHUNK):
            size += len(part)
            if size > room:
                check_growth(limits.bytes - room + size, member.compress_size, limits, location)
            parts.append(part)
    return b"".join(parts)


def _require(found: int, limit: int, what: str, key: str, location: str) -> None:
    if found > limit:
        raise LimitError(location, what=what, found=found, limit=limit, key=key)
