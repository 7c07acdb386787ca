import numpy as np
import pandas as pd
import pytest

from evalcap.dataset import Panel
from evalcap.errors.design import EmptySampleError
from evalcap.errors.inference import NoInversionError
from evalcap.estimate import Estimate
from evalcap.inference.assignment import Assignment
from evalcap.inference.reestimation import reestimate
from evalcap.kernels.arrays import FloatArray

STUDENTISED, STEPS = {"statistic": "studentised"}, np.array([-1.0, 0, 1])


@pytest.fixture
def panel() -> Panel:
    unit, time = (a.ravel() for a in np.indices((4, 2)))
    frame = pd.DataFrame({"u": unit, "t": time, "g": np.where(unit < 2, 1, 0)})
    frame["y"] = [0.0, 3, 0, 4, 0, 1, 0, 2]
    return Panel.from_frame(frame, unit="u", time="t", outcome="y", treated_from="g", never=0)


def of_gap(panel: Panel) -> Estimate:
    """Mean gain of treated units less that of others, its squared error their mean square."""
    gain = panel.outcome[1::2] - panel.outcome[::2]
    treated = np.isfinite(panel.treated_from)
    gap = gain[treated].mean() - gain[~treated].mean()
    return Estimate("gap", gap, np.sqrt((gain**2).mean()), 8, 4, 4)


def dealt(*rows: list[int]) -> FloatArray:
    return np.array(rows)


def test_statistics_are_known_for_every_effect_from_three_estimates(panel):
    assignment = Assignment.of(panel, None)  # kind 0 is treated, kind 1 never
    found = reestimate(
        panel, of_gap, assignment, [dealt([0, 1, 0, 1])], **STUDENTISED, gaps=STEPS
    ).redrawn
    # The estimate is 2. Supposing an effect of 2 + gap leaves gains of 1 - gap, 2 - gap, 1, 2.
    for gap in (0.0, -2.0, 5.0):
        gains = np.array([1 - gap, 2 - gap, 1, 2])
        expected = (gains[[0, 2]].mean() - gains[[1, 3]].mean()) / np.sqrt((gains**2).mean())
        assert found.statistics(gap)[0] == pytest.approx(expected)


def test_without_gaps_the_outcome_is_taken_as_it_is(panel):
    found = reestimate(
        panel, of_gap, Assignment.of(panel, None), [dealt([0, 0, 1, 1])], **STUDENTISED, gaps=None
    )
    assert found.redrawn.statistics(123.0)[0] == pytest.approx(2 / np.sqrt(30 / 4))


def test_failures_are_counted_and_infinite(panel):
    def picky(panel: Panel) -> Estimate:
        if np.isinf(panel.treated_from[0]):
            raise EmptySampleError("not without the first")
        return of_gap(panel)

    blocks = [dealt([0, 1, 0, 1], [1, 0, 0, 1]), dealt([1, 1, 0, 0])]
    for gaps in (None, STEPS):
        found = reestimate(
            panel, picky, Assignment.of(panel, None), blocks, **STUDENTISED, gaps=gaps
        )
        assert found.failed == 2
        assert np.isinf(found.redrawn.statistics(0.5)).tolist() == [False, True, True]


def test_an_estimate_without_standard_error_fails_only_where_it_is_needed(panel):
    def unsure(panel: Panel) -> Estimate:
        return Estimate("gap", of_gap(panel).point, np.nan, 8, 4, 4)

    assignment, blocks = Assignment.of(panel, None), [dealt([0, 1, 0, 1])]
    divided = reestimate(panel, unsure, assignment, blocks, **STUDENTISED, gaps=None)
    plain = reestimate(panel, unsure, assignment, blocks, statistic="estimate", gaps=None)
    assert (divided.failed, plain.failed) == (1, 0)
    assert plain.redrawn.statistics(0.0)[0] == pytest.approx(2 - 3)


def test_estimates_that_bend_with_the_outcome_are_refused(panel):
    def squared(panel: Panel) -> Estimate:
        return Estimate("square", of_gap(panel).point ** 2, 1.0, 8, 4, 4)

    blocks = [dealt([0, 0, 1, 1])]
    with pytest.raises(NoInversionError, match="not linear"):
        reestimate(panel, squared, Assignment.of(panel, None), blocks, **STUDENTISED, gaps=STEPS)


def test_an_estimator_that_takes_no_shifted_outcomes_gives_no_interval(panel):
    def of_counts(panel: Panel) -> Estimate:
        if (panel.outcome < 0).any():
            raise EmptySampleError("no count is negative")
        return of_gap(panel)

    parts = panel, of_counts, Assignment.of(panel, None), [dealt([0, 1, 0, 1])]
    assert reestimate(*parts, **STUDENTISED, gaps=None).failed == 0
    with pytest.raises(NoInversionError, match="does not take shifted outcomes"):
        reestimate(*parts, **STUDENTISED, gaps=5 * STEPS)
