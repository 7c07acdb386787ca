"""A study's report made again whenever something that it is made from changes."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from textwrap import indent
from typing import Final

from evalcap.errors import preview as named
from evalcap.rendering.choice import EngineChoice
from evalcap.rendering.formats import Form
from evalcap.settings import FILE as SETTINGS
from evalcap.workspace.deciding import Wish, decide
from evalcap.workspace.fingerprint import surroundings_of
from evalcap.workspace.layout import Layout
from evalcap.workspace.lock import hold_lock
from evalcap.workspace.noticing import Stamps, changes, stamps_of
from evalcap.workspace.record import Outcome
from evalcap.workspace.staging import sweep
from evalcap.workspace.steps import Steps
from evalcap.workspace.succession import successors
from evalcap.workspace.workers import Effort, build_studies

# Apart from what is published: a draft replaces no report.
_PLACE: Final = "build/preview"
_SHARED: Final = ("reports", "expectations")

Log = Callable[[str], object]


def preview_layout(layout: Layout) -> Layout:
    """Say where previews lie."""
    return replace(layout, made_in=_PLACE)


def make_preview(
    layout: Layout,
    steps: Steps,
    slug: str,
    *,
    formats: Sequence[Form] = ("html",),
    engine: EngineChoice = "auto",
    wait: float,
    log: Log,
) -> Outcome:
    """Make a study's report apart from what is published, if anything about it has changed.

    The study is run only where its evidence can have changed.

    Raises
    ------
    BuildLockedError
    """
    place, wish = preview_layout(layout), Wish(tuple(formats), engine)
    with hold_lock(place, wait=wait, log=log):
        sweep(place)
        around = surroundings_of(place, engine)
        order = decide(place, steps, slug, around, wish, followed=successors(place))
        if isinstance(order, Outcome):
            return order
        (outcome,) = build_studies(place, steps, [order], effort=Effort(), begun=lambda _: None)
        return outcome


def watch(
    layout: Layout,
    slug: str,
    make: Callable[[], Outcome],
    *,
    pause: Callable[[float], object] = time.sleep,
) -> Iterator[str]:
    """Make a preview, then again at every change, without an end.

    Yields
    ------
    str
        After each time: what changed, how long it took, and where the page is, or what is wrong.
    """
    page = preview_layout(layout).report(slug) / "index.html"
    seen = _look(layout, slug)
    yield _told("", make(), page)
    for changed in changes(lambda: _look(layout, slug), seen, pause=pause):
        what = f"{named([layout.shown(file) for file in changed], 3)} changed: "
        yield _told(what, make(), page)


def _look(layout: Layout, slug: str) -> Stamps:
    folders = [layout.study(slug), *(layout.root / name for name in _SHARED)]
    return stamps_of([folder for folder in folders if folder.is_dir()], [layout.root / SETTINGS])


def _told(what: str, outcome: Outcome, page: Path) -> str:
    clock = f"{outcome.at.astimezone():%H:%M:%S}"
    if outcome.state == "failed":
        kept = f"\nThe page from before stays: {page}" if page.is_file() else ""
        return f"{clock} {what}failed.\n{indent(outcome.message, '  ')}{kept}"
    done = f"built in {outcome.seconds:.1f} s" if outcome.state == "built" else "nothing to build"
    return f"{clock} {what}{done}. Page: {page}"
