"""Options that several commands share."""

from typing import Annotated, Literal

import typer

Slug = Annotated[str, typer.Argument(metavar="SLUG", help="The study: a folder in studies/.")]
Slugs = Annotated[
    list[str] | None, typer.Argument(metavar="SLUG", help="Studies; all if none is named.")
]
Wait = Annotated[
    float, typer.Option(min=0, metavar="SECONDS", help="How long to wait for another build to end.")
]
Engine = Annotated[
    Literal["auto", "pandoc", "quarto"],
    typer.Option(help="What renders: the built-in pandoc, quarto, or quarto where it is found."),
]
ProgrammeName = Literal["training", "document_verification", "reintegration"]
WAIT = 600.0
