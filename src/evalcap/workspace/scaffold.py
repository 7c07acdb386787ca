"""The folder of a new study, with files that say what to write into them."""

import shutil
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from string import Template
from types import MappingProxyType
from typing import Final

from evalcap.errors.workspace import StudyExistsError
from evalcap.programmes import programme
from evalcap.workspace.naming import require_name

# Where each file of the new folder comes from.
_FILES: Final = MappingProxyType(
    {"study.toml": "study.toml", "lessons.toml": "lessons.toml", "prepare.py": "prepare.py.txt"}
)
# What a study of each type usually follows over time.
_USUAL: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "training": {
            "unit": "officer",
            "unit_is": "person",
            "time": "wave",
            "outcome": "score",
            "label": "Test score",
            "measure": "points",
        },
        "document_verification": {
            "unit": "border_post",
            "unit_is": "place",
            "time": "month",
            "outcome": "detections",
            "label": "Forged documents detected",
            "measure": "documents a month",
        },
        "reintegration": {
            "unit": "returnee",
            "unit_is": "person",
            "time": "wave",
            "outcome": "composite_score",
            "label": "Reintegration score",
            "measure": "from 0 to 1",
        },
    }
)


def write_scaffold(studies: Path, slug: str, programme_name: str) -> Path:
    """Write a new study's files.

    Parameters
    ----------
    studies
        The folder of all studies.
    slug
        The new study's name, and its folder's.
    programme_name
        The programme type that the study is about.

    Returns
    -------
    Path
        The new folder.

    Raises
    ------
    StudyNameError, StudyExistsError, UnknownProgrammeError
    """
    require_name(slug)
    known = programme(programme_name)
    folder = studies / slug
    if folder.exists():
        raise StudyExistsError(folder)
    title = slug.replace("-", " ").capitalize()
    words = {"slug": slug, "title": title, "programme": known.name, **_USUAL[known.name]}
    folder.mkdir(parents=True)
    try:
        _fill(folder, words)
    except OSError:
        shutil.rmtree(folder, ignore_errors=True)  # half a study would stand in the way of a whole
        raise
    return folder


def _fill(folder: Path, words: Mapping[str, str]) -> None:
    (folder / "narrative").mkdir()
    templates = files("evalcap.workspace") / "new_study"
    for name, template in _FILES.items():
        text = Template((templates / template).read_text(encoding="utf-8"))
        (folder / name).write_text(text.substitute(words), encoding="utf-8")
