"""A file on disk, opened for reading only."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from evalcap.errors.reading import LimitError
from evalcap.errors.source import UnreadableFileError, UnstableFileError
from evalcap.sources.fingerprint import fingerprint
from evalcap.sources.options import Limits
from evalcap.sources.source import Format


@dataclass(frozen=True)
class RawFile:
    """A file that is about to be read.

    Attributes
    ----------
    path
        Where it is.
    location
        What to call it in messages.
    kind
        Its format, from its name.
    compression
        How it is compressed; empty if it is not.
    sha256
        Fingerprint of its bytes.
    state
        Its size in bytes and the time of its last change, when it was fingerprinted.
    """

    path: Path
    location: str
    kind: Format
    compression: str
    sha256: str
    state: tuple[int, int]

    def read(self) -> bytes:
        """Give its bytes as they are on disk."""
        with _readable(self.location):
            return self.path.read_bytes()

    def require_unchanged(self) -> None:
        """See to it that what was read is what was fingerprinted.

        Raises
        ------
        UnstableFileError
            It was changed since.
        """
        with _readable(self.location):
            if _state(self.path) != self.state:
                raise UnstableFileError(self.location)


def open_raw(path: Path, location: str, kind: Format, compression: str, limits: Limits) -> RawFile:
    """Fingerprint a file.

    Raises
    ------
    UnreadableFileError
        It is empty, or cannot be opened.
    LimitError
        It is larger than the limit.
    """
    with _readable(location):
        state = _state(path)
        size = state[0]
        if size > limits.bytes:
            what = "its size in bytes"
            raise LimitError(location, what=what, found=size, limit=limits.bytes, key="bytes")
        if not size:
            raise UnreadableFileError(location, reason="it is empty")
        return RawFile(path, location, kind, compression, fingerprint(path), state)


def _state(path: Path) -> tuple[int, int]:
    facts = path.stat()
    return facts.st_size, facts.st_mtime_ns


@contextmanager
def _readable(location: str) -> Iterator[None]:
    """Say in our words what the operating system refuses."""
    try:
        yield
    except OSError as error:
        raise UnreadableFileError(
            location,
            reason=error.strerror or "it could not be opened",
            do="Check the file's permissions, and that no other program holds it.",
        ) from error
