import numpy as np
import pandas as pd
import pytest

from evalcap.errors.dataset import ColumnNotFoundError
from evalcap.errors.privacy import (
    NegativeTotalsError,
    NestedLevelsError,
    VariesWithinPersonError,
)
from evalcap.privacy.disclosure import Rules, protect_tables


def _people(**sizes):
    """So many people of each sex and line, written as f_first=12."""
    rows = [key.split("_") for key, n in sizes.items() for _ in range(n)]
    return pd.DataFrame(rows, columns=["sex", "line"])


FEW = _people(f_first=3, f_second=30, m_first=40, m_second=50)


def _found(tables, table=0):
    frame = tables.to_frame(table).set_index([d for d in tables.frames[table] if d != "n"])
    return frame["n"].to_dict()


def test_a_small_cell_takes_a_rectangle_with_it():
    found = _found(protect_tables(FEW, ["sex", "line"]))
    assert found["f", "first"] == "<10"
    withheld = {key for key, n in found.items() if isinstance(n, str)}
    assert withheld == {("f", "first"), ("f", "second"), ("m", "first"), ("m", "second")}
    assert found["all", "all"] == 123
    assert found["f", "second"] == "24-33"  # 33 women, of whom 0 to 9 are at the first line


def test_linked_tables_print_one_number_for_one_group():
    tables = protect_tables(FEW, ["sex"], ["line"], ["sex", "line"])
    assert _found(tables, 0)["f"] == _found(tables, 2)["f", "all"] == 33


def test_a_person_with_several_rows_counts_once():
    waves = pd.concat([FEW.assign(officer=range(len(FEW)), wave=w) for w in (1, 2)])
    assert _found(protect_tables(waves, ["sex"], unit="officer"))["all"] == 123


def test_people_without_a_level_are_a_group_of_their_own():
    found = _found(protect_tables(FEW.assign(sex=FEW["sex"].where(FEW["sex"] == "m")), ["sex"]))
    assert found == {"all": 123, "m": 90, "not recorded": 33}


def test_the_number_withheld_is_told_by_reason():
    told = str(protect_tables(FEW, ["sex", "line"]))
    assert told == (
        "1 table of people with 9 counts, 4 of them withheld: 1 of fewer than 10 people, 0 that "
        "few people changed, and 3 from which others could be worked out."
    )


def test_other_rules_give_other_tables():
    loose = protect_tables(FEW, ["sex", "line"], rules=Rules(min_cell=3))
    assert loose.protected.n_withheld == 0


def test_the_next_report_does_not_tell_of_one_new_person():
    first = protect_tables(FEW, ["sex"])
    second = protect_tables(
        pd.concat([FEW, FEW.tail(1)], ignore_index=True), ["sex"], earlier=first
    )
    assert _found(second) == {"all": "114-132", "f": "24-42", "m": "81-99"}


def test_a_group_that_has_gone_is_still_counted():
    first = protect_tables(FEW, ["sex"])
    second = protect_tables(FEW[FEW["sex"] == "m"], ["sex"], earlier=first)
    assert _found(second)["f"] == "<10"


def test_totals_are_withheld_where_one_person_makes_up_most():
    pay = np.where(FEW.index == 100, 1e6, 10.0)
    found = protect_tables(FEW.assign(pay=pay), ["sex"], values="pay").to_frame()
    assert found.set_index("sex")["total"].map(type).to_dict()["m"] is str


def test_columns_that_are_not_there_are_named():
    with pytest.raises(ColumnNotFoundError, match="'age', 'post'"):
        protect_tables(FEW, ["sex", "age"], ["post"])


def test_people_who_change_groups_are_refused():
    waves = FEW.assign(officer=np.arange(len(FEW)) // 2)
    with pytest.raises(VariesWithinPersonError, match="'sex' takes several values within 1 person"):
        protect_tables(waves, ["sex"], unit="officer")


def test_a_post_in_two_regions_does_not_nest():
    places = FEW.assign(region=FEW["sex"], post=FEW["line"])
    with pytest.raises(NestedLevelsError, match="2 levels of 'post' lie in more than one"):
        protect_tables(places, [["region", "post"]])


def test_amounts_below_zero_are_refused():
    with pytest.raises(NegativeTotalsError, match="below zero in 1 row"):
        protect_tables(FEW.assign(pay=np.where(FEW.index == 0, -1.0, 1.0)), ["sex"], values="pay")
