"""Where the defaults that ship with the library lie."""

from pathlib import Path
from typing import Literal

from evalcap.errors.source import DefaultsMissingError

_PACKAGE = Path(__file__).parents[1]
_REPOSITORY = _PACKAGE.parents[1]


def default_folder(name: Literal["expectations", "reports"]) -> Path:
    """Find the expectations or the report templates that ship with evalcap.

    Parameters
    ----------
    name
        Which of the two folders.

    Returns
    -------
    Path
        The folder inside the installed package; in an editable install, which has none, the
        repository's own.

    Raises
    ------
    DefaultsMissingError
        Neither is there.
    """
    for folder in (_PACKAGE / "defaults" / name, _REPOSITORY / name):
        if folder.is_dir():
            return folder
    raise DefaultsMissingError(name)
