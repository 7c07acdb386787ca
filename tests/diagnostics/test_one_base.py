from dataclasses import replace

import numpy as np
import pytest

from evalcap.diagnostics.one_base import find_base, lay_out
from evalcap.errors.design import NoVariationError
from evalcap.errors.diagnostics import (
    NotByEventTimeError,
    NothingBeforeError,
    OneBaseNeededError,
    UnevenTimesError,
)
from evalcap.estimate import EffectPath


def path(*at: float, base: float | None = None) -> EffectPath:
    """Estimates are the event times themselves; a base point is zero without variance."""
    times = np.sort(np.array([*at] if base is None else [*at, base], float))
    known = np.zeros(len(times), bool) if base is None else times == base
    return EffectPath(
        by="event_time",
        at=times,
        estimate=np.where(known, 0.0, times + 10),
        covariance=np.diag(np.where(known, 0.0, 1.0)),
        overall=None,
        n_clusters=100,
        pre_trends="one_base",
    )


@pytest.mark.parametrize(
    ("times", "base"),
    [
        ((-3, -2, 0, 1), -1),
        ((-2, 0), -1),
        ((-2, 0, 1), -1),
        ((-3, -1, 0, 1), -2),
        ((-6, 0, 3), -3),
    ],
)
def test_a_base_period_left_out_is_the_hole_before_treatment(times, base):
    assert find_base(path(*times)) == base


def test_a_base_point_is_the_base_and_no_coefficient():
    found = lay_out(path(-3, -2, 0, 1, base=-1), "first")
    assert found.estimate.tolist() == [7, 8, 10, 11]
    assert found.n_before == 2


@pytest.mark.parametrize(
    ("target", "weights"), [("first", [1, 0, 0]), ("mean", [1 / 3, 1 / 3, 1 / 3])]
)
def test_the_target_weighs_effects_under_treatment(target, weights):
    assert lay_out(path(-2, 0, 1, 2), target).target == pytest.approx(weights)


def test_periods_of_anticipation_come_after_the_base_but_are_not_of_interest():
    found = lay_out(path(-4, -3, -1, 0, 1, base=-2), "mean")
    assert found.n_before == 2
    assert found.target.tolist() == [0, 0.5, 0.5]
    assert lay_out(path(-3, -1, 0, 1, base=-2), "first").target.tolist() == [0, 1, 0]


@pytest.mark.parametrize("times", [(-5, -2, 0, 1), (-3, -2, -1, 0), (-3, 0, 3), (-3, -2, 0, 2)])
def test_gaps_are_refused(times):
    with pytest.raises(UnevenTimesError, match="evenly spaced"):
        lay_out(path(*times), "first")


@pytest.mark.parametrize("made", ["varying_base", "separate", "none"])
def test_coefficients_of_several_bases_are_refused_with_the_way_out(made):
    with pytest.raises(OneBaseNeededError, match='base_period="universal"'):
        lay_out(replace(path(-2, 0), pre_trends=made), "first")


def test_several_bases_are_refused_naming_the_gap():
    with pytest.raises(OneBaseNeededError, match="calendar has gaps") as caught:
        lay_out(replace(path(-3, -2, 0, 1), pre_trends="several_bases"), "first")
    assert "last period before treatment was not observed" in caught.value.do


@pytest.mark.parametrize("times", [(), (0,), (-2,)])
def test_too_few_points_have_no_base_between_them(times):
    assert find_base(path(*times)) is None


def test_a_base_alone_has_no_steps_to_be_even():
    assert find_base(path(base=-1)) is None


@pytest.mark.parametrize("times", [(0, 1, 2), (-3, -2)])
def test_it_takes_coefficients_on_both_sides(times):
    with pytest.raises(NothingBeforeError, match="At least one coefficient before"):
        lay_out(path(*times, base=-1), "first")


def test_a_path_by_cohort_is_refused():
    with pytest.raises(NotByEventTimeError):
        lay_out(replace(path(-2, 0), by="cohort"), "first")


def test_a_coefficient_without_standard_error_is_refused():
    still = replace(path(-2, 0), covariance=np.diag([1.0, 0.0]))
    with pytest.raises(NoVariationError):
        lay_out(still, "first")
