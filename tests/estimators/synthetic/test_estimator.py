import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evalcap.dataset import Panel
from evalcap.errors.design import DesignError, OptionError
from evalcap.estimators.synthetic import estimate_synthetic
from evalcap.estimators.twfe import estimate_twfe

METHODS = ("synthetic_did", "synthetic_control", "did")


def point(panel, method="synthetic_did"):
    return estimate_synthetic(panel, method=method, inference=None).point


def test_equal_weights_are_two_way_fixed_effects(make_panel):
    panel = make_panel({0: 5, 1: 5})
    assert point(panel, "did") == pytest.approx(estimate_twfe(panel).point)


def test_a_treated_unit_between_two_others_shows_its_effect(make_frame, as_panel):
    frame = make_frame({0: 6}, n_periods=10, effect=0.0)
    wide = frame.pivot_table(index="month", columns="post", values="score")
    mixed = 0.25 * wide[3] + 0.75 * wide[7] + 5.0 * (wide.index >= 6)
    frame.loc[frame["post"] == 0, "score"] = mixed.to_numpy()
    estimate = estimate_synthetic(as_panel(frame), method="synthetic_control", inference=None)
    assert estimate.point == pytest.approx(5.0, abs=0.01)
    heaviest = estimate.unit_weights.nlargest(2)
    np.testing.assert_allclose(heaviest, [0.75, 0.25], atol=0.01)
    assert list(heaviest.index) == [7, 3]


def test_synthetic_did_sees_through_a_factor_that_misleads_did(make_frame, as_panel):
    # Exposure to the trend differs: treated units have 2, comparison units 0 to 3.
    trend, exposure = np.arange(20.0), np.r_[2.0, 2.0, np.linspace(0, 3, 28)]
    frame = make_frame({0: 14, 1: 14}, n_units=30, n_periods=20, effect=0.0, noise=0.0)
    rng = np.random.default_rng(9)
    outcome = np.outer(exposure, trend) + 0.3 * rng.normal(size=(30, 20))
    outcome[:2, 14:] += 4.0
    panel = as_panel(frame.assign(score=outcome.ravel()))
    assert point(panel, "did") - 4 > 3
    assert point(panel) == pytest.approx(4, abs=0.6)


@pytest.mark.parametrize("method", METHODS)
def test_cohorts_are_averaged_over_treated_cells(make_frame, as_panel, method):
    frame = make_frame({0: 4, 1: 6, 2: 6})
    first = point(as_panel(frame[~frame["post"].isin([1, 2])]), method)
    second = point(as_panel(frame[frame["post"] != 0]), method)
    # One unit for four periods, two units for two.
    assert point(as_panel(frame), method) == pytest.approx((first + second) / 2)


def test_the_effect_is_the_mean_of_its_path(make_panel):
    estimate = estimate_synthetic(make_panel({0: 5, 1: 5}), inference=None)
    assert estimate.effect_by_period.mean() == pytest.approx(estimate.point)
    assert list(estimate.effect_by_period.index) == [5, 6, 7]


def test_weights_are_labelled_by_unit_and_time(make_panel):
    estimate = estimate_synthetic(make_panel({0: 5, 1: 5}), inference=None)
    assert estimate.unit_weights.index.tolist() == list(range(2, 12))
    assert estimate.time_weights.index.tolist() == list(range(5))
    assert (estimate.unit_weights.index.name, estimate.time_weights.index.name) == (
        "post",
        "month",
    )
    assert estimate.unit_weights.sum() == pytest.approx(1)
    assert estimate.time_weights.sum() == pytest.approx(1)


def test_weights_of_several_cohorts_are_kept_apart(make_panel):
    estimate = estimate_synthetic(make_panel({0: 5, 1: 6}), inference=None)
    assert estimate.unit_weights.index.names == ["treated_from", "post"]
    sums = estimate.unit_weights.groupby("treated_from").sum()
    assert sums.to_dict() == pytest.approx({5: 1, 6: 1})
    assert len(estimate.time_weights.loc[6]) == 6


def test_the_estimate_says_what_it_rests_on(make_frame, as_panel):
    frame = make_frame({0: 5, 1: 5, 2: 0})
    estimate = estimate_synthetic(as_panel(frame))
    assert (estimate.n_obs, estimate.n_units, estimate.n_clusters) == (88, 11, 11)
    assert estimate.excluded == {"units treated in or before the first period": 1}
    assert estimate.estimator == "synthetic difference-in-differences, 36 placebos"
    assert str(estimate).endswith("11 units)")
    assert estimate.notes == ()


