from dataclasses import replace

import numpy as np
import pytest

from evalcap.errors.design import (
    NoTreatedError,
    OptionError,
    RefusedCellsError,
)
from evalcap.estimate import GroupTimeEffects
from evalcap.estimate.membership import Membership, RefusedCell
from evalcap.kernels.influence import Influence

# Two cohorts, six and three units of twelve, over five periods: effects that are easy to average.
COHORT = np.array([3.0, 3, 3, 3, 4, 4, 4, 4])
TIME = np.array([2.0, 3, 4, 5, 2, 3, 4, 5])
ATT = np.array([0.5, 1.0, 2.0, 3.0, -0.5, 0.1, 10.0, 20.0])


def of_all(influence: np.ndarray) -> Influence:
    n_units, n_effects = influence.shape
    return Influence((np.arange(n_units),) * n_effects, tuple(influence.T), n_units)


@pytest.fixture
def effects() -> GroupTimeEffects:
    rng = np.random.default_rng(9)
    influence = rng.normal(size=(12, 8))
    return GroupTimeEffects(
        cohort=COHORT,
        time=TIME,
        base=np.array([1.0, 2, 2, 2, 1, 2, 3, 3]),
        att=ATT,
        rests_on=of_all(influence - influence.mean(axis=0)),
        is_base=np.zeros(8, bool),
        n_treated=np.repeat([6, 3], 4),
        n_comparison=np.full(8, 3),
        members=Membership(
            np.repeat([3.0, 4.0, np.inf], [6, 3, 3]), np.ones(12), np.arange(12), 12
        ),
        periods=np.arange(1.0, 6),
        base_period="varying",
        n_obs=60,
    )


def points(path) -> dict[float, float]:
    return dict(zip(path.at.tolist(), path.estimate.tolist(), strict=True))


def test_overall_weighs_every_treated_cell_by_its_cohort(effects):
    expected = (6 * (1 + 2 + 3) + 3 * (10 + 20)) / (6 * 3 + 3 * 2)
    assert effects.aggregate("overall").point == pytest.approx(expected)


def test_by_event_time(effects):
    path = effects.aggregate("event_time")
    assert points(path) == pytest.approx(
        {
            -2: -0.5,
            -1: (6 * 0.5 + 3 * 0.1) / 9,
            0: (6 * 1 + 3 * 10) / 9,
            1: (6 * 2 + 3 * 20) / 9,
            2: 3,
        }
    )
    assert path.overall.point == pytest.approx((4 + 8 + 3) / 3)
    assert path.pre_trends == "varying_base"


def test_by_cohort(effects):
    path = effects.aggregate("cohort")
    assert points(path) == {3: 2, 4: 15}
    assert path.overall.point == pytest.approx((6 * 2 + 3 * 15) / 9)


def test_by_calendar_time(effects):
    path = effects.aggregate("calendar_time")
    assert points(path) == pytest.approx({3: 1, 4: (12 + 30) / 9, 5: (18 + 60) / 9})
    assert path.overall.point == pytest.approx((1 + 42 / 9 + 78 / 9) / 3)


def test_a_window_cuts_event_times(effects):
    path = effects.aggregate("event_time", min_e=-1, max_e=1)
    assert path.at.tolist() == [-1, 0, 1]
    assert path.overall.point == pytest.approx((4 + 8) / 2)


def test_a_window_cuts_every_average(effects):
    assert effects.aggregate("overall", max_e=0).point == pytest.approx(4)
    assert effects.aggregate("overall", min_e=1).point == pytest.approx((6 * 5 + 3 * 20) / 15)
    assert points(effects.aggregate("cohort", max_e=0)) == {3: 1, 4: 10}


def test_balance_keeps_cohorts_seen_for_long_enough_and_one_span_of_event_times(effects):
    path = effects.aggregate("event_time", balance_e=2)
    assert points(path) == pytest.approx({-1: 0.5, 0: 1, 1: 2, 2: 3})
    assert points(effects.aggregate("event_time", balance_e=1)) == pytest.approx(
        {-2: -0.5, -1: 3.3 / 9, 0: 4, 1: 8}
    )


