import numpy as np
import pytest

from evalcap.kernels.imputation import Rows, impute, is_connected
from evalcap.kernels.layout import Layout


@pytest.fixture
def rows() -> Rows:
    """Two units over three periods; the first is treated in the last."""
    return Rows(
        layout=Layout.full(2, 3),
        outcome=np.array([1.0, 3.0, 10.0, 2.0, 2.0, 5.0]),
        weight=np.ones(6),
        treated=np.array([False, False, True, False, False, False]),
    )


def test_the_distance_is_what_the_other_unit_does_not_explain(rows):
    # Means before are 2 and 2; the other unit then gains 3: 10 - (2 + 3).
    distance = impute(rows).distance
    assert distance[2] == pytest.approx(5)
    np.testing.assert_allclose(distance, [-0.5, 0.5, 5, 0.5, -0.5, 0], atol=1e-12)


def test_periods_are_linked_through_chains_of_units():
    unit, period = np.array([0, 0, 1, 1, 2, 2, 3]), np.array([0, 1, 1, 2, 3, 4, 4])
    free = np.ones(7, bool)
    assert is_connected(Layout.of(unit, period), free).all()
    # A row of unit 0 in a period that only others reach: linked through unit 1, or not at all.
    for reached, known in ((2, True), (3, False)):
        layout = Layout.of(np.append(unit, 0), np.append(period, reached))
        found = is_connected(layout, np.append(free, False))
        assert found.tolist() == [True] * 7 + [known]


def test_a_unit_never_untreated_is_not_known():
    free = np.array([True, True, False, False])
    assert is_connected(Layout.full(2, 2), free).tolist() == [True, True, False, False]
