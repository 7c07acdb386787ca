"""Look a programme type up."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Final

from evalcap.errors.standardisation import UnknownProgrammeError
from evalcap.programmes.schema import Programme

NAMES: Final = ("training", "document_verification", "reintegration")


@cache
def programme(name: str) -> Programme:
    """Look a programme type up by name.

    Parameters
    ----------
    name
        `training`, `document_verification` or `reintegration`.

    Raises
    ------
    UnknownProgrammeError
        There is no programme type of that name; the message lists those there are.
    """
    if name not in NAMES:
        raise UnknownProgrammeError(name, known=NAMES)
    text = files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return Programme.model_validate(tomllib.loads(text))
