import numpy as np

from evalcap.kernels.company import accompanied


def test_rows_alone_are_taken_out_until_none_is_left():
    # Unit 2 has one row; without it period 2 has one, and without that unit 1 has one.
    unit, period = np.array([0, 0, 1, 1, 2, 3, 3]), np.array([0, 1, 0, 2, 2, 0, 1])
    keep, taken = accompanied([unit, period])
    assert np.flatnonzero(keep).tolist() == [0, 1, 5, 6]
    assert taken == [2, 1]


def test_nothing_may_be_left():
    keep, taken = accompanied([np.array([0, 1, 2])])
    assert not keep.any()
    assert taken == [3]


def test_rows_in_company_stay():
    keep, taken = accompanied([np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])])
    assert keep.all()
    assert taken == [0, 0]
