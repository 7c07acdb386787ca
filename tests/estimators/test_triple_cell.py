import numpy as np
import pandas as pd
import pytest

from evalcap.dataset import Panel
from evalcap.estimators.cell_effect import NO_COMPARISON, NO_TREATED, CellEstimator, EmptyCell
from evalcap.estimators.cells import Cell
from evalcap.estimators.sample import draw_sample
from evalcap.estimators.triple_cell import TOO_SMALL, TripleEstimator

CELL = Cell(2.0, time=1, base=0)


@pytest.fixture
def frame() -> pd.DataFrame:
    """Twelve people in two years: four each of cohort 2, cohort 3 and never; half are eligible."""
    frame = pd.DataFrame([(p, t) for p in range(12) for t in (1, 2, 3)], columns=["person", "year"])
    frame["start"] = np.repeat([2.0, 3.0, np.inf], 4)[frame["person"]]
    frame["young"] = (frame["person"] % 2 == 0) * 1.0
    frame["income"] = (frame["person"] + 1.0) ** 2 * (frame["year"] == 2)
    return frame


def estimator(frame: pd.DataFrame, *, by_rows: bool = False) -> TripleEstimator:
    panel = Panel.from_frame(
        frame, unit="person", time="year", outcome="income", treated_from="start"
    )
    rule = "cross_sections" if by_rows else "pairs"
    sample = draw_sample(panel, covariates=("young",), unbalanced=rule, anticipation=0)
    eligible = np.zeros(sample.n_units, bool)
    eligible[sample.unit] = sample.covariates[:, 0] == 1
    return TripleEstimator(
        CellEstimator(sample, panel.calendar, "unadjusted", (), by_rows), eligible
    )


def start(triple: TripleEstimator) -> np.ndarray:
    return triple.pair.sample.treated_from


# Changes are squares of 1 to 12: of the eligible (1, 9), (25, 49), (81, 121), of the ineligible
# (4, 16), (36, 64), (100, 144). Cohort 2: 5 - 10, cohort 3: 37 - 50, never: 101 - 122.
@pytest.mark.parametrize("by_rows", [False, True])
@pytest.mark.parametrize(("other", "expected"), [(3.0, -5 + 13), (np.inf, -5 + 21)])
def test_the_difference_of_the_kinds_is_taken_in_both_cohorts(frame, by_rows, other, expected):
    triple = estimator(frame, by_rows=by_rows)
    effect = triple.estimate(CELL, start(triple) == other)
    assert effect.att == pytest.approx(expected)
    rows = 2 if by_rows else 1
    assert (effect.n_treated, effect.n_comparison) == (2 * rows, 6 * rows)
    assert effect.unit.tolist() == np.flatnonzero(np.isin(start(triple), [2, other])).tolist()


def test_influence_is_scaled_by_all_units(frame):
    triple = estimator(frame)
    effect = triple.estimate(CELL, start(triple) == 3)
    # Variances of four means of two: squared half distances, over two.
    variance = sum((d / 2) ** 2 / 2 for d in (8, 12, 24, 28))
    assert (effect.influence**2).sum() / 12**2 == pytest.approx(variance)


def test_cohorts_are_averaged_so_that_the_average_varies_least(frame):
    triple = estimator(frame)
    effect = triple.estimate(CELL, start(triple) > 2)
    # What the two do not share: variances (24^2 + 28^2) / 8 and (40^2 + 44^2) / 8.
    weight = (40**2 + 44**2) / (24**2 + 28**2 + 40**2 + 44**2)
    assert effect.att == pytest.approx(8 * weight + 16 * (1 - weight))
    assert triple.left_out[TOO_SMALL] == 0


def test_cohorts_all_too_small_to_be_weighed_weigh_the_same(frame):
    triple = estimator(frame[frame["person"].isin([0, 1, 2, 3, 4, 5, 8, 9])])
    effect = triple.estimate(CELL, start(triple) > 2)
    assert effect.att == pytest.approx(-5 - ((25 - 36) + (81 - 100)) / 2)
    assert triple.left_out[TOO_SMALL] == 0


def test_the_base_period_is_zero_by_construction(frame):
    triple = estimator(frame)
    effect = triple.estimate(Cell(2.0, time=0, base=0), start(triple) > 2)
    assert (effect.att, len(effect.unit)) == (0, 0)


def test_a_cell_without_one_of_the_groups_is_empty_for_a_reason(frame):
    nobody = np.zeros(12, bool)
    assert estimator(frame).estimate(CELL, nobody) == EmptyCell(CELL, NO_COMPARISON)
    for kind, reason in ((1, NO_TREATED), (0, NO_COMPARISON)):
        triple = estimator(frame[(frame["start"] > 2) | (frame["young"] != kind)])
        assert triple.estimate(CELL, start(triple) > 2) == EmptyCell(CELL, reason)


def test_what_a_comparison_fitted_is_kept_for_its_next_cell(frame):
    triple = estimator(frame)
    triple.estimate(Cell(2.0, time=1, base=0), np.isinf(start(triple)))
    fitted = {name: pair.last[0] for name, pair in triple.pairs.items()}
    triple.estimate(Cell(2.0, time=2, base=0), np.isinf(start(triple)))
    assert len(fitted) == 3
    assert all(triple.pairs[name].last[0] is kept for name, kept in fitted.items())
