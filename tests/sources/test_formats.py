import gzip

import pytest

from evalcap.errors.source import UnknownFormatError, UnreadableFileError
from evalcap.sources.formats import format_of, read_content
from evalcap.sources.options import Options


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.csv", ("csv", "")),
        ("A.CSV", ("csv", "")),
        ("a.b.tsv.xz", ("tsv", "xz")),
        ("a.csv.zip", ("csv", "zip")),
        ("a.xlsx", ("xlsx", "")),
        ("a.dta", ("dta", "")),
    ],
)
def test_a_name_says_the_format(name, kind):
    assert format_of(name, name) == kind


@pytest.mark.parametrize("name", ["a", "a.json", "a.dta.gz", "a.gz", "csv"])
def test_an_unknown_format_is_answered_with_the_formats(name):
    with pytest.raises(UnknownFormatError, match=r"\.xlsx.*\.sav.*\.csv\.gz"):
        format_of(name, name)


@pytest.mark.parametrize(
    ("suffix", "words"),
    [
        ("xls", "save it as .xlsx"),
        ("xlsm", "macros"),
        ("xlsb", "save it as .xlsx"),
        ("ods", "save it as .xlsx"),
        ("zsav", "save it as .sav"),
        ("txt", "rename it to .csv"),
    ],
)
def test_formats_that_people_have_are_answered_with_what_to_do(suffix, words):
    with pytest.raises(UnknownFormatError) as caught:
        format_of(f"a.{suffix}", f"a.{suffix}")
    assert words in caught.value.do


def test_whatever_a_parser_raises_is_said_in_one_message(raw_file):
    def fall(_file, _options):
        message = "offset 12 out of range.\nmore"
        raise IndexError(message)

    with pytest.raises(UnreadableFileError, match=r"as \.csv, offset 12 out of range\.\n"):
        read_content(raw_file(b"x"), Options(), fall)


@pytest.mark.parametrize("kind", ["xlsx", "dta", "sav", "parquet"])
def test_bytes_of_another_kind_are_refused(raw_file, kind):
    with pytest.raises(UnreadableFileError):
        read_content(raw_file(gzip.compress(b"post,n\n"), f"a.{kind}", kind), Options())
