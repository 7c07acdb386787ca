from dataclasses import replace

import numpy as np
import pytest

from evalcap.kernels.imputation import Rows, impute
from evalcap.kernels.imputed_averages import Averages, Grouping, average_effects
from evalcap.kernels.layout import Layout


def rows(outcome: list[float], weight: list[float]) -> Rows:
    """Three units over two periods; the first two are treated in the second."""
    return Rows(
        layout=Layout.full(3, 2),
        outcome=np.array(outcome),
        weight=np.array(weight),
        treated=np.array([False, True, False, True, False, False]),
    )


def average(rows: Rows, group: list[list[int]], *, alike: bool = True) -> Averages:
    """Take the first two units as a cohort, or as one each, and the last as another."""
    cells = np.array(group)
    cohort = np.array([0, 0, 1]) if len(cells) == 2 else np.arange(3)
    centre = np.arange(cells.size).reshape(cells.shape) if alike else None
    by = Grouping(cohort, cells, centre, np.arange(3))
    return average_effects(rows, impute(rows), by)


def test_effects_are_averaged_by_weight():
    averages = average(rows([0, 6, 0, 3, 0, 1], [1, 1, 3, 3, 1, 1]), [[-1, 0], [-1, -1]])
    assert averages.estimate == pytest.approx((5 + 3 * 2) / 4)
    assert averages.weight == pytest.approx(4)
    # Alike rows share a mean by squared weights: (5 + 9 * 2) / 10.
    assert averages.scores[:2, 0] == pytest.approx([(5 - 2.3) / 4, 3 * (2 - 2.3) / 4])


def test_rows_that_are_not_alike_differ_from_the_estimate():
    uneven = rows([0, 6, 0, 3, 0, 1], [1, 1, 3, 3, 1, 1])
    averages = average(uneven, [[-1, 0], [-1, -1]], alike=False)
    # Around the weighted mean (5 + 3 * 2) / 4 = 2.75.
    assert averages.scores[:2, 0] == pytest.approx([(5 - 2.75) / 4, 3 * (2 - 2.75) / 4])


def test_groups_are_averaged_apart():
    averages = average(rows([0, 6, 0, 3, 0, 1], [1] * 6), [[-1, 0], [-1, 1], [-1, -1]])
    assert averages.estimate == pytest.approx([5, 2])


def test_a_row_alike_to_none_and_units_whose_residuals_cancel_leave_no_scores():
    averages = average(rows([0, 6, 0, 3, 0, 1], [1] * 6), [[-1, 0], [-1, 1], [-1, -1]])
    np.testing.assert_allclose(averages.scores, np.zeros((3, 2)), atol=1e-12)


@pytest.mark.parametrize("alike", [True, False])
def test_scores_are_errors_times_what_each_row_weighs_in_the_average(alike):
    # An estimate is linear in outcomes: what one row weighs is what one more of it adds.
    drawn, cohort, cell = _unbalanced()
    group = np.array([[-1, -1, 0, 1, 2], [-1, -1, -1, 0, 1], [-1] * 5])
    centre = np.arange(15).reshape(3, 5) if alike else None
    cluster = np.arange(len(cohort)) // 2
    by = Grouping(cohort, group, centre, cluster)
    found = average_effects(drawn, impute(drawn), by)
    weights = np.array(
        [
            average_effects(more, impute(more), by).estimate - found.estimate
            for more in (replace(drawn, outcome=drawn.outcome + row) for row in np.eye(len(cell)))
        ]
    )
    distance, to = impute(drawn).distance, group.ravel()[cell]
    squared = drawn.weight**2
    error = distance.copy()
    for at in np.flatnonzero(to >= 0):
        same = cell == cell[at]
        mean = np.average(distance[same], weights=squared[same])
        error[at] -= mean if alike else found.estimate[to[at]]
    expected = np.zeros((cluster.max() + 1, 3))
    np.add.at(expected, cluster[drawn.layout.unit], weights * error[:, None])
    np.testing.assert_allclose(found.scores, expected, atol=1e-12)


def _unbalanced() -> tuple[Rows, np.ndarray, np.ndarray]:
    """Cohorts from the third and fourth period and never, some rows lost; each row's cell."""
    rng = np.random.default_rng(8)
    cohort = np.arange(18) % 3
    unit, period = (code.ravel() for code in np.indices((18, 5)))
    seen = (rng.random(90) > 0.2) | (period < 2)
    unit, period = unit[seen], period[seen]
    treated = period >= np.array([2, 3, 9])[cohort[unit]]
    drawn = Rows(
        Layout.of(unit, period),
        outcome=rng.normal(size=18)[unit] + 0.3 * period + treated + rng.normal(size=len(unit)),
        weight=rng.uniform(0.5, 2, size=len(unit)),
        treated=treated,
    )
    return drawn, cohort, cohort[unit] * 5 + period
