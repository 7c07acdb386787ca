"""Bad input ends a study with one message, and leaves everything as it was."""

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from evalcap.errors import EvalcapError
from evalcap.errors.dataset import ColumnNotFoundError
from evalcap.errors.source import ChangedSourceError, MissingFileError, UnreadableFileError
from evalcap.errors.standardisation import MappingError, StructureError
from evalcap.errors.study import (
    CriticalFindingsError,
    PlanError,
    PrepareError,
    PrimaryAnalysisError,
    StudyNotFoundError,
)
from evalcap.study import Study

PLAN = """\
title = "Course"
programme = "training"
commissioner = "none"
sources = [{ name = "tests", path = "tests.csv", sha256 = "SHA" }]
columns = { score = "Score" }

[design]
unit = "officer"
time = "wave"
treated_from = "start"

[[outcomes]]
name = "score"
label = "Score"
unit = "points"
better = "higher"
primary = true

[[analyses]]
name = "main"
outcome = "score"
estimator = "group_time"
primary = true
"""
PERSON = "Amina Diallo"


def _officers() -> pd.DataFrame:
    rows = [
        {
            "officer": f"{PERSON} {i}",
            "wave": wave,
            "Score": 40 + i % 7 + wave * (1 + i % 3) + 4 * (i < 20 and wave == 3),
            "start": 3 if i < 20 else None,
            "on": int(i < 20 and wave == 3),
        }
        for i in range(40)
        for wave in (1, 2, 3)
    ]
    return pd.DataFrame(rows)


def _accept(folder: Path) -> None:
    """State in the plan the fingerprint of the present file."""
    digest = hashlib.sha256((folder / "tests.csv").read_bytes()).hexdigest()
    text = (folder / "study.toml").read_text(encoding="utf-8")
    before = text.partition('sha256 = "')[2].partition('"')[0]
    (folder / "study.toml").write_text(text.replace(before, digest), encoding="utf-8")


def _write(workspace: Path) -> Path:
    place = workspace / "studies" / "course"
    place.mkdir(parents=True)
    (place / "study.toml").write_text(PLAN, encoding="utf-8")
    _officers().to_csv(place / "tests.csv", index=False)
    _accept(place)
    return place


@pytest.fixture
def folder(tmp_path):
    return _write(tmp_path)


@pytest.fixture(scope="module")
def accepted(tmp_path_factory):
    """The same study with its evidence accepted, to be copied."""
    place = _write(tmp_path_factory.mktemp("accepted"))
    Study.read(place).accept()
    return place


def _plan(old: str, new: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        text = (folder / "study.toml").read_text(encoding="utf-8")
        assert old in text
        (folder / "study.toml").write_text(text.replace(old, new), encoding="utf-8")

    return change


def _data(edit: Callable[[pd.DataFrame], pd.DataFrame]) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        edit(pd.read_csv(folder / "tests.csv")).to_csv(folder / "tests.csv", index=False)
        _accept(folder)

    return change


def _bytes(content: bytes) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        (folder / "tests.csv").write_bytes(content)
        _accept(folder)

    return change


def _reversed(folder: Path) -> None:
    _data(lambda f: f.assign(on=((f["wave"] == 2) & f["start"].notna()).astype(int)))(folder)
    _plan('treated_from = "start"', 'treated = "on"')(folder)


def _appended(folder: Path) -> None:
    with (folder / "tests.csv").open("a", encoding="utf-8") as file:
        file.write("another,1,50,,0\n")


def _unprepared(folder: Path) -> None:
    (folder / "prepare.py").write_text("def prepare(sources):\n    return sources['test']\n")


def _gone(folder: Path) -> None:
    (folder / "study.toml").unlink()


BAD = {
    "a missing file": (lambda f: (f / "tests.csv").unlink(), MissingFileError),
    "a changed sha256": (_appended, ChangedSourceError),
    "an unknown key": (_plan("title =", "titel ="), PlanError),
    "a plan that is no TOML": (_plan("[design]", "[design"), PlanError),
    "no plan": (_gone, StudyNotFoundError),
    "a header that is not there": (_plan('"Score" }', '"Points" }'), MappingError),
    "an outcome that is not there": (_plan('{ score = "Score" }', "{}"), ColumnNotFoundError),
    "a unit that is not there": (_plan('unit = "officer"', 'unit = "post"'), StructureError),
    "a treatment that switches off": (_reversed, StructureError),
    "a start that changes": (_data(lambda f: f.assign(start=f["wave"])), StructureError),
    "duplicate rows": (_data(lambda f: pd.concat([f, f.head(2)])), StructureError),
    "rows without a unit": (
        _data(lambda f: f.assign(officer=f["officer"].where(f["wave"] < 3))),
        StructureError,
    ),
    "a critical rule unmet": (_data(lambda f: f.assign(attendance=80)), CriticalFindingsError),
    "an outcome that is empty": (_data(lambda f: f.assign(Score=None)), CriticalFindingsError),
    "an outcome of words": (_data(lambda f: f.assign(Score="good")), StructureError),
    "an outcome of one value": (_data(lambda f: f.assign(Score=3)), PrimaryAnalysisError),
    "an infinite outcome": (_data(lambda f: f.assign(Score=float("inf"))), EvalcapError),
    "nobody treated": (_data(lambda f: f.assign(start=None)), PrimaryAnalysisError),
    "everybody treated": (_data(lambda f: f.assign(start=3)), PrimaryAnalysisError),
    "one period": (_data(lambda f: f[f["wave"] == 3]), PrimaryAnalysisError),
    "one unit": (_data(lambda f: f.head(3)), EvalcapError),
    "no row": (_data(lambda f: f.head(0)), EvalcapError),
    "an empty file": (_bytes(b""), UnreadableFileError),
    "a file of another kind": (_bytes(b"\x00\x01\x02" * 99), EvalcapError),
    "a prepare.py that fails": (_unprepared, PrepareError),
}


def _state(folder: Path) -> dict[str, bytes]:
    files = [f for f in folder.parent.parent.rglob("*") if f.is_file()]
    return {str(f): f.read_bytes() for f in files}


def test_the_study_runs_as_long_as_nothing_is_wrong(folder):
    assert Study.read(folder).run().headlines()[0].point == pytest.approx(4, abs=0.5)


@pytest.mark.parametrize("what", BAD)
def test_it_ends_with_one_message_of_what_is_wrong_needed_and_to_do(folder, what):
    spoil, kind = BAD[what]
    spoil(folder)
    with pytest.raises(EvalcapError) as caught:
        Study.read(folder).run()
    error = caught.value
    assert isinstance(error, kind), type(error)
    for part in (error.wrong, error.needed, error.do):
        assert part.strip()
        assert part in str(error)
    assert "Traceback" not in str(error)
    assert PERSON not in str(error)


@pytest.mark.parametrize("what", [w for w in BAD if w not in ("no plan", "a changed sha256")])
def test_it_leaves_every_file_as_it_was(accepted, tmp_path, what):
    folder = tmp_path / "studies" / "course"
    shutil.copytree(accepted, folder)
    BAD[what][0](folder)
    before = _state(folder)
    with pytest.raises(EvalcapError):
        Study.read(folder).accept()
    assert _state(folder) == before
