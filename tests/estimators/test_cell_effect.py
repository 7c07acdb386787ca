import numpy as np
import pandas as pd
import pytest

from evalcap.dataset import Panel
from evalcap.estimate.membership import RefusedCell
from evalcap.estimators.cell_effect import (
    NO_COMPARISON,
    NO_TREATED,
    CellEffect,
    CellEstimator,
    EmptyCell,
)
from evalcap.estimators.cells import Cell
from evalcap.estimators.sample import draw_sample

CELL = Cell(2.0, time=1, base=0)


@pytest.fixture
def frame() -> pd.DataFrame:
    """Units 0 to 2 are treated from year 2, units 3 to 6 never; unit 6 misses year 2."""
    frame = pd.DataFrame([(u, t) for u in range(7) for t in (1, 2, 3)], columns=["post", "year"])
    frame["start"] = np.where(frame["post"] < 3, 2.0, np.nan)
    frame["checks"] = (frame["post"] + 1.0) * frame["year"] + 5 * (frame["year"] >= frame["start"])
    frame["rank"] = frame["post"] * 10.0 + frame["year"]
    return frame[(frame["post"] != 6) | (frame["year"] != 2)]


def estimator(frame: pd.DataFrame, *, by_rows: bool = False, names: tuple[str, ...] = ()):
    panel = Panel.from_frame(
        frame, unit="post", time="year", outcome="checks", treated_from="start"
    )
    unbalanced = "cross_sections" if by_rows else "pairs"
    sample = draw_sample(panel, covariates=names, unbalanced=unbalanced, anticipation=0)
    method = "regression" if names else "unadjusted"
    return CellEstimator(sample, panel.calendar, method, names, by_rows), sample


def test_units_seen_in_both_periods_are_compared(frame):
    cells, sample = estimator(frame)
    effect = cells.estimate(CELL, sample.treated_from > 3)
    # Changes: 6, 7, 8 for the treated; 4, 5, 6 for units 3 to 5.
    assert effect.att == pytest.approx(7 - 5)
    assert effect.unit.tolist() == [0, 1, 2, 3, 4, 5]
    assert (effect.n_treated, effect.n_comparison, effect.n_unpaired) == (3, 3, 1)


def test_influence_is_scaled_by_all_units_over_the_cell_s(frame):
    cells, sample = estimator(frame)
    effect = cells.estimate(CELL, sample.treated_from > 3)
    # The variance of a difference of means of three and three, changes one apart.
    variance = (effect.influence**2).sum() / sample.n_units**2
    assert variance == pytest.approx(2 * (2 / 3) / 3)


def test_by_rows_four_means_are_compared(frame):
    cells, sample = estimator(frame, by_rows=True)
    effect = cells.estimate(CELL, sample.treated_from > 3)
    assert effect.att == pytest.approx((9 - 2) - (10 - 5.5))
    assert (effect.n_treated, effect.n_comparison, effect.n_unpaired) == (6, 7, 0)


def test_covariates_are_those_of_the_base_period(frame):
    cells, sample = estimator(frame, names=("rank",))
    later = frame.assign(rank=frame["rank"] + 100 * (frame["year"] == 2) * (frame["post"] % 2))
    moved, moved_sample = estimator(later, names=("rank",))
    effects = [
        c.estimate(CELL, s.treated_from > 3) for c, s in ((cells, sample), (moved, moved_sample))
    ]
    assert effects[0].att == pytest.approx(effects[1].att)


def test_the_base_period_is_zero_by_construction(frame):
    cells, sample = estimator(frame)
    effect = cells.estimate(Cell(2.0, time=0, base=0), sample.treated_from > 3)
    assert isinstance(effect, CellEffect)
    assert (effect.att, len(effect.unit)) == (0, 0)


def test_a_cell_without_a_group_is_empty_for_a_reason(frame):
    cells, sample = estimator(frame)
    nobody = np.zeros(sample.n_units, bool)
    assert cells.estimate(CELL, nobody) == EmptyCell(CELL, NO_COMPARISON)
    unseen, _ = estimator(frame[(frame["post"] > 2) | (frame["year"] != 2)])
    assert unseen.estimate(CELL, ~nobody).reason == NO_TREATED


def test_a_cell_that_is_not_identified_is_refused_by_name(frame):
    frame.loc[frame["post"] > 2, "rank"] = 1
    cells, sample = estimator(frame, names=("rank",))
    refused = cells.estimate(CELL, sample.treated_from > 3)
    assert isinstance(refused, RefusedCell)
    assert (refused.cohort, refused.time) == (2, 2)
    assert refused.reason.startswith("In cohort 2 at 2 against 1 a covariate is redundant")


@pytest.mark.parametrize("by_rows", [False, True])
def test_a_lone_treated_unit_is_marked(frame, by_rows):
    cells, sample = estimator(frame[frame["post"] > 1], by_rows=by_rows)
    assert cells.estimate(CELL, sample.treated_from > 3).lone == ("treated",)
