"""The Compact summary and the page that links everything, made from what was published."""

import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

from evalcap.errors.workspace import NothingPublishedError
from evalcap.evidence import Evidence
from evalcap.lessons import Lessons
from evalcap.workspace.fingerprint import Surroundings
from evalcap.workspace.guarding import Failure, guarded
from evalcap.workspace.layout import EVIDENCE, LESSONS, RECORD, Layout
from evalcap.workspace.product import product_of, require_filled
from evalcap.workspace.record import BuildRecord, Outcome, SummaryRecord
from evalcap.workspace.staging import publish, staging
from evalcap.workspace.steps import Published, Steps

NAME = "Compact summary"
_LOG = "compact"  # no study can have this name
_FILES = ("compact/index.html", "compact/lessons.csv", "compact/lessons.json", "index.html")


def summarise(
    layout: Layout,
    steps: Steps,
    slugs: Sequence[str],
    surroundings: Surroundings,
    *,
    force: bool = False,
) -> Outcome:
    """Make the summary if anything it shows has changed.

    Parameters
    ----------
    slugs
        Every study of the workspace; those that were never built are left out.
    force
        Make it even if nothing has changed.
    """
    began = time.monotonic()
    studies = _published(layout, slugs)
    now = datetime.now(tz=UTC)
    reasons = tuple(_reasons(layout, studies, surroundings, force=force))
    if not reasons:
        return Outcome(name=NAME, state="up to date", at=now)
    made = guarded(layout, _LOG, lambda: _make(layout, steps, studies, surroundings))
    seconds = round(time.monotonic() - began, 1)
    outcome = Outcome(name=NAME, state="built", at=now, seconds=seconds, reasons=reasons)
    return outcome.failed(made) if isinstance(made, Failure) else outcome


def _published(layout: Layout, slugs: Sequence[str]) -> dict[str, dict[str, str]]:
    """Take what the summary shows of each study: evidence, lessons, which documents there are."""
    records = {slug: BuildRecord.read(layout.evidence(slug) / RECORD) for slug in slugs}
    return {slug: _shown(record) for slug, record in records.items() if record}


def _shown(record: BuildRecord) -> dict[str, str]:
    files = record.product.files.items()
    return {file: sha if file.startswith("evidence/") else "linked" for file, sha in files}


def _reasons(
    layout: Layout,
    studies: Mapping[str, Mapping[str, str]],
    surroundings: Surroundings,
    *,
    force: bool,
) -> Iterator[str]:
    if force:
        yield "it was asked for"
    record = SummaryRecord.read(layout.summary_record)
    if record is None:
        yield "there is no record of an earlier build"
        return
    changed = [s for s in studies if studies[s] != record.studies.get(s)]
    gone = [s for s in record.studies if s not in studies]
    yield from (f"{slug} changed" for slug in changed)
    yield from (f"{slug} is gone" for slug in gone)
    yield from record.product.damage(layout.build)
    yield from surroundings.changes_since(record.surroundings)


def _make(
    layout: Layout,
    steps: Steps,
    studies: dict[str, dict[str, str]],
    surroundings: Surroundings,
) -> None:
    if not studies:
        raise NothingPublishedError
    places = {"compact": layout.compact, "index.html": layout.index}
    with staging(layout, _LOG) as staged:
        steps.summarise([_read(layout, slug) for slug in studies], staged)
        require_filled(NAME, [staged / file for file in _FILES])
        product = product_of(layout, staged, places)
        publish(layout, staged, places)
    SummaryRecord(
        built=datetime.now(tz=UTC), studies=studies, surroundings=surroundings, product=product
    ).write(layout.summary_record)
    layout.log(_LOG).unlink(missing_ok=True)


def _read(layout: Layout, slug: str) -> Published:
    folder, report = layout.evidence(slug), layout.report(slug)
    return Published(
        evidence=Evidence.read(folder / EVIDENCE),
        lessons=Lessons.model_validate_json((folder / LESSONS).read_bytes()),
        files=tuple(sorted(file.name for file in report.iterdir() if file.is_file())),
    )
