from functools import partial

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from evalcap.dataset import Panel
from evalcap.errors.design import (
    DesignError,
    EmptySampleError,
    NoVariationError,
    OptionError,
    PeriodError,
)
from evalcap.errors.inference import NoInversionError
from evalcap.estimate import Estimate
from evalcap.estimators.twfe import estimate_twfe
from evalcap.estimators.two_period import estimate_two_period
from evalcap.inference.changes import compared
from evalcap.inference.randomisation import randomisation_test

ROLES = {"unit": "u", "time": "t", "outcome": "y", "treated_from": "g", "never": 0}


def two_periods(gains: list[float], n_treated: int) -> pd.DataFrame:
    """Units that start at their number and gain so much; the first ones are treated."""
    n = len(gains)
    unit, time = (a.ravel() for a in np.indices((n, 2)))
    frame = pd.DataFrame({"u": unit, "t": time})
    frame["y"] = unit + time * np.array(gains)[unit]
    frame["g"] = np.where(unit < n_treated, 1, 0)
    return frame


def test_four_units_worked_by_hand():
    # Gains 3 and 4 against 1 and 2: a difference of 2. Of six ways to choose two, only the one
    # made and its opposite lie as far from zero.
    panel = Panel.from_frame(two_periods([3, 4, 1, 2], 2), **ROLES)
    test = randomisation_test(panel, statistic="estimate")
    assert test.point == pytest.approx(2)
    assert sorted(test.statistics) == pytest.approx([-2, -1, 0, 0, 1, 2])
    assert test.p_value == pytest.approx(2 / 6)
    assert (test.draws, test.is_enumerated) == (6, True)


def studentised(first, second, axis=0):
    """Difference of means over the root of summed variances divided by n."""
    sizes = first.shape[axis], second.shape[axis]
    spread = first.var(axis=axis) / sizes[0] + second.var(axis=axis) / sizes[1]
    return np.abs(first.mean(axis=axis) - second.mean(axis=axis)) / np.sqrt(spread)


def difference(first, second, axis=0):
    return np.abs(first.mean(axis=axis) - second.mean(axis=axis))


@pytest.mark.parametrize(
    ("kind", "statistic"), [("studentised", studentised), ("estimate", difference)]
)
def test_the_exact_p_value_is_scipys(kind, statistic):
    gains = np.random.default_rng(4).normal(size=9)
    gains[:4] += 1.2
    panel = Panel.from_frame(two_periods(list(gains), 4), **ROLES)
    found = randomisation_test(panel, statistic=kind)
    expected = stats.permutation_test(
        (gains[:4], gains[4:]), statistic, alternative="greater", n_resamples=np.inf
    )
    assert found.draws == 126
    assert found.statistic == pytest.approx(expected.statistic)
    assert found.p_value == pytest.approx(expected.pvalue)


def test_random_assignments_count_the_one_that_was_made():
    gains = [9.0] * 6 + [0.0, 0.1, 0.2, 0.3, 0.4, 0.5]
    panel = Panel.from_frame(two_periods(gains, 6), **ROLES)  # 924 assignments
    test = randomisation_test(panel, statistic="estimate", draws=99)
    assert (test.draws, test.is_enumerated) == (99, False)
    assert test.p_value == pytest.approx((1 + 99 * (np.abs(test.statistics) >= 8.75).mean()) / 100)
    assert test.smallest_p_value == pytest.approx(0.01)
    assert "random 99 assignments of treatment to 12 units" in str(test)


def test_the_seed_decides_the_random_assignments():
    panel = Panel.from_frame(two_periods(list(np.arange(14.0) ** 2), 7), **ROLES)
    first, again, other = (randomisation_test(panel, draws=199, seed=s) for s in (1, 1, 2))
    np.testing.assert_array_equal(first.statistics, again.statistics)
    assert (first.statistics != other.statistics).any()


