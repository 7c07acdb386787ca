"""The command that shows what a portfolio looks like, on simulated data."""

# The library is imported inside each command, so that --help is instant.
# ruff: noqa: PLC0415

from pathlib import Path
from typing import Annotated

import typer


def simulate(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="The workspace to write into.")],
    *,
    beside: Annotated[
        Path | None,
        typer.Option(metavar="WORKSPACE", help="Copy the studies of this workspace, too."),
    ] = None,
    programmes: Annotated[
        int, typer.Option(min=1, metavar="NUMBER", help="Programmes of each type.")
    ] = 10,
    cycles: Annotated[
        int, typer.Option(min=1, metavar="NUMBER", help="Evaluations of each programme.")
    ] = 2,
) -> None:
    """Write a workspace of simulated evaluations.

    For trying things out: programmes, places and people are invented, and every page says so.
    """
    from evalcap.workspace.demonstration import write_demonstration

    made = write_demonstration(folder, beside=beside, programmes=programmes, cycles=cycles)
    typer.echo(f"Made {len(made)} simulated evaluations in {folder / 'studies'}")
    typer.echo(f"Next: cd {folder} and run: evalcap build")
