import numpy as np
import pytest

from evalcap.errors.balanced import TooLittleBeforeError
from evalcap.estimators.synthetic.design import read_design
from evalcap.estimators.synthetic.fit import (
    Draws,
    average_effect,
    drawn_effects,
    fit_cohorts,
)
from evalcap.estimators.synthetic.method import RECIPES

DID, SDID = RECIPES["did"], RECIPES["synthetic_did"]


@pytest.fixture
def design(make_panel):
    return read_design(make_panel({0: 4, 1: 4, 2: 6}), method="")


def test_effects_are_averaged_over_treated_cells(design):
    fits = fit_cohorts(design, DID)
    first, second = (fit.path.mean() for fit in fits)
    # Two units treated for four periods, one for two.
    assert average_effect(fits) == pytest.approx((8 * first + 2 * second) / 10)


def test_equal_weights_give_the_difference_in_mean_changes(design):
    y, fit = design.outcome, fit_cohorts(design, DID)[1]
    change = y[:, 6:].mean(axis=1) - y[:, :6].mean(axis=1)
    expected = change[2] - change[design.comparison].mean()
    assert fit.path.mean() == pytest.approx(expected)


def test_the_whole_sample_is_one_draw(design):
    for recipe in (DID, SDID):
        fits = fit_cohorts(design, recipe)
        drawn = drawn_effects(design, None, fits, Draws.whole(design))
        assert drawn == pytest.approx([average_effect(fits)])


def test_a_cohort_that_is_not_drawn_does_not_count(design):
    fits = fit_cohorts(design, DID)
    copies = np.ones((1, 12))
    copies[0, 2] = 0
    drawn = drawn_effects(design, DID, fits, Draws(design.role[None], copies))
    assert drawn == pytest.approx([fits[0].path.mean()])


def test_a_treated_unit_drawn_twice_counts_twice(design):
    fits = fit_cohorts(design, DID)
    copies = np.ones((1, 12))
    copies[0, :3] = [2, 0, 0]
    drawn = drawn_effects(design, DID, fits, Draws(design.role[None], copies))
    copies[0, 0] = 1
    assert drawn == pytest.approx(
        drawn_effects(design, DID, fits, Draws(design.role[None], copies))
    )


def test_kept_weights_are_scaled_to_the_units_that_stay(design):
    fits = fit_cohorts(design, SDID)
    copies = np.ones((1, 12))
    dropped = design.comparison[fits[0].unit.argmax()]
    copies[0, dropped] = 0
    drawn = drawn_effects(design, None, fits, Draws(design.role[None], copies))
    expected = []
    for fit in fits:
        unit = np.where(design.comparison == dropped, 0, fit.unit)
        gap = design.outcome[fit.cohort.unit].mean(axis=0)
        gap = gap - unit / unit.sum() @ design.outcome[design.comparison]
        expected.append(gap[fit.cohort.n_before :].mean() - gap[: fit.cohort.n_before] @ fit.time)
    assert drawn == pytest.approx([(8 * expected[0] + 2 * expected[1]) / 10])


def test_draws_change_the_fit_only_when_it_is_made_anew(design):
    fits = fit_cohorts(design, SDID)
    copies = np.ones((1, 12))
    copies[0, 3:6] = [3, 0, 0]
    draws = Draws(design.role[None], copies)
    kept, anew = (drawn_effects(design, r, fits, draws)[0] for r in (None, SDID))
    assert abs(kept - anew) > 1e-6


def test_weights_are_not_fitted_to_a_single_period(make_panel):
    design = read_design(make_panel({0: 1}), method="")
    with pytest.raises(TooLittleBeforeError, match=r"from 1 would rest .* in 1 period before"):
        fit_cohorts(design, SDID)
    assert len(fit_cohorts(design, DID)) == 1


def test_weights_are_not_fitted_to_a_single_comparison_unit(make_panel):
    design = read_design(make_panel({0: 4}, n_units=2), method="")
    with pytest.raises(TooLittleBeforeError, match="1 comparison unit "):
        fit_cohorts(design, SDID)
    assert len(fit_cohorts(design, DID)) == 1
