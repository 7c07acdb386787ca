from hashlib import sha256

import numpy as np
import pandas as pd
import pyreadstat
import pytest

from evalcap.errors.reading import FileProblemsError, ReaderOptionError
from evalcap.errors.source import (
    ChangedSourceError,
    MissingFileError,
    SheetError,
    SourceError,
    UnreadableFileError,
)
from evalcap.sources import read_source

POSTS = b"post,month,detections\nA,1,4\nA,2,7\nB,1,3\n"


@pytest.fixture
def posts(tmp_path):
    path = tmp_path / "posts.csv"
    path.write_bytes(POSTS)
    return path


def test_a_source_says_which_file_it_was(posts):
    source = read_source(posts)
    assert source.sha256 == sha256(POSTS).hexdigest()
    assert (source.name, source.format, source.n_rows) == ("posts", "csv", 3)
    assert source.location == str(posts)


def test_a_relative_path_is_relative_to_the_folder(posts):
    assert read_source("posts.csv", folder=posts.parent, name="checks").name == "checks"


def test_the_accepted_fingerprint_is_let_through_in_either_case(posts):
    assert read_source(posts, sha256=sha256(POSTS).hexdigest().upper()).n_rows == 3


def test_a_changed_file_is_refused_with_both_fingerprints_and_the_way_out(posts):
    accepted = sha256(b"what was accepted").hexdigest()
    with pytest.raises(ChangedSourceError) as caught:
        read_source(posts, sha256=accepted)
    message = str(caught.value)
    assert accepted[:12] in message
    assert sha256(POSTS).hexdigest()[:12] in message
    assert "evalcap accept" in message


def test_a_missing_file_is_answered_with_its_near_matches(posts):
    with pytest.raises(MissingFileError, match=r"posts\.csv"):
        read_source("Post.csv", folder=posts.parent)


def test_only_a_workbook_has_sheets(posts):
    with pytest.raises(SheetError, match=r"Only \.xlsx"):
        read_source(posts, sheet="data")


@pytest.mark.parametrize("suffix", ["csv", "tsv", "xlsx", "dta", "sav", "parquet", "csv.gz"])
def test_an_empty_file_is_refused(tmp_path, suffix):
    path = tmp_path / f"posts.{suffix}"
    path.write_bytes(b"")
    with pytest.raises(UnreadableFileError, match="empty"):
        read_source(path)


@pytest.mark.parametrize("suffix", ["xlsx", "dta", "sav", "parquet", "csv.gz", "csv.bz2", "csv.xz"])
def test_bytes_of_another_kind_are_refused_without_a_foreign_exception(tmp_path, suffix):
    path = tmp_path / f"posts.{suffix}"
    path.write_bytes(POSTS)
    with pytest.raises(UnreadableFileError):
        read_source(path)


def _write(frame, path):
    match path.suffix:
        case ".parquet":
            frame.to_parquet(path)
        case ".xlsx":
            frame.to_excel(path, index=False)
        case ".dta":
            frame.to_stata(path, write_index=False)
        case ".sav":
            pyreadstat.write_sav(frame, path)
        case _:
            frame.to_csv(path, index=False)


