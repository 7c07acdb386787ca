"""Findings in the Humanitarian Exchange Language."""

import csv
import io
import shutil
import subprocess
import sys
from pathlib import Path

import fake_evidence as fake
import pytest

from evalcap.compact.hxl import COLUMNS, hxl_csv
from evalcap.compact.observations import observations
from evalcap.portfolio import Entry

VALIDATOR = Path(sys.executable).with_name("hxlvalidate")


def written(*studies):
    return hxl_csv(observations(Entry(e, fake.some_lessons()) for e in studies))


def table(*studies):
    heads, tags, *rows = csv.reader(io.StringIO(written(*studies)))
    return heads, tags, [dict(zip(heads, row, strict=True)) for row in rows]


@pytest.fixture
def validate(tmp_path):
    """Run libhxl's own validator, which knows nothing of us, on a table."""

    def run(text):
        (tmp_path / "effects.csv").write_text(text, encoding="utf-8")
        command = shutil.which(VALIDATOR) or pytest.fail("libhxl is not installed")
        asked = [command, "-e", "info", "effects.csv"]
        return subprocess.run(asked, cwd=tmp_path, capture_output=True, text=True, check=False)

    return run


def test_libhxl_finds_no_error(validate):
    text = written(fake.one_outcome(), fake.demonstration(), fake.supported_work())
    result = validate(text)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "0 error(s)" in result.stdout + result.stderr


def test_libhxl_would_find_a_count_that_is_no_number(validate):
    text = written(fake.one_outcome()).replace(",3.2,", ",<10,")
    assert validate(text).returncode != 0


def test_the_second_row_holds_a_hashtag_for_every_heading():
    heads, tags, _ = table(fake.one_outcome())
    assert dict(zip(heads, tags, strict=True)) == COLUMNS
    assert len(set(tags)) == len(tags)
    assert all(tag.startswith("#") for tag in tags)


def test_a_row_holds_the_numbers_of_the_evidence():
    (row,) = table(fake.one_outcome())[2]
    assert (row["Effect"], row["Units"], row["Countries"]) == ("3.2", "200", "Ghana | Togo")


def test_a_withheld_count_stays_out_of_the_column_of_numbers():
    row = table(fake.demonstration())[2][2]
    assert (row["Effect"], row["Units"], row["Units if withheld"]) == ("", "", "<10")


def test_what_is_simulated_says_so_in_every_row():
    assert {r["Role of the study"] for r in table(fake.demonstration())[2]} == {"demonstration"}
