import numpy as np
import pandas as pd
import pytest

from evalcap.dataset import Panel
from evalcap.errors.design import NoComparisonError, NoTreatedError, RefusedCellsError
from evalcap.estimate.membership import RefusedCell
from evalcap.estimators.cell_effect import NO_COMPARISON, NO_TREATED, CellEffect, EmptyCell
from evalcap.estimators.cells import Cell
from evalcap.estimators.collect import collect
from evalcap.estimators.sample import draw_sample


@pytest.fixture
def panel() -> Panel:
    frame = pd.DataFrame([(u, t) for u in range(6) for t in (1, 2, 3, 4)], columns=["post", "year"])
    frame["start"] = frame["post"].map({0: 2, 1: 2, 2: 3, 3: 4})
    frame["checks"] = np.arange(24.0)
    return Panel.from_frame(frame, unit="post", time="year", outcome="checks", treated_from="start")


def effect(cohort: float, time: int, *, n_trimmed: int = 0, n_unpaired: int = 0, **words):
    base = min(time, int(cohort) - 1) - 1
    unit, influence = np.array([0, 4]), np.array([1.0, -1.0])
    marks = {"dropped": (), "lone": ()} | words
    cell = Cell(cohort, time - 1, base)
    return CellEffect(cell, 0.5, unit, influence, 1, 1, n_trimmed, n_unpaired, **marks)


def refused(cohort: float, time: float) -> RefusedCell:
    return RefusedCell(cohort, time, f"In cohort {cohort:g} at {time:g} no.\nNeeded.\nDo.")


def gather(panel, *results):
    sample = draw_sample(panel, covariates=(), unbalanced="pairs", anticipation=0)
    return collect(
        panel, sample, results, comparison="never_treated", base_period="varying", words="words"
    )


def test_influence_is_spread_over_all_units(panel):
    effects = gather(panel, effect(2, 2), effect(2, 3))
    assert effects.influence.tolist() == [[1, 1], [0, 0], [0, 0], [0, 0], [-1, -1], [0, 0]]
    assert effects.time.tolist() == [2, 3]
    assert effects.n_obs == 24


def test_a_cohort_never_compared_after_treatment_is_dropped_and_counted(panel):
    effects = gather(panel, effect(2, 2), effect(4, 2), effect(4, 3))
    assert set(effects.cohort) == {2}
    assert effects.excluded == {"cells of cohorts never compared after treatment": 2}


def test_a_cohort_refused_after_treatment_stays_and_blocks_averages(panel):
    effects = gather(panel, effect(2, 2), effect(4, 2), refused(4, 4))
    assert set(effects.cohort) == {2, 4}
    assert effects.excluded == {"cells refused": 1}
    with pytest.raises(RefusedCellsError, match="In cohort 4 at 4 no"):
        effects.aggregate("overall")


def test_what_is_left_out_of_cells_is_counted(panel):
    empty = EmptyCell(Cell(2, 3, 0), NO_COMPARISON)
    effects = gather(
        panel, effect(2, 2, n_trimmed=2, n_unpaired=3), effect(2, 3, n_trimmed=1), empty
    )
    assert effects.excluded == {
        NO_COMPARISON: 1,
        "comparison units trimmed (propensity 0.995 or more), summed over cells": 3,
        "units not seen in both periods, summed over cells": 3,
    }


def test_what_a_reader_must_know_is_noted_once(panel):
    effects = gather(
        panel,
        effect(2, 2, dropped=("rank",), lone=("treated",)),
        effect(2, 3, dropped=("age", "rank"), lone=("treated",)),
        effect(3, 3, lone=("comparison",)),
    )
    assert effects.notes[0] == "Redundant covariates left out of some cells: age, rank."
    assert effects.notes[1].startswith("Some cells of cohort 2: the standard error rests on one t")
    assert effects.notes[2].startswith("Some cells of cohort 3: the standard error rests on one c")


@pytest.mark.parametrize(
    ("results", "error"),
    [
        ((effect(2, 1), EmptyCell(Cell(2, 1, 0), NO_COMPARISON)), NoComparisonError),
        ((EmptyCell(Cell(2, 1, 0), NO_TREATED),), NoTreatedError),
        ((effect(4, 2), refused(2, 2)), RefusedCellsError),
    ],
)
def test_nothing_after_treatment_is_refused_for_its_reason(panel, results, error):
    with pytest.raises(error):
        gather(panel, *results)
