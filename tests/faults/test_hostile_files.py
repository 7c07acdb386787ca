"""Files made to exhaust a computer, or broken as files are: refused, in little memory."""

import gzip
import io
import subprocess
import sys
import zipfile

import numpy as np
import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from evalcap.errors.source import SourceError
from evalcap.sources import read_source

MEGABYTE = 1024**2
# What refusing may take beside the libraries themselves; any of the files would take gigabytes.
ROOM = 400 * MEGABYTE
SHEET = "xl/worksheets/sheet1.xml"
REFUSE_ALL = """
import resource, sys
from pathlib import Path
import pandas, pyarrow.csv, pyarrow.parquet, pyreadstat
from evalcap.errors.source import SourceError
from evalcap.sources import read_source
read_source(sys.argv[1])
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for file in map(Path, sys.argv[2:]):
    try:
        read_source(file)
    except SourceError as error:
        print(file.name, type(error).__name__)
    else:
        sys.exit(f"{file.name} was read")
print("grew", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def _workbook(path, **parts):
    """Write a workbook of which some parts are not what a spreadsheet writes."""
    made = openpyxl.Workbook()
    made.active.append(["a"])
    made.active.append([1])
    whole = io.BytesIO()
    made.save(whole)
    with zipfile.ZipFile(whole) as archive:
        kept = {name: archive.read(name) for name in archive.namelist()} | parts
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in kept.items():
            archive.writestr(name, part)


def _sheet(rows, after=b""):
    head = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    return head + b"<sheetData>" + rows + b"</sheetData>" + after + b"</worksheet>"


def _a_cell_far_out(path):
    _workbook(path, **{SHEET: _sheet(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')})


def _rows_beyond_counting(path):
    _workbook(path, **{SHEET: _sheet(b'<row r="4000000000"><c r="A4000000000"><v>1</v></c></row>')})


def _blanks_in_a_sheet(path):
    _workbook(
        path, **{SHEET: _sheet(b'<row r="1"><c r="A1"><v>1</v></c></row>' + b" " * 80_000_000)}
    )


def _more_files_than_a_workbook_has(path):
    _workbook(path, **{f"xl/media/{i}.png": b"" for i in range(10_001)})


def _one_text_a_million_times(path):
    shared = b"<sst><si><t>" + b"x" * 30_000 + b"</t></si></sst>"
    cell = b'<c t="s" r="A%d"><v>0</v></c>'
    rows = b"".join(b"<row>" + cell % i + b"</row>" for i in range(1, 100_001))
    _workbook(path, **{SHEET: _sheet(rows), "xl/sharedStrings.xml": shared})


def _laughs(path):
    bomb = b'<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
    _workbook(path, **{SHEET: bomb + _sheet(b'<row r="1"><c r="A1"><v>&b;</v></c></row>')})


def _blanks_packed(path):
    path.write_bytes(gzip.compress(b"a,b\n" + b" " * 80_000_000, 6))


def _a_million_columns(path):
    path.write_bytes(b",".join(b"c%d" % i for i in range(1_000_000)) + b"\n")


def _one_line_without_end(path):
    path.write_bytes(b"a,b\n" + b"1" * (40 * MEGABYTE))


def _text_without_measure(path):
    once = pa.array(["x" * 200_000])
    column = pa.DictionaryArray.from_arrays(pa.array(np.zeros(500_000, dtype=np.int32)), once)
    pq.write_table(pa.table({"a": column}), path, store_schema=False)


HOSTILE = {
    "far.xlsx": _a_cell_far_out,
    "rows.xlsx": _rows_beyond_counting,
    "blanks.xlsx": _blanks_in_a_sheet,
    "files.xlsx": _more_files_than_a_workbook_has,
    "text.xlsx": _one_text_a_million_times,
    "laughs.xlsx": _laughs,
    "blanks.csv.gz": _blanks_packed,
    "columns.csv": _a_million_columns,
    "line.csv": _one_line_without_end,
    "text.parquet": _text_without_measure,
}


def test_files_made_to_exhaust_memory_are_refused_in_little_of_it(tmp_path):
    calm = tmp_path / "calm.xlsx"
    _workbook(calm)
    for name, make in HOSTILE.items():
        make(tmp_path / name)
    files = [str(tmp_path / name) for name in HOSTILE]
    command = [sys.executable, "-c", REFUSE_ALL, str(calm), *files]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    *refused, grew = done.stdout.splitlines()
    assert dict(line.split() for line in refused) == dict.fromkeys(HOSTILE, "LimitError") | {
        "laughs.xlsx": "UnreadableFileError",
        "line.csv": "FileProblemsError",
    }
    kilobyte = 1 if sys.platform == "darwin" else 1024  # what getrusage counts in
    assert int(grew.split()[1]) * kilobyte < ROOM


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """Whole files of each kind."""
    folder = tmp_path_factory.mktemp("whole")
    frame = pd.DataFrame({"post": ["Gorée", "B"] * 50, "n": range(100), "share": 0.5})
    frame.to_csv(folder / "a.csv.gz", index=False)
    frame.to_csv(folder / "a.csv.xz", index=False)
    frame.to_csv(folder / "a.csv.zip", index=False)
    frame.to_excel(folder / "a.xlsx", index=False)
    frame.to_stata(folder / "a.dta", write_index=False, version=118)
    frame.to_parquet(folder / "a.parquet")
    return sorted(folder.iterdir())


def _reads_or_refuses(path):
    """Read a file that may be damaged; any other exception than ours is a fault."""
    try:
        assert read_source(path).n_rows >= 0
    except SourceError:
        return


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.98])
def test_a_file_that_was_cut_is_refused_wherever_it_was_cut(whole, tmp_path, share):
    for file in whole:
        raw = file.read_bytes()
        cut = tmp_path / file.name
        cut.write_bytes(raw[: int(len(raw) * share)])
        with pytest.raises(SourceError):
            read_source(cut)


def test_a_file_with_bytes_turned_over_is_read_or_refused_and_never_worse(whole, tmp_path):
    draws = np.random.default_rng(20240301)
    for file in whole:
        raw = np.frombuffer(file.read_bytes(), dtype=np.uint8)
        for _ in range(8):
            damaged = raw.copy()
            damaged[draws.integers(0, len(raw), 5)] ^= 0xFF
            path = tmp_path / file.name
            path.write_bytes(damaged.tobytes())
            _reads_or_refuses(path)


def test_noise_under_any_name_is_refused(tmp_path):
    noise = np.random.default_rng(7).integers(0, 256, 5_000, dtype=np.uint8).tobytes()
    for suffix in ("csv", "tsv", "csv.gz", "csv.xz", "csv.zip", "xlsx", "dta", "sav", "parquet"):
        path = tmp_path / f"a.{suffix}"
        path.write_bytes(noise)
        with pytest.raises(SourceError):
            read_source(path)
