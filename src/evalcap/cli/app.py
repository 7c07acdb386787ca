"""The `evalcap` command and its subcommands."""

from collections.abc import Callable
from typing import Annotated, Final

import typer

from evalcap import __version__
from evalcap.cli.answering import answering
from evalcap.cli.building import build, compact, correct, preview, report, reproduce, withdraw
from evalcap.cli.collecting import schema
from evalcap.cli.demonstrating import simulate
from evalcap.cli.keys import key
from evalcap.cli.looking import doctor, lint, status
from evalcap.cli.studying import accept, check, dispose, map_columns, new, run, translate

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,  # rich takes longer to load than --help may take
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 done; 1 a study failed; 2 wrong usage; 3 locked by another build; "
    "4 a fault of evalcap's own; 130 interrupted.",
)

# In the order of a study's life; Python has a `map` of its own.
_COMMANDS: Final[dict[str, Callable[..., object]]] = {
    "schema": schema,
    "new": new,
    "map": map_columns,
    "check": check,
    "run": run,
    "accept": accept,
    "translate": translate,
    "preview": preview,
    "report": report,
    "lint": lint,
    "build": build,
    "correct": correct,
    "withdraw": withdraw,
    "compact": compact,
    "reproduce": reproduce,
    "dispose": dispose,
    "status": status,
    "doctor": doctor,
    "simulate": simulate,
}
for _name, _command in _COMMANDS.items():
    app.command(_name)(answering(_command))
app.add_typer(key, name="key")


def _tell_version(wanted: bool) -> None:  # noqa: FBT001 - the signature that typer asks for
    if wanted:
        typer.echo(f"evalcap {__version__}")
        raise typer.Exit


@app.callback()
def _evalcap(
    *,
    _version: Annotated[
        bool,
        typer.Option("--version", callback=_tell_version, is_eager=True, help="Tell the version."),
    ] = False,
) -> None:
    """From a programme's data to an evaluation that holds up, and to lessons that states report.

    Run it in a workspace: a folder that holds a folder `studies`, or anywhere below it.
    """


def main() -> None:
    """Run the command."""
    app(prog_name="evalcap")
