"""Commands about the key that pseudonyms are made with."""

# The library is imported inside each command, so that --help is instant.
# ruff: noqa: PLC0415

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from evalcap.cli.answering import answering
from evalcap.cli.options import Slug

if TYPE_CHECKING:
    from evalcap.privacy.pseudonyms.key import KeyRing

File = Annotated[
    Path | None,
    typer.Option(
        "--file",
        metavar="FILE",
        help="The key file; else where EVALCAP_PSEUDONYM_KEY_FILE says, or in your settings.",
    ),
]


def new(*, file: File = None) -> None:
    """Make a key, in a file that only you can read."""
    from evalcap.privacy.pseudonyms.key_file import new_key

    place = _place(file)
    _tell(place, new_key(place, workspace=_workspace()))
    typer.echo("Keep a copy in a safe place: without it nobody can continue these pseudonyms.")


def rotate(*, file: File = None) -> None:
    """Add a new version of the key, which gives new pseudonyms."""
    from evalcap.privacy.pseudonyms.key_file import rotate_key

    place = _place(file)
    _tell(place, rotate_key(place, workspace=_workspace()))
    typer.echo("Next, for each study with pseudonyms: evalcap accept SLUG")


def show(*, file: File = None) -> None:
    """Tell where the key is and what its fingerprints are."""
    from evalcap.privacy.pseudonyms.key_file import read_keys

    place = _place(file)
    _tell(place, read_keys(place, workspace=_workspace()))


def crosswalk(slug: Slug) -> None:
    """Write privately which pseudonym became which."""
    from evalcap.errors import count
    from evalcap.workspace import Workspace
    from evalcap.workspace.personal_data import write_crosswalk

    file, n = write_crosswalk(Workspace.find(), slug)
    typer.echo(f"{count(n, 'pseudonym')}, private: {file}")


def _place(file: Path | None) -> Path:
    from evalcap.privacy.pseudonyms.key_file import key_file

    return file or key_file()


def _workspace() -> Path | None:
    """Find the workspace that one stands in, if any, so that no key is kept in it."""
    from evalcap.errors.workspace import WorkspaceNotFoundError
    from evalcap.workspace import Workspace

    try:
        return Workspace.find().root
    except WorkspaceNotFoundError:
        return None


def _tell(file: Path, ring: "KeyRing") -> None:
    typer.echo(f"Key file: {file}")
    for key in ring.keys:
        present = ", in use" if key is ring.present else ""
        typer.echo(f"Version {key.version} of {key.created}: {key.fingerprint}{present}")


key = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Make, rotate and show the key that pseudonyms are made with.",
)
_COMMANDS: Final[dict[str, Callable[..., object]]] = {
    "new": new,
    "rotate": rotate,
    "show": show,
    "crosswalk": crosswalk,
}
for _name, _command in _COMMANDS.items():
    key.command(_name)(answering(_command))
