import numpy as np
import pandas as pd

from evalcap.privacy.sharing.classes import codes_of, persons_sharing

FRAME = pd.DataFrame({"sex": ["f", "f", "m", None, None], "age": [20.0, 20.0, 20.0, np.nan, 30.0]})


def test_records_that_agree_have_one_number():
    codes = codes_of(FRAME, ["sex", "age"])
    assert codes[0] == codes[1]
    assert len(set(codes[1:])) == 4


def test_a_missing_value_is_a_value():
    codes = codes_of(FRAME, ["sex"])
    assert codes[3] == codes[4] not in codes[:3]


def test_no_columns_tell_nobody_apart():
    assert set(codes_of(FRAME, [])) == {0}


def test_persons_are_counted_once_however_many_records_they_have():
    codes = np.array([0, 0, 0, 1])
    assert persons_sharing(codes, np.array([7, 7, 8, 7])).tolist() == [2, 2, 2, 1]


def test_many_columns_with_many_values_do_not_overflow():
    rng = np.random.default_rng(1)
    wide = pd.DataFrame(rng.integers(0, 10**9, (50, 12)), columns=[f"c{i}" for i in range(12)])
    assert len(set(codes_of(wide, wide.columns))) == 50
