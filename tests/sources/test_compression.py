import bz2
import gzip
import io
import lzma
import zipfile

import pytest

from evalcap.errors.reading import LimitError
from evalcap.sources import archive
from evalcap.sources.compression import decompress
from evalcap.sources.options import Limits

TEXT = b"post,month\nA,1\n"


def _zip(**files):
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return raw.getvalue()


PACKERS = {
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zip": lambda raw: _zip(**{"posts.csv": raw, "__MACOSX/posts.csv": b"x"}),
}


@pytest.mark.parametrize("kind", PACKERS)
def test_every_compression_gives_the_text_back(kind):
    assert decompress(PACKERS[kind](TEXT), kind) == TEXT


@pytest.mark.parametrize("kind", ["gz", "bz2", "xz"])
def test_packed_parts_that_were_put_together_give_all_of_their_text(kind):
    packed = PACKERS[kind](TEXT)
    assert decompress(packed + packed, kind) == TEXT + TEXT


def test_an_archive_of_two_files_is_refused():
    with pytest.raises(ValueError, match="holds 2 files"):
        decompress(_zip(a=TEXT, b=TEXT), "zip")


@pytest.mark.parametrize("kind", PACKERS)
def test_more_than_the_limit_is_refused_before_it_is_unpacked_whole(kind):
    packed = PACKERS[kind](bytes(10_000_000))
    with pytest.raises(LimitError, match="bytes") as caught:
        decompress(packed, kind, limits=Limits(bytes=3_000_000), location="a.csv.gz")
    assert kind == "zip" or caught.value.found <= 3_000_000 + 1024**2


@pytest.mark.parametrize("kind", ["gz", "bz2", "xz"])
def test_what_grows_without_measure_is_refused_though_it_would_fit(monkeypatch, kind):
    monkeypatch.setattr(archive, "HARMLESS", 1_000_000)
    with pytest.raises(LimitError, match="ratio"):
        decompress(PACKERS[kind](bytes(3_000_000)), kind)


@pytest.mark.parametrize("kind", ["gz", "bz2", "xz"])
def test_a_stream_that_was_cut_is_refused(kind):
    packed = PACKERS[kind](TEXT * 50)
    with pytest.raises(EOFError):
        decompress(packed[: len(packed) // 2], kind)
