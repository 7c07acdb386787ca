"""Files that a build made, and whether they are still as it made them."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from evalcap.errors.workspace import MissingOutputsError
from evalcap.workspace.files import is_filled, sha256_of, tree_fingerprints
from evalcap.workspace.layout import Layout


class Product(BaseModel):
    """Files that were made, each with its fingerprint.

    Attributes
    ----------
    files
        Path inside `build` to sha256.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    files: dict[str, str]

    def damage(self, build: Path) -> tuple[str, ...]:
        """Say which files are no longer there, or no longer as they were made."""
        missing = [f for f in self.files if not is_filled(build / f)]
        edited = [
            f for f, sha in self.files.items() if f not in missing and sha256_of(build / f) != sha
        ]
        return (
            *(f"{file} is missing" for file in missing),
            *(f"{file} was changed after it was built" for file in edited),
        )


def product_of(layout: Layout, staged: Path, places: Mapping[str, Path]) -> Product:
    """Fingerprint what was made aside, under the names that it has once in place.

    Parameters
    ----------
    places
        Name of each part in `staged`, a file or a folder, to the place where it belongs.
    """
    files: dict[str, str] = {}
    for part, place in places.items():
        inside, made = place.relative_to(layout.build).as_posix(), staged / part
        if made.is_file():
            files[inside] = sha256_of(made)
        else:
            files |= {f"{inside}/{name}": sha for name, sha in tree_fingerprints(made).items()}
    return Product(files=files)


def require_filled(name: str, files: Sequence[Path]) -> None:
    """Refuse output that is not there, whatever the step that made it returned.

    Raises
    ------
    MissingOutputsError
    """
    if lacking := [file.name for file in files if not is_filled(file)]:
        raise MissingOutputsError(name, lacking)
