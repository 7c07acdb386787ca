"""Quarto's log: one JSON object for each message, with an empty line between them."""

import json
from collections.abc import Iterator
from pathlib import Path

_WARNING, _ERROR = 30, 40


def read_log(file: Path) -> list[str]:
    """Read what Quarto logged, in order; no file is an empty log.

    Only Quarto's own complaints carry their level. What Pandoc, its filters and Typst say arrives
    as information and is returned as it is, to be judged by its words.
    """
    if not file.is_file():
        return []
    return list(_messages(file.read_text(encoding="utf-8", errors="replace")))


def _messages(log: str) -> Iterator[str]:
    for line in log.splitlines():
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
        except json.JSONDecodeError:
            yield line
            continue
        if not isinstance(entry, dict):
            yield line
            continue
        yield _with_level(str(entry.get("msg", "")), entry.get("level"))


def _with_level(message: str, level: object) -> str:
    if isinstance(level, int) and level >= _ERROR:
        return f"ERROR: {message}"
    if isinstance(level, int) and level >= _WARNING:
        return f"WARNING: {message}"
    return message
