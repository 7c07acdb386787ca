import numpy as np
import pytest

from evalcap.kernels.imputation import Rows, average_effects, impute, is_connected
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


def test_a_row_alike_to_none_and_units_whose_residuals_cancel_leave_no_scores(rows):
    one = np.zeros(6, np.intp)
    averages = average_effects(rows, impute(rows), one, one, rows.layout.unit)
    np.testing.assert_allclose(averages.scores, [[0], [0]], atol=1e-12)


def test_effects_are_averaged_by_weight():
    rows = Rows(
        layout=Layout.full(3, 2),
        outcome=np.array([0.0, 6.0, 0.0, 3.0, 0.0, 1.0]),
        weight=np.array([1.0, 1.0, 3.0, 3.0, 1.0, 1.0]),
        treated=np.array([False, True, False, True, False, False]),
    )
    one = np.zeros(6, np.intp)
    averages = average_effects(rows, impute(rows), one, one, rows.layout.unit)
    assert averages.estimate == pytest.approx((5 + 3 * 2) / 4)
    assert averages.weight == pytest.approx(4)
    # Alike rows share a mean by squared weights: (5 + 9 * 2) / 10.
    assert averages.scores[:2, 0] == pytest.approx([(5 - 2.3) / 4, 3 * (2 - 2.3) / 4])


def test_rows_that_are_not_alike_differ_from_the_estimate():
    rows = Rows(
        layout=Layout.full(3, 2),
        outcome=np.array([0.0, 6.0, 0.0, 3.0, 0.0, 1.0]),
        weight=np.array([1.0, 1.0, 3.0, 3.0, 1.0, 1.0]),
        treated=np.array([False, True, False, True, False, False]),
    )
    averages = average_effects(rows, impute(rows), np.zeros(6, np.intp), None, rows.layout.unit)
    # Around the weighted mean (5 + 3 * 2) / 4 = 2.75.
    assert averages.scores[:2, 0] == pytest.approx([(5 - 2.75) / 4, 3 * (2 - 2.75) / 4])


def test_groups_are_averaged_apart():
    rows = Rows(
        layout=Layout.full(3, 2),
        outcome=np.array([0.0, 6.0, 0.0, 3.0, 0.0, 1.0]),
        weight=np.ones(6),
        treated=np.array([False, True, False, True, False, False]),
    )
    group = np.array([-1, 0, -1, 1, -1, -1])
    averages = average_effects(rows, impute(rows), group, np.abs(group), rows.layout.unit)
    assert averages.estimate == pytest.approx([5, 2])


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
