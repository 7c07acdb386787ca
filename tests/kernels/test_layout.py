import numpy as np
import pytest

from evalcap.kernels.layout import Layout

FULL = np.array([0, 0, 0, 1, 1, 1]), np.array([0, 1, 2, 0, 1, 2])
GAPS = np.array([0, 0, 1, 1, 1]), np.array([0, 2, 0, 1, 2])
SHUFFLED = np.array([1, 0, 0, 1, 1, 0]), np.array([2, 0, 1, 0, 1, 2])
TWICE = np.array([0, 0, 0, 1, 1, 1]), np.array([0, 1, 1, 0, 1, 2])


@pytest.mark.parametrize(
    ("codes", "is_full"), [(FULL, True), (GAPS, False), (SHUFFLED, False), (TWICE, False)]
)
def test_only_rows_that_run_through_all_periods_of_each_unit_are_a_table(codes, is_full):
    assert Layout.of(*codes).is_full is is_full
    assert Layout.of(*codes).shape == (2, 3)


def test_of_rows_in_order_it_is_enough_to_count_them():
    assert Layout.in_order(*FULL).is_full
    assert not Layout.in_order(*GAPS).is_full


def test_every_unit_in_every_period():
    layout = Layout.full(2, 3)
    assert (layout.unit.tolist(), layout.period.tolist()) == tuple(c.tolist() for c in FULL)
    assert layout.is_full


@pytest.mark.parametrize("codes", [FULL, GAPS, SHUFFLED, TWICE])
def test_sums_are_those_of_adding_row_by_row(codes):
    layout, values = Layout.of(*codes), np.arange(1.0, 1 + len(codes[0]))
    by_hand = np.zeros((2, 3))
    for unit, period, value in zip(*codes, values, strict=True):
        by_hand[unit, period] += value
    assert layout.table(values).tolist() == by_hand.tolist()
    assert layout.by_unit(values).tolist() == by_hand.sum(axis=1).tolist()
    assert layout.by_period(values).tolist() == by_hand.sum(axis=0).tolist()


@pytest.mark.parametrize("codes", [FULL, GAPS, SHUFFLED])
def test_rows_are_multiplied_by_what_is_spread_out_beside_them(codes):
    layout, values = Layout.of(*codes), np.arange(1.0, 1 + len(codes[0]))
    times = np.array([1.0, 10.0, 100.0])
    by_hand = np.bincount(codes[0], weights=values * times[codes[1]])
    assert layout.by_unit(values, layout.of_period(times)).tolist() == by_hand.tolist()
    squares = np.bincount(codes[0], weights=values**2)
    assert layout.by_unit(values, layout.spread(values)).tolist() == squares.tolist()


@pytest.mark.parametrize("codes", [FULL, GAPS, SHUFFLED])
def test_a_formula_written_once_reads_each_row_s_unit_and_period(codes):
    layout, (unit, period) = Layout.of(*codes), codes
    of_unit, of_period = np.array([10.0, 20.0]), np.array([1.0, 2.0, 3.0])
    rows = np.arange(float(len(unit)))
    found = layout.spread(rows) + layout.of_unit(of_unit) + layout.of_period(of_period)
    assert found.ravel().tolist() == (rows + of_unit[unit] + of_period[period]).tolist()
    table, group = np.arange(9).reshape(3, 3), np.array([2, 1])
    assert layout.of_cell(table, group).ravel().tolist() == table[group[unit], period].tolist()


@pytest.mark.parametrize(("codes", "first"), [(FULL, [0, 3]), (GAPS, [0, 2]), (SHUFFLED, [1, 0])])
def test_a_unit_s_first_row_speaks_for_it(codes, first):
    assert Layout.of(*codes).first(np.arange(len(codes[0]))).tolist() == first
