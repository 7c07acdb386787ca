"""The steps of a build; they load the heavy libraries only when they are taken."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from evalcap.evidence import Evidence
from evalcap.lessons import Lessons
from evalcap.portfolio import Entry
from evalcap.rendering import Rendering
from evalcap.translations import Translation

if TYPE_CHECKING:
    from evalcap.study import Study


@dataclass(frozen=True, slots=True)
class Steps:
    """What a build is made of.

    Attributes
    ----------
    read
        A study's folder to the study.
    render
        A study and its evidence to files in the folder `to`.
    exchange
        A study's evidence and lessons, and translations of their words, to the files beside its
        report that can be taken elsewhere.
    summarise
        What was published, and what failed, to a folder `compact` and the parts of the site in the
        folder given, in languages the first of which is the site's; `earlier` is the site that
        stands, None if it is not as it was made.
    """

    read: "Callable[[Path], Study]"
    render: Callable[..., Rendering]
    exchange: Callable[..., object]
    summarise: Callable[..., None]


def _read(folder: Path) -> "Study":
    from evalcap.study import Study  # noqa: PLC0415 - loads pandas

    return Study.read(folder)


def _render(*arguments: object, **options: object) -> Rendering:
    from evalcap.study import render  # noqa: PLC0415 - loads pandas

    return render(*arguments, **options)  # type: ignore[arg-type]


def _exchange(
    evidence: Evidence,
    lessons: Lessons,
    to: Path,
    *,
    template: Path | None,
    translations: Mapping[str, Translation],
) -> tuple[Path, ...]:
    from evalcap.compact import write_study_files  # noqa: PLC0415 - slow

    return write_study_files(evidence, lessons, to, template=template, translations=translations)


def _summarise(
    entries: Sequence[Entry],
    to: Path,
    *,
    failed: Mapping[str, str],
    template: Path | None,
    earlier: Path | None,
    languages: Sequence[str] = ("en",),
) -> None:
    from evalcap.compact import write_compact  # noqa: PLC0415 - slow
    from evalcap.site import write_site  # noqa: PLC0415 - slow

    # The summary waits for Pandoc, a process of its own, while the pages are written.
    with ThreadPoolExecutor(max_workers=1) as aside:
        summary = aside.submit(
            write_compact, entries, to / "compact", template=template, languages=languages
        )
        write_site(
            entries, to, failed=failed, template=template, earlier=earlier, languages=languages
        )
        summary.result()


STEPS = Steps(read=_read, render=_render, exchange=_exchange, summarise=_summarise)
