"""Look a programme type up."""

from functools import cache
from typing import Final

from evalcap.errors.standardisation import UnknownProgrammeError
from evalcap.programmes.declaration import read_programme
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
    return read_programme(name)
