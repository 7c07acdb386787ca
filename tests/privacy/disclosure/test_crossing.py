import pandas as pd
import pytest

from evalcap.privacy.disclosure import Ledger, Rules
from evalcap.privacy.disclosure.crossing import Crossing, key_of

RULES = Rules()
PEOPLE = pd.DataFrame(
    {
        "sex": ["f", "f", "m", "m", "m"],
        "age": ["old", "young", "old", "young", "young"],
        "region": ["n", "n", "n", "s", "s"],
        "post": ["n1", "n1", "n2", "s1", "s1"],
    }
)
SEX, AGE, POST = ("sex",), ("age",), ("region", "post")


def _counts(*tables, **more):
    crossing = Crossing(PEOPLE, tables, **more)
    cells = crossing.cells(RULES)
    Ledger(cells, crossing.sums())  # refuses sums that do not hold
    return {cell.key: cell.count for cell in cells if cell.is_printed}, crossing


def test_a_table_counts_every_combination_and_every_margin():
    counts, _ = _counts((SEX, AGE))
    assert counts == {
        "n: all": 5,
        "n: sex=f": 2,
        "n: sex=m": 3,
        "n: age=old": 2,
        "n: age=young": 3,
        "n: sex=f & age=old": 1,
        "n: sex=f & age=young": 1,
        "n: sex=m & age=old": 1,
        "n: sex=m & age=young": 2,
    }


def test_a_combination_of_nobody_is_counted_too():
    counts, _ = _counts((SEX, POST))
    assert counts["n: sex=f & region=s & post=s1"] == 0


def test_levels_within_levels_add_up_to_the_wider_ones():
    _, crossing = _counts((POST,))
    sums = {sum_.total: set(sum_.parts) for sum_ in crossing.sums()}
    assert sums == {
        "n: all": {"n: region=n", "n: region=s"},
        "n: region=n": {"n: region=n & post=n1", "n: region=n & post=n2"},
        "n: region=s": {"n: region=s & post=s1"},
    }


def test_a_table_of_three_ways_adds_up_along_each():
    _, crossing = _counts((SEX, AGE, ("region",)))
    totals = [sum_.total for sum_ in crossing.sums()]
    assert totals.count("n: all") == 3
    assert totals.count("n: sex=f") == 2
    assert totals.count("n: sex=f & age=old") == 1


def test_tables_that_share_a_margin_share_its_count():
    counts, crossing = _counts((SEX,), (SEX, AGE), (AGE, ("region",)))
    assert len([key for key in counts if key == "n: sex=f"]) == 1
    inside = [cell for cell in crossing.cells(RULES) if not cell.is_printed]
    # Nobody prints all three together, but whoever works them out knows them.
    assert len(inside) == 2 * 2 * 2
    assert sum(cell.count for cell in inside) == 5


def test_groups_of_an_earlier_report_stay_though_empty():
    counts, _ = _counts((SEX,), earlier={SEX: [(("sex", "x"),)]})
    assert counts["n: sex=x"] == 0


def test_totals_add_up_beside_the_counts():
    crossing = Crossing(PEOPLE, ((SEX,),), pd.Series([10, 20, 30, 40, 50]).to_numpy())
    cells = {cell.key: cell for cell in crossing.cells(RULES)}
    Ledger(list(cells.values()), crossing.sums())
    assert cells["total: sex=m"].count == 120
    assert cells["total: sex=m"].sum_over == "n: sex=m"


@pytest.mark.parametrize(
    ("group", "key"), [((), "n: all"), ((("a", "1"), ("b", "2")), "n: a=1 & b=2")]
)
def test_a_count_is_named_by_its_groups(group, key):
    assert key_of(group) == key
