import pandas as pd
import pytest

from evalcap.sources.odk.form import Form
from evalcap.sources.odk.raw import Raw
from evalcap.sources.odk.repeats import key_findings, parent_of, repeat_of

FORM = Form(
    questions=(),
    groups={("g", "child"): {"en": "Children", "fr": "Enfants"}, ("g", "child", "s"): {}},
    repeats=(("g", "child"), ("g", "child", "s"), ("a_repeated_group_with_a_very_long_name",)),
)


@pytest.mark.parametrize(
    ("sheet", "repeat"),
    [
        ("child", ("g", "child")),
        ("CHILD", ("g", "child")),
        ("Enfants", ("g", "child")),
        ("a_repeated_group_with_a_very_lo", ("a_repeated_group_with_a_very_long_name",)),
        ("Pivot", None),
    ],
)
def test_a_sheet_is_named_after_its_group_as_far_as_a_name_may_be_long(sheet, repeat):
    assert repeat_of(sheet, FORM) == repeat


def test_a_group_within_a_group_belongs_to_that_and_others_to_the_form():
    assert parent_of(("g", "child", "s"), FORM) == ("g", "child")
    assert parent_of(("g", "child"), FORM) == ()


def _findings(child, parent):
    raw = Raw([], pd.DataFrame(), range(2, 99), "child")
    return list(key_findings(pd.DataFrame(child), pd.DataFrame(parent), raw))


@pytest.mark.parametrize(("own", "its"), [("_parent_index", "_index"), ("PARENT_KEY", "KEY")])
def test_rows_with_their_parents_give_no_finding(own, its):
    assert _findings({own: [1, 1, 2]}, {its: [1, 2, 3]}) == []


def test_rows_without_a_parent_are_counted_and_an_empty_key_is_none():
    (finding,) = _findings({"_parent_index": [1, 9, None]}, {"_index": [1.0, 2.0]})
    assert (finding.kind, finding.n, finding.examples) == ("orphans", 2, (3, 4))


def test_keys_that_occur_twice_are_reported():
    (finding,) = _findings({"_parent_index": [1]}, {"_index": [1, 1, 2]})
    assert (finding.kind, finding.n) == ("repeated_keys", 1)


def test_a_group_without_keys_is_reported():
    (finding,) = _findings({"a": [1]}, {"_index": [1]})
    assert finding.kind == "no_keys"
