import numpy as np
import pandas as pd

from evalcap.dataset.standard import Structure
from evalcap.programmes import programme
from evalcap.standardisation.naming import RowNames

FRAME = pd.DataFrame({"post": list("AABBCCDDEEFF"), "month": [1, 2] * 6, "officer": range(12)})
ALL = np.ones(12, dtype=bool)


def _names(structure):
    return RowNames(FRAME, structure, programme("training"))


def test_rows_are_named_by_unit_and_time():
    chosen = np.arange(12) == 2
    assert _names(Structure("post", "month")).rows(chosen) == ("post B, month 1",)


def test_at_most_five_are_named():
    assert len(_names(Structure("post", "month")).rows(ALL)) == 5


def test_units_are_named_once_each():
    names = _names(Structure("post", "month")).units(ALL)
    assert names == ("post A", "post B", "post C", "post D", "post E")


def test_rows_of_people_are_named_by_number():
    chosen = np.arange(12) == 2
    names = _names(Structure("officer", "month"))
    assert names.rows(chosen) == ("row 3",)
    assert names.units(chosen) == ("row 3",)


def test_rows_without_a_structure_are_named_by_number():
    assert _names(None).rows(ALL)[0] == "row 1"
    assert _names(Structure("absent", "month")).rows(ALL)[0] == "row 1"
