"""Commands about the data that a programme should collect."""

# The library is imported inside each command, so that --help is instant.
# ruff: noqa: PLC0415

from pathlib import Path
from typing import Annotated

import typer

from evalcap.cli.options import Programme


def schema(
    programme: Annotated[Programme, typer.Argument(metavar="PROGRAMME", help="What it is about.")],
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
    """Show which columns a programme's data have, or write files to collect them with."""
    from evalcap.cli.tables import print_codebook
    from evalcap.programmes import programme as find_programme
    from evalcap.programmes.writing import write_schema

    if to is None:
        print_codebook(find_programme(programme).only(table or ()))
        return
    for file in write_schema(programme, to=to, tables=table or (), replace=replace):
        typer.echo(f"Made {file}")
