"""What a study may be called, and which names are studies."""

import re
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from evalcap.errors.workspace import NoStudiesError, StudyNameError, UnknownStudyError
from evalcap.words.catalogue import LANGUAGES
from evalcap.workspace.layout import Layout

_SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
# Names that the site needs for itself; the pages in each further language have a folder.
RESERVED: Final = frozenset({"compact", "portfolio", *LANGUAGES})


def require_name(slug: str) -> None:
    """Refuse a name that cannot be a folder, an address and a file name everywhere.

    Raises
    ------
    StudyNameError
    """
    if slug in RESERVED or not _SLUG.fullmatch(slug):
        raise StudyNameError(slug, reserved=RESERVED)


def study_names(layout: Layout) -> tuple[str, ...]:
    """List the studies: folders that hold something, apart from hidden ones and caches."""
    folders = layout.studies.iterdir() if layout.studies.is_dir() else ()
    return tuple(sorted(f.name for f in folders if f.is_dir() and not _private(f) and _filled(f)))


def chosen_studies(layout: Layout, slugs: Sequence[str] | None) -> tuple[str, ...]:
    """Take the studies asked for, or all of them.

    Raises
    ------
    NoStudiesError
        There is none at all.
    UnknownStudyError
        Some do not exist; the message names each, and what was perhaps meant.
    """
    known = study_names(layout)
    if not known:
        raise NoStudiesError(layout.studies)
    wanted = tuple(dict.fromkeys(slugs)) if slugs else known
    if unknown := [slug for slug in wanted if slug not in known]:
        near = [guess for slug in unknown for guess in get_close_matches(slug, known, 1)]
        raise UnknownStudyError(unknown, known=known, near=near)
    return wanted


def _private(path: Path) -> bool:
    return path.name.startswith((".", "_"))


def _filled(folder: Path) -> bool:
    return any(not _private(path) for path in folder.iterdir())
