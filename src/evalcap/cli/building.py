"""Commands that make reports and the Compact summary."""

# The library is imported inside each command, so that --help is instant.
# ruff: noqa: PLC0415

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from evalcap.cli.answering import require
from evalcap.cli.options import WAIT, Engine, Slug, Slugs, Wait

Reason = Annotated[
    str, typer.Option(metavar="SENTENCE", help="Why, in a sentence that readers will see.")
]

if TYPE_CHECKING:
    from evalcap.workspace import BuildReport


def build(
    slugs: Slugs = None,
    *,
    force: Annotated[bool, typer.Option("--force", help="Build even what is up to date.")] = False,
    jobs: Annotated[
        int, typer.Option(min=1, metavar="NUMBER", help="How many studies at a time.")
    ] = 1,
    limit: Annotated[
        float,
        typer.Option(min=1, metavar="SECONDS", help="How long one of several studies may take."),
    ] = 3600.0,
    engine: Engine = "auto",
    wait: Wait = WAIT,
    quiet: Annotated[bool, typer.Option("--quiet", help="Tell only what failed.")] = False,
) -> None:
    """Build what has changed or is missing, then the Compact summary.

    A study that fails stops no other, and its earlier report stays. The pages are linked from
    build/site/index.html; build/status.json says what was built, what failed and why.
    """
    from evalcap.cli.progress import telling
    from evalcap.workspace import Workspace

    with telling(quiet=quiet) as told:
        made = Workspace.find().build(
            slugs,
            force=force,
            engine=engine,
            jobs=jobs,
            limit=limit,
            wait=wait,
            log=told.log,
            watch=told.watch,
        )
    _end(made, quiet=quiet)


def report(slug: Slug, *, engine: Engine = "auto", wait: Wait = WAIT) -> None:
    """Build one study's report anew, changed or not.

    The study is run as well. To see a draft of it while you write, take `evalcap preview`.
    """
    from evalcap.cli.progress import telling
    from evalcap.workspace import Workspace

    workspace = Workspace.find()
    with telling(quiet=False) as told:
        made = workspace.build(
            [slug], force=True, engine=engine, wait=wait, log=told.log, watch=told.watch
        )
    _end(made)
    typer.echo(f"Report: {workspace.layout.report(slug) / 'index.html'}")


def preview(
    slug: Slug,
    *,
    whole: Annotated[
        bool, typer.Option("--all", help="Build every document, not the page alone.")
    ] = False,
    engine: Engine = "auto",
    port: Annotated[
        int, typer.Option(min=0, max=65535, metavar="PORT", help="Where to serve; 0 for any.")
    ] = 0,
    wait: Wait = WAIT,
) -> None:
    """Build a draft report again at every change.

    The study's folder, reports/, expectations/ and evalcap.toml are watched until you end it with
    Ctrl-C. Nothing that is published changes: `evalcap build` does that.
    """
    from evalcap.rendering.formats import FORMS
    from evalcap.workspace import Workspace
    from evalcap.workspace.naming import chosen_studies
    from evalcap.workspace.previewing import make_preview, preview_layout, watch
    from evalcap.workspace.serving import serve

    workspace = Workspace.find()
    layout, steps = workspace.layout, workspace.steps
    chosen_studies(layout, [slug])
    make = partial(
        make_preview,
        *(layout, steps, slug),
        formats=FORMS if whole else ("html",),
        engine=engine,
        wait=wait,
        log=typer.echo,
    )
    try:
        with serve(preview_layout(layout).report(slug), port=port) as address:
            typer.echo(f"Preview of {slug}: {address} (Ctrl-C to end)")
            typer.echo("It is being built; the first time takes longest.")
            for told in watch(layout, slug, make):
                typer.echo(told)
    except KeyboardInterrupt:
        typer.echo("\nThe preview has ended. To publish what it showed: evalcap build")


def withdraw(slug: Slug, *, reason: Reason, engine: Engine = "auto", wait: Wait = WAIT) -> None:
    """Withdraw a report: a notice stays, lists drop it.

    The reason goes into the study's corrections.toml, for good. A correction of a report that still
    holds is `evalcap correct`.
    """
    from evalcap.workspace import Workspace

    workspace = Workspace.find()
    _end(
        workspace.amend(slug, "withdrawn", reason=reason, engine=engine, wait=wait, log=typer.echo)
    )


def correct(slug: Slug, *, reason: Reason, engine: Engine = "auto", wait: Wait = WAIT) -> None:
    """Build a report anew, with a notice of correction.

    Put right what was wrong first. The reason goes into the study's corrections.toml, for good.
    """
    from evalcap.workspace import Workspace

    workspace = Workspace.find()
    _end(
        workspace.amend(slug, "corrected", reason=reason, engine=engine, wait=wait, log=typer.echo)
    )


def compact(*, wait: Wait = WAIT) -> None:
    """Make the Compact summary anew from what was last built.

    No study is run or built. `evalcap build` does it by itself wherever something has changed.
    """
    from evalcap.workspace import Workspace

    workspace = Workspace.find()
    outcome = workspace.compact(wait=wait, log=typer.echo)
    require(outcome.state == "built")
    typer.echo(f"Results: {workspace.layout.compact / 'index.html'}")


def reproduce(slugs: Slugs = None, *, wait: Wait = WAIT) -> None:
    """Run studies anew and compare with the accepted evidence.

    Ends with 1 if a number or a word differs, or if nothing was accepted to compare with; which
    ones is told, and stands in build/reproduction.json.
    """
    from evalcap.cli.progress import under_way
    from evalcap.workspace import Workspace

    workspace = Workspace.find()
    with under_way("Running the studies anew"):
        result = workspace.reproduce(slugs, wait=wait, log=typer.echo)
    typer.echo(str(result))
    typer.echo(f"Results: {workspace.layout.reproduction}")
    require(result.ok)


def _end(report: "BuildReport", *, quiet: bool = False) -> None:
    if not (quiet and report.ok):
        typer.echo(str(report))
    require(report.ok)
