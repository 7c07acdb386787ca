import csv
import dataclasses
import json
import stat

import pytest

from evalcap.privacy.disclosure import Rules
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
    return write_findings(Layout(tmp_path), "north", validation, Rules())


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
    files = write_findings(Layout(tmp_path), "north", validation, Rules())
    written = files.records.read_text(encoding="utf-8")
    assert written == "rule,severity,status,row,place\nfew,warning,unmet,1,\n"


def test_places_in_files_are_listed_apart_from_rows(tmp_path):
    noticed = finding("read-numbers", "unmet", 1, places=("may.csv, line 3",))
    files = write_findings(Layout(tmp_path), "north", Validation((noticed,), ("post",)), Rules())
    assert files.records.read_text(encoding="utf-8").splitlines()[1:] == [
        'read-numbers,warning,unmet,,,"may.csv, line 3"'
    ]
    assert "may.csv, line 3" not in files.data.read_text(encoding="utf-8")


def _counts(files):
    findings = json.loads(files.data.read_text(encoding="utf-8"))["findings"]
    return {f["id"]: (f["n_checked"], f["n_unexpected"]) for f in findings}


def test_what_a_rule_was_not_about_is_not_told_by_the_other_rules(tmp_path):
    rows = finding("all", "met", 0)
    some = dataclasses.replace(finding("some", "met", 0), n_checked=77)  # three rows have no age
    many = dataclasses.replace(finding("many", "met", 0), n_checked=60)
    files = write_findings(Layout(tmp_path), "north", Validation((rows, some, many)), Rules())
    assert _counts(files) == {"all": (80, 0), "some": ("10-80", 0), "many": (60, 0)}


def test_twelve_rows_of_three_people_are_few(tmp_path):
    keys = tuple((f"o{n % 3}", n // 3) for n in range(12))
    validation = Validation(
        (finding("few", "unmet", 12, keys, rows=range(12)),), key=("officer", "wave")
    )
    told = _counts(write_findings(Layout(tmp_path), "north", validation, Rules()))
    assert told["few"][1] == "<37"  # nine people have at most 36 of these rows


def test_records_without_a_person_are_not_taken_to_be_one(tmp_path):
    # As where merged cells left 60 rows without a name: nobody has 60 rows.
    keys = tuple((float("nan"), n % 3 + 1) for n in range(60))
    missing = finding("missing", "unmet", 60, keys=keys, rows=range(60))
    merged = finding("merged", "unmet", 36)
    validation = Validation((merged, missing), key=("officer", "wave"))
    assert _counts(write_findings(Layout(tmp_path), "north", validation, Rules())) == {
        "merged": (80, 36),
        "missing": (80, 60),
    }


def test_of_places_every_count_is_shown(tmp_path):
    validation = Validation((finding("few", "unmet", 3),))
    assert _counts(write_findings(Layout(tmp_path), "north", validation, None))["few"] == (80, 3)