def posts(n_clusters: int = 7, n_treated: int = 3, seed: int = 5) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    n = 3 * n_clusters - 2  # clusters of two or three units
    unit, time = (a.ravel() for a in np.indices((n, 4)))
    frame = pd.DataFrame({"u": unit, "t": time, "c": unit % n_clusters})
    frame["g"] = np.where(frame["c"] < n_treated, 2, 0)
    frame["w"] = rng.uniform(0.5, 2, n)[unit]
    frame["y"] = rng.normal(size=(n_clusters, 4))[frame["c"], time] + rng.normal(size=len(frame))
    return frame


@pytest.mark.parametrize("statistic", ["studentised", "estimate"])
@pytest.mark.parametrize("roles", [{"cluster": "c"}, {"cluster": "c", "weight": "w"}, {}])
def test_all_assignments_at_once_are_one_estimate_after_another(roles, statistic):
    frame = posts(n_clusters=4, n_treated=2)
    frame.loc[[3, 8], "y"] = None
    panel = Panel.from_frame(frame, **ROLES, **roles)
    at_once = randomisation_test(panel, before=0, after=3, statistic=statistic, draws=300)
    one_by_one = randomisation_test(
        compared(panel, (0, 3)),
        partial(estimate_two_period, before=0, after=3),
        statistic=statistic,
        invert=True,
        draws=300,
    )
    assert at_once.is_enumerated
    np.testing.assert_allclose(
        np.sort(at_once.statistics), np.sort(one_by_one.statistics), rtol=1e-6, atol=1e-9
    )
    assert at_once.interval() == pytest.approx(one_by_one.interval(), rel=1e-6)
    assert at_once.point == pytest.approx(one_by_one.point)


def test_an_interval_holds_the_effects_that_are_not_rejected():
    frame = posts()
    panel = Panel.from_frame(frame, **ROLES, cluster="c")
    low, high = randomisation_test(panel).interval(0.9)

    def p_value(effect: float) -> float:
        shifted = frame.assign(y=frame["y"] - effect * ((frame["g"] > 0) & (frame["t"] >= 2)))
        return randomisation_test(Panel.from_frame(shifted, **ROLES, cluster="c")).p_value

    step = 1e-6 * (high - low)
    assert p_value(low + step) > 0.1 >= p_value(low - step)
    assert p_value(high - step) > 0.1 >= p_value(high + step)


def test_estimators_linear_in_the_outcome_give_an_interval_too():
    frame = posts()
    panel = Panel.from_frame(frame, **ROLES, cluster="c")
    test = randomisation_test(panel, estimate_twfe, invert=True)
    plain = randomisation_test(panel, estimate_twfe)
    assert test.p_value == pytest.approx(plain.p_value)
    np.testing.assert_allclose(test.statistics, plain.statistics, rtol=1e-6, atol=1e-9)
    low, high = test.interval(0.9)
    assert low < test.point < high


@pytest.mark.parametrize("estimator", ["two_period", estimate_twfe])
def test_an_outcome_that_never_varies_is_refused(estimator):
    panel = Panel.from_frame(posts().assign(y=0.1), **ROLES, cluster="c")
    with pytest.raises(NoVariationError, match="nothing varies"):
        randomisation_test(panel, estimator, statistic="estimate", invert=True)


def test_an_interval_that_was_not_prepared_is_refused():
    panel = Panel.from_frame(posts(), **ROLES, cluster="c")
    with pytest.raises(NoInversionError, match="without a shifted outcome"):
        randomisation_test(panel, estimate_twfe).interval()


def test_an_estimator_that_is_not_linear_gives_no_interval():
    def median_gain(panel: Panel) -> Estimate:
        treated = np.isfinite(panel.treated_from[panel.unit])
        sides = (np.median(panel.outcome[treated]), np.median(panel.outcome[~treated]))
        return Estimate("gap of medians", sides[0] - sides[1], 1.0, len(treated), 0, 0)

    panel = Panel.from_frame(posts(), **ROLES, cluster="c")
    assert 0 < randomisation_test(panel, median_gain).p_value <= 1
    with pytest.raises(NoInversionError, match="not linear"):
        randomisation_test(panel, median_gain, invert=True)


