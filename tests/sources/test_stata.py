import struct

import numpy as np
import pandas as pd
import pyreadstat
import pytest

from evalcap.errors.reading import LimitError
from evalcap.sources import read_source


def test_labels_come_beside_the_codes(tmp_path):
    path = tmp_path / "a.dta"
    pd.DataFrame({"sex": [1, 2]}).to_stata(
        path,
        write_index=False,
        variable_labels={"sex": "Sex of officer"},
        value_labels={"sex": {1: "female", 2: "male"}},
    )
    source = read_source(path)
    assert source.frame["sex"].tolist() == [1, 2]
    assert source.column_labels == {"sex": "Sex of officer"}
    assert source.value_labels == {"sex": {1: "female", 2: "male"}}


def test_extended_missing_values_are_missing_and_counted_by_letter(tmp_path):
    path = tmp_path / "a.dta"
    pd.DataFrame({"score": [1.0, 777.25, 777.25, np.nan]}).to_stata(path, write_index=False)
    refused = struct.pack("<Q", 0x7FE0010000000000)  # how Stata stores .a in eight bytes
    path.write_bytes(path.read_bytes().replace(struct.pack("<d", 777.25), refused))
    source = read_source(path)
    assert source.frame["score"].isna().tolist() == [False, True, True, True]
    assert source.frame["score"].dtype == float
    assert source.user_missing == {"score": {".a": 2}}


def test_a_plain_99_is_not_missing(tmp_path):
    path = tmp_path / "a.dta"
    pd.DataFrame({"score": [1.0, 99.0]}).to_stata(path, write_index=False)
    assert read_source(path).frame["score"].tolist() == [1.0, 99.0]


def test_single_precision_keeps_exactly_its_stored_value(tmp_path):
    path = tmp_path / "a.dta"
    pd.DataFrame({"share": np.array([0.1], dtype="float32")}).to_stata(path, write_index=False)
    assert read_source(path).frame["share"][0] == float(np.float32(0.1))


def test_dates_are_dates_and_empty_text_is_missing(tmp_path):
    path = tmp_path / "a.dta"
    pd.DataFrame({"day": pd.to_datetime(["2024-03-01"]), "post": [""]}).to_stata(
        path, write_index=False, convert_dates={"day": "td"}
    )
    frame = read_source(path).frame
    assert frame["day"][0] == pd.Timestamp(2024, 3, 1)
    assert frame["post"].isna().all()


def test_a_file_without_rows_is_read(tmp_path):
    path = tmp_path / "a.dta"
    pd.DataFrame({"score": np.array([], dtype=float)}).to_stata(path, write_index=False)
    assert read_source(path).frame.shape == (0, 1)


@pytest.fixture
def survey(tmp_path):
    path = tmp_path / "survey.dta"
    pyreadstat.write_dta(
        pd.DataFrame({"wave": [1.0, 1, 2, 2], "debt": [1.0, "a", "b", "a"], "n": [1.0, 2, 3, 4]}),
        path,
        missing_user_values={"debt": ["a", "b"]},
        variable_value_labels={"debt": {1: "yes", "a": "refused"}},
        column_labels={"debt": "Has a debt"},
        variable_format={"wave": "%tq"},
    )
    return path


def test_every_cell_keeps_its_letter_and_the_letter_its_label(survey):
    source = read_source(survey)
    assert source.frame["debt"].isna().tolist() == [False, True, True, True]
    assert source.user_missing == {"debt": {".a": 2, ".b": 1}}
    refused, other = source.reasons["debt"]
    assert (refused.code, refused.label, refused.rows.tolist()) == (".a", "refused", [1, 3])
    assert (other.code, other.label, other.rows.tolist()) == (".b", "", [2])
    assert source.value_labels == {"debt": {1: "yes", ".a": "refused"}}


def test_letters_can_be_counted_by_wave(survey):
    source = read_source(survey)
    counts = pd.crosstab(source.frame["wave"], source.reason("debt", labels=False))
    assert counts.to_dict() == {".a": {1.0: 1, 2.0: 1}, ".b": {1.0: 0, 2.0: 1}}


def test_periods_keep_their_number_and_say_that_they_are_periods(survey):
    source = read_source(survey)
    assert source.frame["wave"].tolist() == [1, 1, 2, 2]
    assert source.formats["wave"] == "%tq"


def test_a_code_that_its_owner_declares_missing_is_missing_with_a_reason(survey):
    source = read_source(survey, missing={"n": ["3"]})
    assert source.frame["n"].isna().tolist() == [False, False, True, False]
    assert source.user_missing["n"] == {"3": 1}
    assert source.user_missing["debt"] == {".a": 2, ".b": 1}


def test_more_cells_than_the_limit_are_refused_before_they_are_read(survey):
    with pytest.raises(LimitError, match="cells"):
        read_source(survey, limits={"cells": 11})
    assert read_source(survey, limits={"cells": 12}).n_rows == 4
