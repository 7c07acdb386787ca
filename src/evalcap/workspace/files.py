"""Files written whole or not at all, and their fingerprints."""

import hashlib
import os
from pathlib import Path

_IGNORED = {"__pycache__", ".DS_Store", ".gitkeep"}


def write_whole(file: Path, text: str, *, mode: int | None = None) -> None:
    """Write a file so that a reader finds the old text or the new one, never a part.

    Parameters
    ----------
    mode
        Who may read it, from the first byte on; as the system has it if not given.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_name(f".{file.name}.{os.getpid()}")
    if mode is not None:
        unfinished.touch(mode)
        unfinished.chmod(mode)
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(file)


def sha256_of(file: Path) -> str:
    """Take the fingerprint of a file; "missing" where there is none."""
    if not file.is_file():
        return "missing"
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def tree_fingerprints(folder: Path) -> dict[str, str]:
    """Take the fingerprints of all files in a folder, by their path inside it."""
    inside = {f.relative_to(folder): f for f in sorted(folder.rglob("*")) if f.is_file()}
    return {
        name.as_posix(): sha256_of(file)
        for name, file in inside.items()
        if not _IGNORED & set(name.parts)
    }


def is_filled(file: Path) -> bool:
    """Whether a file is there and has something in it."""
    return file.is_file() and file.stat().st_size > 0
