import numpy as np
import pandas as pd
import pyreadstat
import pytest

from evalcap.errors.reading import LimitError
from evalcap.errors.source import UnreadableFileError
from evalcap.sources import read_source


@pytest.fixture
def survey(tmp_path):
    path = tmp_path / "survey.sav"
    pyreadstat.write_sav(
        pd.DataFrame(
            {
                "wave": [1.0, 1.0, 2.0, 2.0],
                "debt": [1.0, 98.0, 99.0, 98.0],
                "town": ["a", "zz", "", "b"],
                "age": [-9.0, 40.0, np.nan, -1.0],
            }
        ),
        str(path),
        column_labels={"debt": "A-t-il une dette ? مرحبا"},
        variable_value_labels={"debt": {1: "yes", 98: "refused"}, "town": {"zz": "not asked"}},
        missing_ranges={
            "debt": [98, {"lo": 99, "hi": 100}],
            "town": ["zz"],
            "age": [{"lo": -10, "hi": -1}],
        },
        note="Second wave by telephone",
    )
    return path


def test_declared_missing_values_are_missing_and_counted_by_code(survey):
    source = read_source(survey)
    assert source.frame["debt"].isna().tolist() == [False, True, True, True]
    assert source.frame["town"].isna().tolist() == [False, True, True, False]
    assert source.user_missing == {
        "debt": {"98": 2, "99": 1},
        "town": {"zz": 1},
        "age": {"-9": 1, "-1": 1},
    }


def test_every_cell_keeps_its_reason_and_the_reason_its_label(survey):
    debt = {reason.code: reason for reason in read_source(survey).reasons["debt"]}
    assert debt["98"].label == "refused"
    assert debt["98"].rows.tolist() == [1, 3]
    assert (debt["99"].label, debt["99"].rows.tolist()) == ("", [2])
    (town,) = read_source(survey).reasons["town"]
    assert (town.label, town.rows.tolist()) == ("not asked", [1])


def test_reasons_can_be_counted_by_wave(survey):
    source = read_source(survey)
    counts = pd.crosstab(source.frame["wave"], source.reason("debt"))
    assert counts.loc[1.0].to_dict() == {"refused": 1, "99": 0}
    assert counts.loc[2.0].to_dict() == {"refused": 1, "99": 1}


def test_an_empty_cell_has_no_reason(survey):
    source = read_source(survey)
    assert source.frame["age"].isna().tolist() == [True, False, True, True]
    assert source.reason("age").isna().tolist() == [False, True, True, False]


def test_labels_and_notes_come_beside_the_codes(survey):
    source = read_source(survey)
    assert source.column_labels == {"debt": "A-t-il une dette ? مرحبا"}
    assert source.value_labels == {
        "debt": {1: "yes", 98: "refused"},
        "town": {"zz": "not asked"},
    }
    assert source.notes == ("Second wave by telephone",)


@pytest.mark.parametrize("display", ["DATE11", "DATETIME20", "MOYR8", "QYR6", "SDATE10", "EDATE10"])
def test_dates_are_dates_however_they_are_displayed(tmp_path, display):
    path = tmp_path / "a.sav"
    days = pd.Series(pd.to_datetime(["2024-03-01", None, "1899-12-31"]))
    pyreadstat.write_sav(pd.DataFrame({"day": days}), path, variable_format={"day": display})
    source = read_source(path)
    assert source.frame["day"].tolist()[0] == pd.Timestamp(2024, 3, 1)
    assert source.frame["day"].isna().tolist() == [False, True, False]
    assert source.frame["day"].tolist()[2] == pd.Timestamp(1899, 12, 31)
    assert source.formats["day"] == display


def test_a_file_without_rows_is_read(tmp_path):
    path = tmp_path / "a.sav"
    pyreadstat.write_sav(pd.DataFrame({"a": np.array([], float)}), path)
    assert read_source(path).frame.shape == (0, 1)


def test_more_cells_than_the_limit_are_refused_before_they_are_read(survey):
    with pytest.raises(LimitError, match="cells"):
        read_source(survey, limits={"cells": 15})
    assert read_source(survey, limits={"cells": 16}).n_rows == 4


def test_a_cut_file_is_refused(survey):
    survey.write_bytes(survey.read_bytes()[:-20])
    with pytest.raises(UnreadableFileError):
        read_source(survey)
