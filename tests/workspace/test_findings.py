import csv
import json
import stat

import pytest

from evalcap.validation import Finding, Validation
from evalcap.workspace.findings import write_findings
from evalcap.workspace.layout import Layout


def finding(name, status, n_unexpected, keys=(), **private):
    what, why = "Ages are <plausible>.", "Others are slips."
    return Finding(name, "warning", status, what, why, ("age",), 80, n_unexpected, keys, **private)


@pytest.fixture
def written(tmp_path):
    """One rule that three records break, one that twelve do, one that is met."""
    few = finding("few", "unmet", 3, keys=(("o1", 1), ("o2", 1), ("o7", 2)), rows=(0, 2, 9))
    many = finding("many", "unmet", 12, keys=tuple((f"o{n}", 1) for n in range(12)), rows=range(12))
    validation = Validation((few, many, finding("met", "met", 0)), key=("officer", "wave"))
    return write_findings(Layout(tmp_path), "north", validation, min_cell=10, rounding=1)


def test_records_are_listed_in_a_file_that_only_its_owner_reads(written):
    rows = list(csv.DictReader(written.records.read_text(encoding="utf-8").splitlines()))
    assert len(rows) == 15
    assert list(rows[2].values()) == ["few", "warning", "unmet", "10", "o7", "2", ""]
    assert stat.S_IMODE(written.records.stat().st_mode) == 0o600


def test_what_may_be_shown_names_no_record_and_withholds_small_counts(written):
    page, data = (file.read_text(encoding="utf-8") for file in (written.page, written.data))
    for key in ("o1", "o7", "o11"):
        assert key not in page
        assert key not in data
    counts = {f["id"]: f["n_unexpected"] for f in json.loads(data)["findings"]}
    assert counts == {"few": "<10", "many": 12, "met": 0}
    assert "(&lt;10 of 80 rows)" in page
    assert "Ages are &lt;plausible&gt;." in page


def test_without_key_columns_records_are_counted_from_one(tmp_path):
    validation = Validation((finding("few", "unmet", 1, keys=((0,),), rows=(0,)),))
    files = write_findings(Layout(tmp_path), "north", validation, min_cell=10, rounding=1)
    written = files.records.read_text(encoding="utf-8")
    assert written == "rule,severity,status,row,place\nfew,warning,unmet,1,\n"


def test_places_in_files_are_listed_apart_from_rows(tmp_path):
    noticed = finding("read-numbers", "unmet", 1, places=("may.csv, line 3",))
    files = write_findings(
        Layout(tmp_path), "north", Validation((noticed,), ("post",)), min_cell=10, rounding=1
    )
    assert files.records.read_text(encoding="utf-8").splitlines()[1:] == [
        'read-numbers,warning,unmet,,,"may.csv, line 3"'
    ]
    assert "may.csv, line 3" not in files.data.read_text(encoding="utf-8")
