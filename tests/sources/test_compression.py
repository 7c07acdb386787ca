import bz2
import gzip
import io
import lzma
import zipfile

import pytest

from evalcap.sources.compression import decompress

TEXT = b"post,month\nA,1\n"


def _zip(**files):
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return raw.getvalue()


@pytest.mark.parametrize(
    ("compression", "raw"),
    [
        ("gz", gzip.compress(TEXT)),
        ("bz2", bz2.compress(TEXT)),
        ("xz", lzma.compress(TEXT)),
        ("zip", _zip(**{"posts.csv": TEXT, "__MACOSX/posts.csv": b"x"})),
    ],
    ids=["gz", "bz2", "xz", "zip"],
)
def test_every_compression_gives_the_text_back(compression, raw):
    assert decompress(raw, compression) == TEXT


def test_an_archive_of_two_files_is_refused():
    with pytest.raises(ValueError, match="holds 2 files"):
        decompress(_zip(a=TEXT, b=TEXT), "zip")
