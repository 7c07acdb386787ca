"""Translations as a build keeps them beside the evidence, for the site and what is exchanged."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter

from evalcap.translations.model import Translation

_FORM: Final = TypeAdapter(dict[str, Translation])


def translations_json(translations: Mapping[str, Translation]) -> str:
    """Write translations by their language, without what they lack."""
    return _FORM.dump_json(dict(translations), indent=1, exclude_none=True).decode() + "\n"


def read_stored(file: Path) -> dict[str, Translation]:
    """Read what `translations_json` wrote; none where there is no file."""
    return _FORM.validate_json(file.read_bytes()) if file.is_file() else {}
