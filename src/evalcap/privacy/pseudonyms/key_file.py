"""The file of a key: outside every workspace, and readable by its owner alone."""

import json
import os
import secrets
import stat
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from evalcap.errors.personal_data import KeyExistsError, KeyFileError, KeyNotFoundError
from evalcap.privacy.pseudonyms.key import SHORTEST, Key, KeyRing

VARIABLE: Final = "EVALCAP_PSEUDONYM_KEY_FILE"
_NAME: Final = "pseudonym-keys.json"
_PRIVATE: Final = 0o600
_NOTE: Final = "Private: whoever has this can tell whose pseudonyms are whose. Keep a safe copy."


class _Version(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    version: int = Field(ge=1)
    created: date
    secret: str = Field(pattern=r"^([0-9a-f]{2})+$")


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    note: str = ""
    keys: list[_Version] = Field(min_length=1)


def key_file() -> Path:
    """Say where the key is: where EVALCAP_PSEUDONYM_KEY_FILE says, or in the user's settings."""
    if named := os.environ.get(VARIABLE):
        return Path(named).expanduser()
    folder = "APPDATA" if sys.platform == "win32" else "XDG_CONFIG_HOME"
    settings = os.environ.get(folder)
    return (Path(settings) if settings else Path.home() / ".config") / "evalcap" / _NAME


def read_keys(file: Path, *, workspace: Path | None = None) -> KeyRing:
    """Read every version of a key.

    Parameters
    ----------
    workspace
        The folder of the workspace, in which no key may lie.

    Raises
    ------
    KeyNotFoundError
        There is no such file.
    KeyFileError
        It lies in the workspace, others can read it, or it holds no key that is long enough;
        every reason at once.
    """
    if not file.is_file():
        raise KeyNotFoundError(file)
    problems = [*_place_problems(file, workspace)]
    versions: list[_Version] = []
    try:
        versions = _File.model_validate_json(file.read_bytes()).keys
    except ValidationError as error:
        places = {".".join(map(str, e["loc"])) or "the file" for e in error.errors()}
        problems += [f"{place} is not as it was written" for place in sorted(places)]
    problems += [*_version_problems(versions)]
    if problems:
        raise KeyFileError(file, problems)
    keys = (Key(v.version, v.created, bytes.fromhex(v.secret)) for v in versions)
    return KeyRing(tuple(keys))


def new_key(file: Path, *, workspace: Path | None = None) -> KeyRing:
    """Make a key file with a first version.

    Raises
    ------
    KeyExistsError, KeyFileError
    """
    if file.exists():
        raise KeyExistsError(file)
    if inside := [*_inside(file, workspace)]:
        raise KeyFileError(file, inside)
    return _write(file, KeyRing((_made(1),)))


def rotate_key(file: Path, *, workspace: Path | None = None) -> KeyRing:
    """Add a new version to a key file; the earlier ones are kept.

    Raises
    ------
    KeyNotFoundError, KeyFileError
    """
    known = read_keys(file, workspace=workspace)
    return _write(file, KeyRing((*known.keys, _made(known.present.version + 1))))


def _made(version: int) -> Key:
    return Key(version, datetime.now(UTC).date(), secrets.token_bytes(SHORTEST))


def _write(file: Path, ring: KeyRing) -> KeyRing:
    """Write keys whole or not at all; nobody else can read them at any moment."""
    versions: list[dict[str, Any]] = [
        {"version": k.version, "created": k.created.isoformat(), "secret": k.secret.hex()}
        for k in ring.keys
    ]
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        unfinished.touch(_PRIVATE, exist_ok=False)
        text = json.dumps({"note": _NOTE, "keys": versions}, indent=1)
        unfinished.write_text(text + "\n", encoding="utf-8")
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)
    return ring


def _place_problems(file: Path, workspace: Path | None) -> Iterator[str]:
    yield from _inside(file, workspace)
    mode = stat.S_IMODE(file.stat().st_mode)
    if os.name == "posix" and mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield f"others than its owner can read or write it (mode {mode:04o})"


def _inside(file: Path, workspace: Path | None) -> Iterator[str]:
    if workspace is not None and file.resolve().is_relative_to(workspace.resolve()):
        yield "it lies in the workspace, which is passed on with everything in it"


def _version_problems(versions: list[_Version]) -> Iterator[str]:
    for version in versions:
        if (n := len(version.secret) // 2) < SHORTEST:
            yield f"version {version.version} has {n} bytes, fewer than {SHORTEST}"
    numbers = [version.version for version in versions]
    if numbers != sorted(set(numbers)):
        yield "its versions do not follow each other"
