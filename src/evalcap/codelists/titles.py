"""Official titles of the Compact in other languages, as far as they were read at the source."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Literal


def official_title(
    kind: Literal["objectives", "labels", "principles"], code: int | str, language: str
) -> str | None:
    """Give the official title in a language; None where it was not read in it.

    Parameters
    ----------
    kind
        `labels` are the few words for an objective by which the Migration Network Hub is searched.
    code
        The number of an objective, or the letter of a guiding principle.
    """
    title: str | None = _titles().get(language, {}).get(kind, {}).get(str(code))
    return title


@cache
def _titles() -> Mapping[str, Any]:
    return tomllib.loads((files(__package__) / "titles.toml").read_text(encoding="utf-8"))