def test_balance_means_nothing_but_by_event_time(effects):
    with pytest.raises(OptionError, match="balance_e=1"):
        effects.aggregate("overall", balance_e=1)


@pytest.mark.parametrize("option", ["balance_e", "min_e", "max_e"])
def test_event_times_are_numbers(effects, option):
    with pytest.raises(OptionError, match=f"{option}='two'"):
        effects.aggregate("event_time", **{option: "two"})


def test_an_unknown_average_is_refused_naming_the_known(effects):
    with pytest.raises(OptionError, match="'overall', 'event_time', 'cohort', 'calendar_time'"):
        effects.aggregate("dynamic")


@pytest.mark.parametrize("window", [{"max_e": -1}, {"min_e": 7}])
def test_a_window_without_treatment_is_refused(effects, window):
    with pytest.raises(NoTreatedError, match="event times asked for"):
        effects.aggregate("event_time", **window)


def test_standard_errors_sum_influence_within_clusters_and_divide_by_units(effects):
    halves = replace(effects.members, cluster=np.arange(12) % 4, n_clusters=4)
    clustered = replace(effects, members=halves)
    path = clustered.aggregate("cohort")
    own = effects.influence[:, 1:4].mean(axis=1)
    sums = np.bincount(np.arange(12) % 4, weights=own) / 12
    assert path.std_error[0] == pytest.approx(np.sqrt((sums**2).sum()))
    assert (path.n_clusters, path.overall.n_units) == (4, 12)
    np.testing.assert_allclose(path.scores.T @ path.scores, path.covariance)


def test_a_universal_base_is_one_base(effects):
    before = replace(effects, base_period="universal", base=COHORT - 1)
    assert before.aggregate("event_time").pre_trends == "one_base"


def test_a_gap_before_one_cohort_makes_several_bases_of_a_universal_one(effects):
    base = np.where(COHORT == 3, COHORT - 1, COHORT - 2)
    before = replace(effects, base_period="universal", base=base)
    assert before.aggregate("event_time").pre_trends == "several_bases"


@pytest.fixture
def gap(effects) -> GroupTimeEffects:
    """The effect on cohort 4 at 5 is not identified."""
    reason = "In cohort 4 at 5 against 3 the covariates separate.\nNeeded.\nDo."
    return replace(effects, refused=(RefusedCell(4, 5, reason),))


@pytest.mark.parametrize("by", ["overall", "event_time", "cohort", "calendar_time"])
def test_an_average_that_needs_a_refused_cell_is_refused_by_its_name(gap, by):
    with pytest.raises(RefusedCellsError, match=r"1 of the effects .*\nIn cohort 4 at 5"):
        gap.aggregate(by)


def test_an_average_that_does_not_need_it_is_given(gap):
    assert gap.aggregate("overall", max_e=0).point == pytest.approx(4)
    # Only cohort 3 is seen for two periods after its first.
    assert points(gap.aggregate("event_time", balance_e=2))[2] == 3


def test_an_average_where_nothing_varies_has_no_standard_error_and_says_so(effects):
    alike = replace(effects, rests_on=of_all(np.zeros((12, 8))), att=np.ones(8))
    overall = alike.aggregate("overall")
    assert overall.point == pytest.approx(1)
    assert np.isnan(overall.std_error)
    assert "nothing varies" in overall.notes[-1]


def test_a_point_where_nothing_varies_has_no_standard_error(effects):
    influence = effects.influence.copy()
    influence[:, 3] = 1e-15  # the effect on cohort 3 at 5, the only one two periods on
    still = replace(effects, rests_on=of_all(influence), rounding=1e-12)
    frame = still.aggregate("event_time").to_frame()
    last = frame.set_index("event_time").loc[2]
    assert np.isnan(last["std_error"])
    assert last["note"].startswith("no standard error")
    assert frame["std_error"].notna().sum() == 4


def test_zeros_that_do_not_vary_are_no_base_period_where_the_base_varies(effects):
    still = replace(effects, att=np.zeros(8), rests_on=of_all(np.zeros((12, 8))))
    notes = still.aggregate("event_time").to_frame()["note"]
    assert notes.str.startswith("no standard error: nothing varies").all()