def test_intervals_are_normal(make_panel):
    estimate = estimate_synthetic(make_panel({0: 5, 1: 5}))
    low, high = estimate.interval()
    assert high - low == pytest.approx(2 * 1.959963984540054 * estimate.std_error)


def test_without_inference_the_estimate_says_so(make_panel):
    estimate = estimate_synthetic(make_panel({0: 5, 1: 5}), inference=None)
    assert np.isnan(estimate.std_error)
    assert "no standard error" in str(estimate)
    assert estimate.notes == ("No standard error was asked for.",)


def test_a_single_treated_unit_is_flagged(make_panel):
    (note,) = estimate_synthetic(make_panel({0: 5}), method="did").notes
    assert note.startswith("One unit is treated from 5: ")


def test_coarser_clusters_are_said_not_to_be_used(make_frame, as_panel):
    frame = make_frame({0: 5, 1: 5})
    panel = as_panel(frame.assign(region=frame["post"] // 3), cluster="region")
    (note,) = estimate_synthetic(panel, method="did").notes
    assert "'region' are not used" in note


def test_the_jackknife_of_synthetic_control_is_qualified(make_panel):
    estimate = estimate_synthetic(
        make_panel({0: 5, 1: 5}), method="synthetic_control", inference="jackknife"
    )
    assert "placebos do" in estimate.notes[0]


def test_an_outcome_that_never_varies_has_no_standard_error(make_frame, as_panel):
    frame = make_frame({0: 5, 1: 5}).assign(score=3.0)
    estimate = estimate_synthetic(as_panel(frame))
    assert estimate.point == pytest.approx(0)
    assert np.isnan(estimate.std_error)
    assert "nothing varies" in estimate.notes[-1]


@pytest.mark.parametrize(
    "option",
    [{"method": "synth"}, {"inference": "boot"}, {"draws": 1}, {"inference": "none"}],
)
def test_unknown_options_are_refused(make_panel, option):
    with pytest.raises(OptionError):
        estimate_synthetic(make_panel({0: 5}), **option)


def test_other_estimates_have_no_weights_to_show(make_panel):
    with pytest.raises(DesignError, match="estimate_synthetic"):
        _ = estimate_twfe(make_panel({0: 5, 1: 5})).unit_weights


def test_two_runs_are_equal(make_panel):
    panel = make_panel({0: 5, 1: 5})
    assert estimate_synthetic(panel) == estimate_synthetic(panel)


FRAME = pd.DataFrame(
    {
        "post": np.repeat(np.arange(8), 6),
        "month": np.tile(np.arange(6), 8),
        "score": np.random.default_rng(6).normal(size=48).round(3),
        "start": np.repeat([4.0, 4.0, *[np.nan] * 6], 6),
    }
)
ROLES = {"unit": "post", "time": "month", "outcome": "score", "treated_from": "start"}


def of(frame: pd.DataFrame, method: str) -> float:
    return point(Panel.from_frame(frame, **ROLES), method)


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=8, deadline=None)
@given(shift=st.floats(-100, 100), scale=st.floats(0.01, 100))
def test_shift_cancels_and_scale_carries_over(method, shift, scale):
    changed = FRAME.assign(score=shift + scale * FRAME["score"])
    assert of(changed, method) == pytest.approx(scale * of(FRAME, method), rel=1e-6)


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 1_000), later=st.integers(-5, 2_000))
def test_order_names_and_calendar_do_not_matter(method, seed, later):
    changed = FRAME.sample(frac=1, random_state=seed).assign(
        post=lambda f: "post " + f["post"].astype(str),
        month=lambda f: f["month"] + later,
        start=lambda f: f["start"] + later,
    )
    assert of(changed, method) == pytest.approx(of(FRAME, method), rel=1e-9)


@pytest.mark.parametrize("method", ["synthetic_did", "did"])
@settings(max_examples=8, deadline=None)
@given(levels=st.lists(st.floats(-50, 50), min_size=8, max_size=8), slope=st.floats(-5, 5))
def test_levels_of_units_and_a_common_trend_cancel(method, levels, slope):
    extra = np.repeat(levels, 6) + slope * FRAME["month"]
    changed = FRAME.assign(score=FRAME["score"] + extra)
    assert of(changed, method) == pytest.approx(of(FRAME, method), rel=1e-6)