def test_assignments_that_cannot_be_estimated_count_as_extreme():
    def picky(panel: Panel) -> Estimate:
        if panel.treated_from[0] < np.inf and panel.treated_from[1] < np.inf:
            raise EmptySampleError("not this one")
        return estimate_two_period(panel, before=0, after=1)

    frame = two_periods([5, 0, 9, 0.5, 1, 0.7, 0.2], 2).assign(g=lambda f: f["u"].isin([0, 2]) * 1)
    test = randomisation_test(Panel.from_frame(frame, **ROLES), picky, statistic="estimate")
    assert test.failed == 1
    assert np.isinf(test.statistics).sum() == 1
    assert test.p_value == pytest.approx(2 / 21)  # itself and the one that failed
    assert "count as extreme" in test.notes[0]


def test_too_few_assignments_are_told_and_leave_the_interval_open():
    panel = Panel.from_frame(two_periods([3, 4, 1, 2], 2), **ROLES)
    test = randomisation_test(panel)
    assert test.notes == ("6 assignments cannot give a p-value below 0.17.",)
    assert test.interval() == (-np.inf, np.inf)


def test_units_treated_before_and_rows_of_other_periods_take_no_part():
    frame = posts()
    early = frame.assign(g=frame["g"].where(frame["c"] != 6, 1))
    found = randomisation_test(Panel.from_frame(early, **ROLES, cluster="c"), before=1, after=3)
    rest = early[(early["c"] != 6) & early["t"].isin([1, 3])]
    expected = randomisation_test(Panel.from_frame(rest, **ROLES, cluster="c"))
    assert found.n_groups == 6
    assert found.p_value == expected.p_value
    assert found.interval() == pytest.approx(expected.interval())


def test_cross_sections_move_treatment_between_clusters():
    frame = posts().drop(columns="u")
    roles = ROLES | {"unit": None}
    test = randomisation_test(Panel.from_frame(frame, **roles, cluster="c"), before=0, after=3)
    assert (test.level, test.n_groups, test.draws) == ("clusters", 7, 35)


def test_labels_order_and_an_affine_outcome_change_nothing():
    frame = posts()
    moved = frame.assign(
        y=1e4 * frame["y"] + 3e5, c="region " + frame["c"].astype(str), t=frame["t"] + 2020
    ).sample(frac=1, random_state=1)
    moved["g"] = moved["g"].where(moved["g"] > 0, np.inf) + 2020
    plain = randomisation_test(Panel.from_frame(frame, **ROLES, cluster="c"))
    other = randomisation_test(Panel.from_frame(moved, **ROLES, cluster="c"))
    assert other.p_value == plain.p_value
    assert other.interval() == pytest.approx([1e4 * v for v in plain.interval()], rel=1e-6)


def test_it_reads_as_a_sentence_and_as_a_row():
    test = randomisation_test(Panel.from_frame(posts(), **ROLES, cluster="c"))
    assert str(test) == (
        f"ATT {test.point:.4g} (p = {test.p_value:.3g}; randomisation test, all 35 assignments of "
        "treatment to 7 clusters)"
    )
    assert test.to_frame().columns.tolist() == [
        "term", "estimate", "statistic", "p_value", "assignments",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "names"),
    [
        ({"estimator": "twfe"}, "two_period"),
        ({"statistic": "rank"}, "estimate"),
        ({"draws": 0}, "1"),
    ],
)
def test_options_say_what_they_take(wrong, names):
    panel = Panel.from_frame(posts(), **ROLES, cluster="c")
    with pytest.raises(OptionError, match=names):
        randomisation_test(panel, **wrong)


def test_periods_that_are_not_in_the_data_are_refused():
    with pytest.raises(PeriodError, match="before=9"):
        randomisation_test(Panel.from_frame(posts(), **ROLES, cluster="c"), before=9)


def test_a_level_is_a_share():
    panel = Panel.from_frame(posts(), **ROLES, cluster="c")
    with pytest.raises(DesignError, match="confidence level"):
        randomisation_test(panel).interval(0)
