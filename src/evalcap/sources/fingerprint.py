"""Which bytes a source was read from."""

from collections.abc import Sequence
from hashlib import file_digest, sha256
from pathlib import Path

from evalcap.sources.source import FileRecord


def fingerprint(path: Path) -> str:
    """Digest a file's bytes without holding them, as 64 hexadecimal digits."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def combined(records: Sequence[FileRecord], *, named: bool) -> str:
    """Digest the fingerprints of several files into one.

    It does not depend on the order of the files, nor on their names unless these are part of the
    data. One file of data alone keeps the fingerprint of its bytes, as `sha256sum` shows it.

    Parameters
    ----------
    records
        The files, each once.
    named
        Whether the files' names are part of the data.
    """
    if len(records) == 1 and not named:
        return records[0].sha256
    lines = sorted(f"{r.role} {r.sha256} {r.name if named else ''}".rstrip() for r in records)
    return sha256("\n".join(lines).encode()).hexdigest()
