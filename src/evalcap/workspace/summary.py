"""The Compact summary and the site around the reports, made from what was published."""

import gc
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from shutil import rmtree

from evalcap.errors.workspace import NothingPublishedError
from evalcap.evidence import Evidence
from evalcap.lessons import Lessons
from evalcap.portfolio import Entry
from evalcap.translations.stored import read_stored
from evalcap.words import Language, report_places
from evalcap.words.catalogue import LANGUAGES
from evalcap.workspace.fingerprint import Surroundings
from evalcap.workspace.guarding import Failure, guarded
from evalcap.workspace.layout import EVIDENCE, LESSONS, RECORD, TRANSLATIONS, Layout
from evalcap.workspace.product import product_of, require_filled
from evalcap.workspace.record import BuildRecord, Outcome, Shown, SummaryRecord
from evalcap.workspace.staging import publish, staging
from evalcap.workspace.steps import Steps

NAME = "Compact summary"
_LOG = "compact"  # no study can have this name
# What there is in each language, and what there is once.
_IN_WORDS = (
    "index.html",
    "compact/index.html",
    "compact/exchange.html",
    "compact/review-annex.html",
    "compact/review-annex.docx",
    "compact/lessons.xlsx",
)
_ONCE = (
    "compact/lessons.csv",
    "compact/lessons.json",
    "compact/effects-hxl.csv",
    "compact/effects-sdmx.csv",
)


def summarise(
    layout: Layout,
    steps: Steps,
    outcomes: Mapping[str, Outcome],
    slugs: Sequence[str],
    surroundings: Surroundings,
    *,
    languages: tuple[Language, ...] = ("en",),
    force: bool = False,
) -> Outcome:
    """Make the summary if a study was built, or anything it shows has changed.

    Parameters
    ----------
    outcomes
        What last became of each study; the page that links everything names what failed.
    slugs
        Every study of the workspace; those that were never built are left out.
    languages
        What it is written in, the first in front.
    force
        Make it even if nothing has changed.
    """
    began = time.monotonic()
    shown = _shown(layout, outcomes, slugs, surroundings)
    now = datetime.now(tz=UTC)
    built = tuple(slug for slug, outcome in outcomes.items() if outcome.state == "built")
    reasons = (*(f"{slug} was built" for slug in built), *_reasons(layout, shown, force=force))
    if not reasons:
        return Outcome(name=NAME, state="up to date", at=now)
    with _keeping_everything():
        made = guarded(layout, _LOG, lambda: _make(layout, steps, shown, languages))
    seconds = round(time.monotonic() - began, 1)
    outcome = Outcome(name=NAME, state="built", at=now, seconds=seconds, reasons=reasons)
    return outcome.failed(made) if isinstance(made, Failure) else outcome


def _shown(
    layout: Layout,
    outcomes: Mapping[str, Outcome],
    slugs: Sequence[str],
    surroundings: Surroundings,
) -> Shown:
    records = {slug: BuildRecord.read(layout.evidence(slug) / RECORD) for slug in slugs}
    return Shown(
        studies={slug: _parts(r) for slug, r in records.items() if r},
        failed={slug: o.message for slug, o in outcomes.items() if o.state == "failed"},
        surroundings=surroundings,
    )


def _parts(record: BuildRecord) -> dict[str, str]:
    """Take what is shown of a study: evidence, lessons, which documents there are."""
    files = record.product.files.items()
    return {file: sha if file.startswith("evidence/") else "linked" for file, sha in files}


def _reasons(layout: Layout, shown: Shown, *, force: bool) -> Iterator[str]:
    if force:
        yield "it was asked for"
    record = SummaryRecord.read(layout.summary_record)
    if record is None:
        yield "there is no record of its last build"
        return
    yield from record.product.damage(layout.build)
    yield from shown.changes_since(record.shown)


def _make(layout: Layout, steps: Steps, shown: Shown, languages: tuple[Language, ...]) -> None:
    if not shown.studies:
        raise NothingPublishedError
    with staging(layout, _LOG) as staged:
        entries = [_read(layout, slug) for slug in shown.studies]
        steps.summarise(
            entries,
            staged,
            failed=shown.failed,
            template=layout.template,
            earlier=_intact_site(layout),
            languages=languages,
        )
        further = [staged / place for place in report_places(languages).values() if place]
        in_words = [place / file for place in further for file in _IN_WORDS]
        require_filled(NAME, [*(staged / file for file in (*_IN_WORDS, *_ONCE)), *in_words])
        places = {part.name: layout.site / part.name for part in staged.iterdir()}
        product = product_of(layout, staged, places)
        publish(layout, staged, places)
    _drop_languages(layout, languages)
    now = datetime.now(tz=UTC)
    SummaryRecord(built=now, shown=shown, product=product).write(layout.summary_record)
    layout.log(_LOG).unlink(missing_ok=True)


def _drop_languages(layout: Layout, languages: tuple[Language, ...]) -> None:
    """Remove pages in languages that are no longer asked for."""
    for language in LANGUAGES:
        if language not in languages[1:]:
            rmtree(layout.site / language, ignore_errors=True)


def _intact_site(layout: Layout) -> Path | None:
    """Give the site as it was last built; None where anything of it is not as it was made."""
    record = SummaryRecord.read(layout.summary_record)
    return None if record is None or record.product.damage(layout.build) else layout.site


@contextmanager
def _keeping_everything() -> Iterator[None]:
    """Look for nothing to throw away: evidence of many studies is all needed until the end.

    Looking through it again and again takes a third of the time of a large site.
    """
    was_looking = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_looking:
            gc.enable()


def _read(layout: Layout, slug: str) -> Entry:
    folder, report = layout.evidence(slug), layout.report(slug)
    return Entry(
        evidence=Evidence.read(folder / EVIDENCE),
        lessons=Lessons.model_validate_json((folder / LESSONS).read_bytes()),
        files=tuple(sorted(file.name for file in report.iterdir() if file.is_file())),
        translations=read_stored(folder / TRANSLATIONS),
    )
