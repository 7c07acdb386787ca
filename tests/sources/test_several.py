import numpy as np
import pandas as pd
import pytest

from evalcap.sources.reasons import Reason
from evalcap.sources.several import differing_types, duplicates, joined
from evalcap.sources.source import Content, FileRecord


def _contents(**frames):
    return {name: Content(pd.DataFrame(frame)) for name, frame in frames.items()}


def _joined(contents):
    return joined(contents, differing_types(contents))


def test_files_stand_below_each_other_in_order():
    whole = _joined(_contents(jan={"a": [1, 2]}, feb={"a": [3]}))
    assert whole.frame["a"].tolist() == [1, 2, 3]
    assert whole.frame.index.tolist() == [0, 1, 2]
    assert whole.findings == ()


def test_a_column_that_one_file_lacks_is_missing_there_and_reported_by_file():
    whole = _joined(_contents(jan={"a": [1], "b": [2]}, feb={"a": [3]}))
    assert whole.frame["b"].isna().tolist() == [False, True]
    (finding,) = whole.findings
    assert (finding.kind, finding.file, finding.n) == ("missing_columns", "feb", 1)
    assert "'b'" in finding.wrong


@pytest.mark.parametrize("name", ["Detections ", "detection", "DETECTIONS"])
def test_a_column_that_was_renamed_is_suggested(name):
    contents = _contents(jan={"detections": [1]}, feb={"detections": [2]}, mar={name: [3]})
    finding = next(f for f in _joined(contents).findings if f.file == "mar")
    assert f"'detections' may be {name!r} there" in finding.wrong


def test_types_that_differ_are_found_and_empty_columns_have_none():
    contents = _contents(
        jan={"a": [1], "b": [np.nan], "c": [1.5]}, feb={"a": ["x"], "b": ["y"], "c": [2]}
    )
    assert differing_types(contents) == {"a": {"numbers": ["jan"], "text": ["feb"]}}
    (finding,) = _joined(contents).findings
    assert (finding.kind, finding.column) == ("differing_types", "a")


def test_reasons_and_labels_are_of_the_whole():
    reason = (Reason("98", "refused", np.array([0])),)
    parts = {
        name: Content(
            pd.DataFrame({"debt": [np.nan, 1.0]}),
            column_labels={"debt": f"Debt {name}"},
            value_labels={"debt": {1: "yes", at: "more"}},
            reasons={"debt": reason},
        )
        for name, at in (("jan", 2), ("feb", 3))
    }
    whole = _joined(parts)
    assert whole.reasons["debt"][0].rows.tolist() == [0, 2]
    assert whole.column_labels == {"debt": "Debt jan"}
    assert whole.value_labels == {"debt": {1: "yes", 2: "more", 3: "more"}}


def test_a_code_that_changes_its_label_is_reported_and_one_that_changes_its_case_is_not():
    def content(**labels):
        return Content(pd.DataFrame({"a": [1]}), value_labels={"a": labels})

    same = {"jan": content(x="Yes"), "feb": content(x="yes ")}
    other = {"jan": content(x="Yes"), "feb": content(x="No")}
    assert _joined(same).findings == ()
    (finding,) = _joined(other).findings
    assert (finding.kind, finding.column) == ("differing_labels", "a")


def test_files_that_are_there_twice_are_listed_once_each():
    records = [FileRecord(name, digest) for name, digest in [("a", "1"), ("b", "2"), ("c", "1")]]
    (finding,) = duplicates(records)
    assert finding.examples == ("a", "c")


def test_a_column_that_few_files_have_is_reported_once_where_it_is():
    contents = _contents(jan={"a": [1]}, feb={"a": [2]}, mar={"a": [3], "note": ["x"]})
    (finding,) = _joined(contents).findings
    assert (finding.kind, finding.file, finding.n) == ("extra_columns", "mar", 1)
