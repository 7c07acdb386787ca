"""Commands about one study."""

# The library is imported inside each command, so that --help is instant.
# ruff: noqa: PLC0415

import sys
from typing import Annotated, Literal

import typer

from evalcap.cli.answering import require
from evalcap.cli.options import WAIT, ProgrammeName, Slug, Wait

Programme = Annotated[ProgrammeName, typer.Option(help="What the study is about.")]


def new(
    slug: Annotated[str, typer.Argument(metavar="SLUG", help="A name such as border-training.")],
    *,
    programme: Programme,
) -> None:
    """Make a new study's folder, with notes on what to write.

    Its study.toml is the plan: write it before you look at results.
    """
    from evalcap.workspace import Workspace

    folder = Workspace.find().new(slug, programme=programme)
    typer.echo(f"Made {folder}")
    typer.echo(f"Next: write {folder / 'study.toml'}, then run: evalcap check {slug}")


def map_columns(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The data: .csv, .xlsx, .dta, ...")],
    *,
    programme: Programme,
    sheet: Annotated[
        str | None, typer.Option(metavar="NAME", help="Sheet of a workbook; else the first.")
    ] = None,
    header: Annotated[
        int, typer.Option(min=1, metavar="LINE", help="Line or row that the headers are in.")
    ] = 1,
    decimal: Annotated[
        Literal[".", ","], typer.Option(help="What stands before decimals in a text file.")
    ] = ".",
    delimiter: Annotated[
        str | None, typer.Option(metavar="MARK", help="What separates columns; else found.")
    ] = None,
    encoding: Annotated[
        str | None, typer.Option(metavar="NAME", help="Such as cp1252; else found.")
    ] = None,
) -> None:
    """Draft the mapping of a file, for you to confirm.

    The file is read as a source of a study is; what you declare here belongs in [[sources]] of
    study.toml, too. Nothing is written: paste what is printed into study.toml.
    """
    from evalcap.sources import read_source
    from evalcap.standardisation import draft_mapping

    source = read_source(
        file, sheet=sheet, header=header, decimal=decimal, delimiter=delimiter, encoding=encoding
    )
    typer.echo(str(draft_mapping(source, programme=programme)), nl=False)


def translate(
    slug: Slug,
    language: Annotated[str, typer.Argument(metavar="LANGUAGE", help="fr, es or en.")],
) -> None:
    """Draft the translation of a study's own words, for you."""
    from evalcap.study.drafting import draft_translation
    from evalcap.workspace import Workspace

    drafted = draft_translation(Workspace.find().study(slug), language)
    for place in drafted.added:
        typer.echo(f"Added: {place}")
    for section in drafted.sections:
        typer.echo(f"To be written: {section}")
    if not drafted.added:
        typer.echo("There is no new text.")
    typer.echo(f"Translate it in {drafted.file}")


def check(slug: Slug) -> None:
    """Compare a study's data with what is expected of them.

    Nothing is estimated. No value is shown: which records are meant stands in a file that only your
    account can read. Ends with 1 if a critical rule is not met, since that stops a study.
    """
    from evalcap.cli.progress import under_way
    from evalcap.cli.tables import print_findings
    from evalcap.workspace import Workspace

    workspace = Workspace.find()
    with under_way(f"Checking the data of {slug}"):
        validation, files = workspace.check(slug)
    print_findings(validation)
    typer.echo(str(validation))
    typer.echo(f"Results: {files.page} and {files.data.name}")
    typer.echo(f"Records, private: {files.records}")
    require(validation.passed)


def run(slug: Slug, *, wait: Wait = WAIT) -> None:
    """Estimate a study, write its evidence, print the headlines.

    No report is made: `evalcap build` does that.
    """
    from evalcap.cli.progress import under_way
    from evalcap.words import catalogue, headline_findings
    from evalcap.workspace import Workspace

    workspace = Workspace.find()
    with under_way(f"Running {slug}"):
        evidence = workspace.run(slug, wait=wait, log=typer.echo)
    for finding in headline_findings(evidence, catalogue()):
        typer.echo(f"{finding.sentence} [{finding.key}]")
    for sentence in evidence.deviations:
        typer.echo(f"Deviation from the plan: {sentence}")
    typer.echo(f"Results: {workspace.layout.evidence(slug) / 'evidence.json'}")
    if evidence.deviations:
        typer.echo(f"To accept the plan and the data as they are: evalcap accept {slug}")


def accept(
    slug: Slug,
    *,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    wait: Wait = WAIT,
) -> None:
    """Record a study's present data and evidence as accepted.

    What is new against the last time is told first. From then on the study stops if a file changes,
    and a plan that changes is told as a deviation, until you accept again.
    """
    from evalcap.cli.progress import under_way
    from evalcap.workspace import Workspace

    workspace = Workspace.find()
    with under_way(f"Running {slug} on its present data") as stop:

        def confirm() -> bool:
            stop()
            # Whoever scripts the command has decided; a person is asked.
            return yes or not is_person() or typer.confirm("Record this as accepted?")

        acceptance = workspace.accept(slug, confirm=confirm, wait=wait, log=typer.echo)
    require(acceptance is not None)
    typer.echo(str(acceptance))
    typer.echo(f"Results: {workspace.layout.study(slug) / 'accepted'}")


def dispose(
    slug: Slug,
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Tell what would be removed, and remove nothing.")
    ] = False,
    now: Annotated[
        bool, typer.Option("--now", help="Before the day in [retention], for a --reason.")
    ] = False,
    reason: Annotated[
        str, typer.Option(metavar="TEXT", help="Why before that day; it is recorded.")
    ] = "",
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    wait: Wait = WAIT,
) -> None:
    """Remove working copies of a study's data past their date.

    The date stands under [retention] in study.toml. Begin with --dry-run.
    """
    from evalcap.errors import count
    from evalcap.workspace import Workspace
    from evalcap.workspace.personal_data import dispose_of_data, find_working_copies

    workspace = Workspace.find()
    if dry_run:
        typer.echo(str(find_working_copies(workspace, slug)) or "There is nothing to remove.")
        return

    def confirm() -> bool:
        return yes or not is_person() or typer.confirm("Remove these for good?")

    disposal = dispose_of_data(
        workspace, slug, now=now, reason=reason, confirm=confirm, wait=wait, log=typer.echo
    )
    n = sum(removed.n_files for removed in disposal.removed) if disposal else 0
    typer.echo(f"Removed {count(n, 'file')} of {slug}.")
    if disposal:
        typer.echo(f"Recorded: {workspace.layout.study(slug) / 'disposal.json'}")


def is_person() -> bool:
    """Whether somebody sits at a terminal who can answer."""
    return sys.stdin.isatty()
