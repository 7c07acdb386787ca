import os

import pytest

from evalcap.errors.reading import LimitError
from evalcap.errors.source import UnreadableFileError, UnstableFileError
from evalcap.sources.opening import open_raw
from evalcap.sources.options import Limits


def _open(path, **limits):
    return open_raw(path, path.name, "csv", "", Limits(**limits))


def test_a_file_is_fingerprinted_and_its_bytes_are_those_on_disk(write):
    file = _open(write("a.csv", b"abc"))
    # FIPS 180-2, appendix B.1
    assert file.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert file.read() == b"abc"
    file.require_unchanged()


def test_an_empty_file_is_refused(write):
    with pytest.raises(UnreadableFileError, match="empty"):
        _open(write("a.csv", b""))


def test_a_file_larger_than_the_limit_is_refused_unread(write):
    with pytest.raises(LimitError, match=r"limits = \{ bytes = 12 \}"):
        _open(write("a.csv", b"x" * 11), bytes=10)


@pytest.mark.parametrize("change", ["longer", "touched"])
def test_a_file_that_changes_while_it_is_read_is_refused(write, change):
    path = write("a.csv", b"abc")
    file = _open(path)
    if change == "longer":
        path.write_bytes(b"abcd")
    os.utime(path, ns=(0, 0))
    with pytest.raises(UnstableFileError, match="changed while"):
        file.require_unchanged()


def test_a_file_that_vanishes_is_said_to_be_unreadable(write):
    path = write("a.csv", b"abc")
    file = _open(path)
    path.unlink()
    with pytest.raises(UnreadableFileError):
        file.read()
