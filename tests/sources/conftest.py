import openpyxl
import pytest

from evalcap.sources import read_source
from evalcap.sources.opening import open_raw
from evalcap.sources.options import Limits


@pytest.fixture
def write(tmp_path):
    """Write bytes, or text in UTF-8, under a name, and give the path."""

    def _write(name, content):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return _write


@pytest.fixture
def read(write):
    """Read bytes, or text in UTF-8, as a file of that name."""

    def _read(content, name="a.csv", **options):
        return read_source(write(name, content), **options)

    return _read


@pytest.fixture
def raw_file(write):
    """Open bytes as a file that is about to be read."""

    def _open(content, name="a.csv", kind="csv"):
        return open_raw(write(name, content), name, kind, "", Limits())

    return _open


@pytest.fixture
def book(tmp_path):
    """Write a workbook of sheets given as rows, change it, and give the path."""

    def _book(change=None, name="a.xlsx", **sheets):
        made = openpyxl.Workbook()
        made.remove(made.active)
        for title, rows in sheets.items():
            sheet = made.create_sheet(title)
            for row in rows:
                sheet.append(row)
        if change:
            change(made)
        made.save(tmp_path / name)
        return tmp_path / name

    return _book
