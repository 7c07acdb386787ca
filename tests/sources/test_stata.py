import struct

import numpy as np
import pandas as pd

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
