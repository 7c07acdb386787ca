import numpy as np
import pytest

from evalcap.dataset.regular import table_axes

UNIT, TIME = np.repeat([3, 5, 9], 4), np.tile([2019, 2020, 2022, 2023], 3)


@pytest.mark.parametrize("dtype", [np.int64, np.float64, np.uint8])
def test_a_table_is_known_by_its_units_and_times(dtype):
    units, times = table_axes(UNIT.astype(dtype), TIME - 2000)
    assert units.dtype == dtype
    assert units.tolist() == [3, 5, 9]
    assert times.tolist() == [19, 20, 22, 23]


def test_one_period_is_a_table_as_well():
    units, times = table_axes(np.arange(5), np.full(5, 2020))
    assert (units.tolist(), times.tolist()) == ([0, 1, 2, 3, 4], [2020])


def change(values: np.ndarray, at: int, to: float) -> np.ndarray:
    values = values.astype(float)
    values[at] = to
    return values


@pytest.mark.parametrize(
    ("unit", "time"),
    [
        (UNIT[:-1], TIME[:-1]),
        (UNIT[::-1], TIME),
        (np.repeat([3, 5, 3], 4), TIME),
        (UNIT, TIME[::-1]),
        (UNIT, change(TIME, 6, 2021)),
        (UNIT, change(TIME, 1, 2019)),
        (UNIT, np.tile([2019, 2020, 2022, np.inf], 3)),
        (UNIT, np.tile([2019, 2020, 2022, np.nan], 3)),
        (change(UNIT, 4, 3), TIME),
        (change(UNIT, 0, np.nan), TIME),
        (change(UNIT, 11, np.nan), TIME),
        (np.full(4, 3), TIME[:4]),
    ],
)
def test_anything_else_is_none(unit, time):
    assert table_axes(unit, time) is None
