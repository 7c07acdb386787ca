import gzip
from hashlib import sha256

import numpy as np
import pandas as pd
import pytest

from evalcap.errors.source import (
    ChangedSourceError,
    MissingFileError,
    SheetError,
    SourceError,
    UnknownFormatError,
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


def test_an_unknown_format_is_answered_with_the_formats(tmp_path):
    (tmp_path / "posts.json").write_text("[]")
    with pytest.raises(UnknownFormatError, match=r"\.xlsx.*\.sav.*\.csv\.gz"):
        read_source(tmp_path / "posts.json")


def test_only_text_is_read_compressed(tmp_path):
    (tmp_path / "posts.dta.gz").write_bytes(gzip.compress(b"anything"))
    with pytest.raises(UnknownFormatError):
        read_source(tmp_path / "posts.dta.gz")


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
