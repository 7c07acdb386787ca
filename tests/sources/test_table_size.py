import pytest

from evalcap.errors.reading import LimitError
from evalcap.sources.options import Limits
from evalcap.sources.table_size import check_table

LIMITS = Limits(columns=10, cells=100)


def test_a_table_within_the_limits_is_let_through():
    check_table(10, 10, LIMITS, "a.dta")
    check_table(None, 10, LIMITS, "a.dta")


@pytest.mark.parametrize(("rows", "columns", "key"), [(1, 11, "columns"), (11, 10, "cells")])
def test_a_table_beyond_a_limit_is_refused_by_what_it_says(rows, columns, key):
    with pytest.raises(LimitError) as caught:
        check_table(rows, columns, LIMITS, "a.dta")
    assert caught.value.key == key
    assert f"limits = {{ {key} = " in caught.value.do
