import datetime as dt
import hashlib
import json
from pathlib import Path

import pytest

from evalcap.errors.disposal import NoReasonError, StillKeptError
from evalcap.study import Study
from evalcap.workspace.disposing import dispose, require_due, working_copies

DAY = dt.date(2026, 1, 2)
PLAN = """
title = "Invented"
programme = "training"
commissioner = "none"
{sources}
[design]
unit = "officer"
time = "wave"
treated_from = "start"
[[outcomes]]
name = "score"
label = "Test score"
unit = "points"
better = "higher"
primary = true
[[analyses]]
name = "main"
outcome = "score"
estimator = "group_time"
primary = true
[retention]
{retention}
"""


def source(name, path):
    return f'[[sources]]\nname = "{name}"\npath = "{path}"\n'


@pytest.fixture
def study(layout):
    """Make a study of the workspace; `retention` is the content of that table."""

    def made(*sources, retention="until = 2026-01-01"):
        folder = layout.study("course")
        folder.mkdir(parents=True, exist_ok=True)
        text = PLAN.format(sources="".join(sources), retention=retention)
        (folder / "study.toml").write_text(text)
        return Study.read(folder)

    return made


def write(file: Path, text="x,y\n1,2\n"):
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return file


def removed(layout, study):
    return dispose(layout, study, rule="as ordered", reason="", today=DAY)


def test_data_are_removed_once_their_last_day_has_passed(study):
    one = study(source("a", "a.csv"))
    rule = "as they were to be kept until 2026-01-01"
    assert require_due(one, today=DAY, now=False, reason="") == rule
    with pytest.raises(StillKeptError, match="may be kept until 2026-01-01"):
        require_due(one, today=dt.date(2026, 1, 1), now=False, reason="")


@pytest.mark.parametrize("retention", ["", "until = 2026-06-01"])
def test_before_that_day_it_takes_an_order_and_a_reason(study, retention):
    one = study(source("a", "a.csv"), retention=retention)
    with pytest.raises(StillKeptError):
        require_due(one, today=DAY, now=False, reason="asked for")
    with pytest.raises(NoReasonError):
        require_due(one, today=DAY, now=True, reason=" ")
    assert require_due(one, today=DAY, now=True, reason="asked for").endswith("as ordered")


def test_everything_of_the_study_s_data_goes_and_nothing_else(layout, study):
    folder = layout.study("course")
    gone = [
        write(folder / "data/Awa Diop.csv"),
        write(folder / "data/b.csv", "other"),
        write(layout.private("course") / "records.csv"),
        write(layout.log("course")),
    ]
    stays = [
        write(folder / "accepted/evidence.json"),
        write(folder / "data/notes.txt"),
        write(layout.report("course") / "index.html"),
        write(layout.private("other") / "records.csv"),
    ]
    one = study(source("tests", "data/*.csv"))
    record = removed(layout, one)
    assert not [f for f in gone if f.exists()]
    assert all(f.exists() for f in stays)
    assert {r.what: r.n_files for r in record.removed} == {
        "source tests": 2,
        "private lists of records": 1,
        "details of faults": 1,
    }


def test_the_record_says_what_was_removed_and_names_no_file(layout, study):
    write(layout.study("course") / "Awa Diop.csv", "secret")
    removed(layout, study(source("tests", "Awa Diop.csv")))
    text = (layout.study("course") / "disposal.json").read_text()
    assert "Awa" not in text
    (entry,) = json.loads(text)["disposals"][0]["removed"]
    assert entry["sha256"] == [hashlib.sha256(b"secret").hexdigest()]
    assert (entry["n_files"], entry["n_bytes"]) == (1, 6)


def test_raw_files_that_lie_elsewhere_are_never_touched(layout, study, tmp_path_factory):
    outside = write(tmp_path_factory.mktemp("archive") / "raw.csv")
    neighbour = write(layout.study("other") / "raw.csv")
    (layout.study("course")).mkdir(parents=True)
    link = layout.study("course") / "link.csv"
    link.symlink_to(outside)
    folder = layout.study("course") / "linked"
    folder.symlink_to(outside.parent)
    one = study(
        source("outside", outside.as_posix()),
        source("neighbour", "../other/raw.csv"),
        source("link", "link.csv"),
        source("linked", "linked/*.csv"),
        source("package", "package:linearmodels/datasets/jobtraining/jobtraining.csv.bz2"),
    )
    record = removed(layout, one)
    assert outside.is_file()
    assert neighbour.is_file()
    assert not link.is_symlink()
    assert set(record.left) == {"outside", "neighbour", "linked", "package"}
    assert record.sources == ("link",)


def test_nothing_to_remove_is_no_disposal(layout, study):
    assert removed(layout, study(source("a", "a.csv"))) is None
    assert not (layout.study("course") / "disposal.json").exists()


def test_what_is_gone_is_recorded_although_the_rest_could_not_be_removed(
    layout, study, monkeypatch
):
    write(layout.study("course") / "a.csv")
    locked = write(layout.private("course") / "records.csv")
    unlink = Path.unlink

    def refuse(file, **options):
        if file == locked:
            raise PermissionError(file)
        unlink(file, **options)

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(PermissionError):
        removed(layout, study(source("a", "a.csv")))
    recorded = json.loads((layout.study("course") / "disposal.json").read_text())
    assert [r["what"] for r in recorded["disposals"][0]["removed"]] == ["source a"]


def test_what_would_be_removed_is_told_with_what_stays(layout, study, tmp_path_factory):
    outside = write(tmp_path_factory.mktemp("archive") / "raw.csv")
    write(layout.study("course") / "a.csv")
    found = working_copies(layout, study(source("a", "a.csv"), source("b", outside.as_posix())))
    assert str(found) == (
        "  source a: 1 file\n  source b stays: it lies outside the study's folder"
    )
