import pandas as pd
import pyreadstat
import pytest

from evalcap.errors.source import UnreadableFileError
from evalcap.sources import read_source


@pytest.fixture
def survey(tmp_path):
    path = tmp_path / "survey.sav"
    pyreadstat.write_sav(
        pd.DataFrame({"debt": [1.0, 98.0, 99.0, 98.0], "town": ["a", "zz", "", "b"]}),
        str(path),
        column_labels={"debt": "Has a debt"},
        variable_value_labels={"debt": {1: "yes", 98: "refused"}},
        missing_ranges={"debt": [98, {"lo": 99, "hi": 100}], "town": ["zz"]},
    )
    return path


def test_declared_missing_values_are_missing_and_counted_by_code(survey):
    source = read_source(survey)
    assert source.frame["debt"].isna().tolist() == [False, True, True, True]
    assert source.frame["town"].isna().tolist() == [False, True, True, False]
    assert source.user_missing == {"debt": {"98": 2, "99": 1}, "town": {"zz": 1}}


def test_labels_come_beside_the_codes(survey):
    source = read_source(survey)
    assert source.column_labels == {"debt": "Has a debt"}
    assert source.value_labels == {"debt": {1: "yes", 98: "refused"}}


def test_a_cut_file_is_refused(survey):
    survey.write_bytes(survey.read_bytes()[:-20])
    with pytest.raises(UnreadableFileError):
        read_source(survey)
