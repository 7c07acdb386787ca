"""Commands about the data that a programme should collect."""

# The library is imported inside each command, so that --help is instant.
# ruff: noqa: PLC0415

from pathlib import Path
from typing import Annotated

import typer

from evalcap.cli.options import ProgrammeName


def schema(
    programme: Annotated[
        ProgrammeName, typer.Argument(metavar="PROGRAMME", help="What the data are about.")
    ],
    *,
    table: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Only this table; may be repeated.")
    ] = None,
    to: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            help="Write a codebook, a blank workbook, forms and a data package into it instead.",
        ),
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Write over files in the folder.")
    ] = False,
) -> None:
    """Show what a programme's data hold, or write blank files."""
    from evalcap.cli.tables import print_codebook
    from evalcap.programmes import programme as find_programme
    from evalcap.programmes.writing import write_schema

    if to is None:
        print_codebook(find_programme(programme).only(table or ()))
        return
    for file in write_schema(programme, to=to, tables=table or (), replace=replace):
        typer.echo(f"Made {file}")
