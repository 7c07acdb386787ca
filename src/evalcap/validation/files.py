"""Find the files of a suite."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from evalcap.codelists import default_folder
from evalcap.errors.validation import SuiteNotFoundError

COMMON: Final = "common"


def suite_files(suite: str, folder: Path | None = None) -> tuple[Path, ...]:
    """Find the rules that every programme shares, and those of one suite.

    Parameters
    ----------
    suite
        Name of the suite: of a programme type, or of any file beside it.
    folder
        A workspace's own expectations. A file that is not there is taken from those that ship
        with evalcap, so that a workspace may replace one and keep the others.

    Raises
    ------
    SuiteNotFoundError
        Neither has such a file; the message lists the suites there are.
    """
    shipped = default_folder("expectations")
    folders = [shipped] if folder is None else [folder, shipped]
    names = dict.fromkeys((COMMON, suite))
    return tuple(_file(name, folders) for name in names)


def _file(name: str, folders: Sequence[Path]) -> Path:
    available = sorted({path.stem for folder in folders for path in folder.glob("*.yaml")})
    if name not in available:
        raise SuiteNotFoundError(name, folders=[str(f) for f in folders], available=available)
    return next(path for folder in folders if (path := folder / f"{name}.yaml").is_file())
