import io
import struct
import zipfile

import pytest

from evalcap.errors.reading import LimitError
from evalcap.errors.source import UnreadableFileError
from evalcap.sources.archive import HARMLESS, check_growth, inflate_members
from evalcap.sources.options import Limits


def _zip(**files):
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return raw.getvalue()


def _inflate(raw, wanted=lambda _: True, **limits):
    return inflate_members(raw, wanted, limits=Limits(**limits), location="a.zip")


def test_what_is_wanted_comes_out_and_nothing_else():
    raw = _zip(a=b"one", b=b"two")
    assert _inflate(raw, lambda name: name == "b") == {"b": b"two"}


def test_more_files_than_the_limit_are_refused():
    with pytest.raises(LimitError, match="entries"):
        _inflate(_zip(**{f"f{i}": b"" for i in range(9)}), entries=8)


def test_more_bytes_than_the_limit_are_refused_by_what_is_declared():
    with pytest.raises(LimitError, match=r"(?s)5,000.*bytes = 5100") as caught:
        _inflate(_zip(a=b"x" * 5000), bytes=4999)
    assert caught.value.found == 5000


def test_an_archive_that_declares_less_than_it_holds_gives_no_more_than_it_declares():
    raw = _zip(a=b"x" * 5000)
    size = struct.pack("<I", 5000)
    with pytest.raises(zipfile.BadZipFile):
        _inflate(raw.replace(size, struct.pack("<I", 10)))


def test_members_that_lie_on_top_of_each_other_are_refused():
    raw = bytearray(_zip(a=b"x" * 50, b=b"y" * 50))
    second = raw.rindex(b"PK\x01\x02")
    struct.pack_into("<I", raw, second + 20, len(raw))  # its compressed size
    with pytest.raises(UnreadableFileError, match="on top of each other"):
        _inflate(bytes(raw))


def test_a_protected_archive_says_so():
    raw = bytearray(_zip(a=b"x"))
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(UnreadableFileError, match="password"):
        _inflate(bytes(raw))


def test_growth_is_refused_where_it_can_do_harm_only():
    check_growth(HARMLESS, 1, Limits(), "a")
    check_growth(HARMLESS * 2, HARMLESS, Limits(), "a")
    with pytest.raises(LimitError, match="ratio"):
        check_growth(HARMLESS + 1, 1000, Limits(), "a")
