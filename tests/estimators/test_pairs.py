import numpy as np
import pandas as pd
import pytest

from evalcap.dataset import Panel
from evalcap.estimators.cells import Cell
from evalcap.estimators.pairs import pair_up
from evalcap.estimators.sample import Sample, draw_sample

FIRST, NEXT = Cell(2.0, time=1, base=0), Cell(2.0, time=2, base=1)


@pytest.fixture
def frame() -> pd.DataFrame:
    """Units 0 and 1 are treated from year 2, units 2 to 4 never; unit 4 misses year 3."""
    frame = pd.DataFrame([(u, t) for u in range(5) for t in (1, 2, 3)], columns=["post", "year"])
    frame["start"] = np.where(frame["post"] < 2, 2.0, np.nan)
    frame["checks"] = (frame["post"] + 1.0) * frame["year"] ** 2
    frame["rank"] = 1.0 + frame["post"] % 3
    return frame[(frame["post"] != 4) | (frame["year"] != 3)]


def draw(frame: pd.DataFrame, **roles) -> Sample:
    names = {"unit": "post", "time": "year", "outcome": "checks", "treated_from": "start"}
    panel = Panel.from_frame(frame, **(names | roles))
    return draw_sample(panel, covariates=("rank",), unbalanced="pairs", anticipation=0)


def seen_in_both(sample: Sample, cell: Cell) -> np.ndarray:
    return sample.seen[cell.base] & sample.seen[cell.time]


def test_changes_are_those_of_the_units_seen_in_both_periods(frame):
    sample = draw(frame)
    pairs = pair_up(sample, NEXT, seen_in_both(sample, NEXT), ("rank",))
    assert pairs.unit.tolist() == [0, 1, 2, 3]
    assert pairs.treated.tolist() == [True, True, False, False]
    assert pairs.change(sample, NEXT).tolist() == [5, 10, 15, 20]


def test_pairs_serve_the_cells_that_compare_the_same_units(frame):
    sample = draw(frame[frame["post"] != 4])
    everyone = np.ones(4, bool)
    pairs = pair_up(sample, FIRST, everyone, ("rank",))
    assert pairs.serve(sample, NEXT, everyone)
    assert pairs.change(sample, NEXT).tolist() == [5, 10, 15, 20]
    assert not pairs.serve(sample, Cell(3.0, time=1, base=0), everyone)
    assert not pairs.serve(sample, NEXT, np.array([True, True, True, False]))


@pytest.mark.parametrize("varying", ["rank", "size"])
def test_covariates_and_weights_that_vary_over_time_are_those_of_the_base(frame, varying):
    later = frame["year"] == 2
    frame = frame.assign(size=2.0)[frame["post"] != 4]
    frame[varying] = np.where(later[frame.index], frame["post"] + 5.0, frame[varying])
    sample = draw(frame, weight="size")
    everyone = np.ones(4, bool)
    pairs = pair_up(sample, FIRST, everyone, ("rank",))
    assert not pairs.serve(sample, NEXT, everyone)
    assert pairs.serve(sample, Cell(2.0, time=2, base=0), everyone)
    moved = pair_up(sample, NEXT, everyone, ("rank",)).prepared.groups
    columns = {"rank": moved.regressors, "size": moved.weight[:, None]}
    constant = np.column_stack([np.ones(4), [5.0, 6.0, 7.0, 8.0]])
    _, left, *_ = np.linalg.lstsq(constant, columns[varying], rcond=None)
    np.testing.assert_allclose(left, 0, atol=1e-20)