@pytest.mark.parametrize(
    "suffix", [".csv.gz", ".csv.bz2", ".csv.xz", ".csv.zip", ".xlsx", ".dta", ".parquet"]
)
def test_a_truncated_file_is_refused(tmp_path, suffix):
    whole, cut = tmp_path / f"whole{suffix}", tmp_path / f"cut{suffix}"
    _write(pd.DataFrame({"post": np.arange(500), "share": np.linspace(0, 1, 500)}), whole)
    assert read_source(whole).n_rows == 500
    raw = whole.read_bytes()
    cut.write_bytes(raw[: len(raw) // 2])
    with pytest.raises(SourceError):
        read_source(cut)


def test_the_raw_file_is_left_as_it_was(posts):
    before = posts.stat().st_mtime_ns
    frame = read_source(posts).frame
    frame["detections"] = 99
    assert posts.read_bytes() == POSTS
    assert posts.stat().st_mtime_ns == before


def test_the_repr_of_a_source_shows_no_row(posts):
    assert "detections" not in repr(read_source(posts))


def test_a_source_reads_as_a_line(posts):
    assert str(read_source(posts)).startswith("posts: 3 rows and 3 columns from ")


@pytest.fixture
def monthly(write, tmp_path):
    write("monthly/2024-01.csv", "post,n\nA,1\nB,2\n")
    write("monthly/2024-02.csv", "post;n\nA;3\n")
    return tmp_path


def test_a_folder_of_files_is_one_table(monthly):
    source = read_source("monthly", folder=monthly)
    assert source.frame.to_dict("list") == {"post": ["A", "B", "A"], "n": [1, 2, 3]}
    assert (source.name, source.format, source.n_rows) == ("monthly", "csv", 3)


def test_the_log_has_every_file_with_its_own_fingerprint(monthly):
    log = read_source("monthly/*.csv", folder=monthly).file_log()
    assert log["file"].tolist() == ["2024-01.csv", "2024-02.csv"]
    assert log["rows"].tolist() == [2, 1]
    assert log["delimiter"].tolist() == [",", ";"]
    for name, digest in zip(log["file"], log["sha256"], strict=True):
        assert digest == sha256((monthly / "monthly" / name).read_bytes()).hexdigest()


def test_the_fingerprint_of_several_files_changes_with_each(monthly, write):
    before = read_source("monthly", folder=monthly).sha256
    assert read_source("monthly", folder=monthly, sha256=before).n_rows == 3
    write("monthly/2024-03.csv", "post,n\nA,4\n")
    with pytest.raises(ChangedSourceError):
        read_source("monthly", folder=monthly, sha256=before)


def test_each_record_can_say_which_file_it_came_from(monthly):
    frame = read_source("monthly", folder=monthly, file_column="_file").frame
    assert frame["_file"].tolist() == ["2024-01.csv", "2024-01.csv", "2024-02.csv"]


def test_a_column_for_the_file_must_be_a_new_one(posts):
    with pytest.raises(ReaderOptionError, match="has a column of that name"):
        read_source(posts, file_column="post")


def test_codes_in_one_month_are_text_in_every_month(write, tmp_path):
    write("monthly/a.csv", "case,n\n007,1\n")
    write("monthly/b.csv", "case,n\n10,2\n")
    source = read_source("monthly", folder=tmp_path)
    assert source.frame["case"].tolist() == ["007", "10"]
    assert [finding.kind for finding in source.findings] == ["differing_types"]


def test_a_month_that_is_read_anew_still_says_its_file(write, tmp_path):
    write("monthly/a.csv", "case,n\n007,1\n")
    write("monthly/b.csv", "case,n\n10,2\n")
    frame = read_source("monthly", folder=tmp_path, file_column="_file").frame
    assert frame["_file"].tolist() == ["a.csv", "b.csv"]


def test_an_option_may_name_a_column_that_one_month_lacks_but_not_all(write, tmp_path):
    write("monthly/a.csv", "case,n\n1,98\n")
    write("monthly/b.csv", "case\n2\n")
    options = {"missing": {"n": ["98"]}, "text_columns": ["n"], "folder": tmp_path}
    assert read_source("monthly", **options).user_missing == {"n": {"98": 1}}
    with pytest.raises(ReaderOptionError) as caught:
        read_source("monthly", folder=tmp_path, missing={"m": ["98"]}, text_columns=["k"])
    assert len(caught.value.problems) == 2


def test_what_is_wrong_with_each_month_is_said_at_once(write, tmp_path):
    write("monthly/a.csv", "case,n\n1,2,3\n")
    write("monthly/b.csv", b"case,n\n1,\xe8\n")
    write("monthly/c.csv", "case,n\n1,2\n")
    with pytest.raises(FileProblemsError) as caught:
        read_source("monthly", folder=tmp_path)
    assert [problem.file for problem in caught.value.problems] == ["a.csv", "b.csv"]


def test_findings_of_each_month_say_which_it_is(write, tmp_path):
    write("monthly/a.csv", "case,n\n1,2\n,\n")
    write("monthly/b.csv", "case,n\n1,3\n")
    (finding,) = read_source("monthly", folder=tmp_path).findings
    assert (finding.kind, finding.file) == ("empty_rows", "a.csv")
    assert str(finding) == ("- a.csv: 1 record: nothing in them; left out (for example record 2).")


@pytest.mark.parametrize("suffix", [".csv.gz", ".xlsx", ".dta", ".sav", ".parquet"])
def test_no_reader_writes_to_its_file(tmp_path, suffix):
    path = tmp_path / f"a{suffix}"
    _write(pd.DataFrame({"post": ["A", "B"], "share": [0.5, 1.5]}), path)
    path.chmod(0o444)
    before = path.stat().st_mtime_ns, sha256(path.read_bytes()).hexdigest()
    read_source(path)
    assert (path.stat().st_mtime_ns, sha256(path.read_bytes()).hexdigest()) == before
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_a_detached_source_can_be_changed_without_the_first(posts):
    source = read_source(posts)
    own = source.detached()
    own.frame["detections"] = 0
    own.frame.loc[0, "post"] = "Z"
    assert source.frame["detections"].tolist() == [4, 7, 3]
    assert source.frame["post"].tolist() == ["A", "A", "B"]
