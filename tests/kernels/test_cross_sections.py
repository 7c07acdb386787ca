from dataclasses import replace

import numpy as np
import pytest

from evalcap.kernels import contrasts
from evalcap.kernels.contrasts import CollinearTreatedError
from evalcap.kernels.cross_sections import ESTIMATORS, Rows, unadjusted
from evalcap.kernels.groups import CollinearComparisonError
from evalcap.kernels.logit import SeparationError

DOUBLY_ROBUST = ["doubly_robust", "doubly_robust_improved"]
# DRDID's doubly robust variances differ from the derivative by terms that vanish in large samples,
# and so do ours; "ipw_unnormalised" does under weights, whose mean it takes as known.
EXACT = [name for name in ESTIMATORS if name not in [*DOUBLY_ROBUST, "ipw_unnormalised"]]


@pytest.fixture
def rows() -> Rows:
    rng = np.random.default_rng(41)
    covariate, post = rng.normal(size=160), np.arange(160) % 2.0
    treated = (0.6 * covariate + rng.logistic(size=160) > 0).astype(float)
    outcome = 3 + covariate + post * (1 + 0.4 * covariate + 2 * treated) + rng.normal(size=160)
    regressors = np.column_stack([np.ones(160), covariate])
    return Rows(outcome, post, treated, regressors, rng.uniform(0.5, 2, size=160))


def test_unadjusted_is_the_double_difference_of_four_means():
    outcome = np.array([1.0, 3, 10, 2, 4, 5, 7])
    post, treated = np.array([0.0, 0, 1, 0, 0, 1, 1]), np.array([1.0, 1, 1, 0, 0, 0, 0])
    contrast = unadjusted(Rows(outcome, post, treated, np.ones((7, 1)), np.ones(7)))
    assert contrast.att == pytest.approx((10 - 2) - (6 - 3))


@pytest.mark.parametrize("method", ESTIMATORS)
def test_the_same_people_in_both_periods_give_the_effect_of_their_changes(method):
    rng = np.random.default_rng(42)
    covariate = rng.normal(size=70)
    treated = (0.6 * covariate + rng.logistic(size=70) > 0).astype(float)
    before = rng.normal(size=70)
    after = before + treated * 2 + 0.5 * covariate + rng.normal(size=70)
    regressors, weight = np.column_stack([np.ones(70), covariate]), rng.uniform(0.5, 2, size=70)
    twice = Rows(
        np.concatenate([before, after]),
        np.repeat([0.0, 1.0], 70),
        np.tile(treated, 2),
        np.tile(regressors, (2, 1)),
        np.tile(weight, 2),
    )
    expected = contrasts.ESTIMATORS[method](after - before, treated, regressors, weight)
    assert ESTIMATORS[method](twice).att == pytest.approx(expected.att, rel=1e-9)


@pytest.mark.parametrize("method", EXACT)
def test_influence_is_the_derivative_by_a_row_s_weight(method, rows):
    influence = ESTIMATORS[method](rows).influence
    step = 1e-5
    for i in (0, 41, 90, 159):
        up, down = rows.weight.copy(), rows.weight.copy()
        up[i] *= 1 + step
        down[i] *= 1 - step
        ahead, behind = (ESTIMATORS[method](replace(rows, weight=w)).att for w in (up, down))
        derivative = 160 * (ahead - behind) / (2 * step)
        assert influence[i] == pytest.approx(derivative, rel=1e-5, abs=1e-6)


def test_unnormalised_influence_is_that_of_drdid_which_takes_the_mean_weight_as_known(rows):
    # moderndid 0.2.0, ipw_did_rc(..., i_weights=weight), line by line R's DRDID.
    contrast = ESTIMATORS["ipw_unnormalised"](rows)
    theirs = [-15.664257723684148, 21.542844082297112, 6.516870014940706, -3.6655253745952137]
    assert contrast.att == pytest.approx(4.939341757747243, rel=1e-9)
    np.testing.assert_allclose(contrast.influence[[0, 41, 90, 159]], theirs, rtol=1e-8)


def test_unnormalised_influence_is_the_derivative_where_rows_weigh_alike(rows):
    alike = replace(rows, weight=np.ones(160))
    ours = ESTIMATORS["ipw_unnormalised"](alike)
    for i in (0, 41, 90, 159):
        weight = np.ones((2, 160))
        weight[:, i] += [1e-5, -1e-5]
        ahead, behind = (
            ESTIMATORS["ipw_unnormalised"](replace(rows, weight=w)).att for w in weight
        )
        assert ours.influence[i] == pytest.approx(160 * (ahead - behind) / 2e-5, rel=1e-5)


@pytest.mark.parametrize("method", ESTIMATORS)
def test_influence_averages_to_zero(method, rows):
    assert ESTIMATORS[method](rows).influence.mean() == pytest.approx(0, abs=1e-10)


@pytest.mark.parametrize("method", DOUBLY_ROBUST)
def test_outcomes_that_covariates_explain_leave_the_effect_alone(method, rows):
    outcome = rows.regressors @ [1.0, -2.0] + rows.post * (rows.regressors @ [0.5, 1.0])
    outcome += 3 * rows.treated * rows.post
    contrast = ESTIMATORS[method](replace(rows, outcome=outcome))
    assert contrast.att == pytest.approx(3, rel=1e-9)


@pytest.mark.parametrize("method", ["regression", *DOUBLY_ROBUST])
def test_a_covariate_constant_among_comparison_rows_is_refused(method, rows):
    regressors = rows.regressors * np.column_stack([np.ones(160), rows.treated])
    with pytest.raises(CollinearComparisonError):
        ESTIMATORS[method](replace(rows, regressors=regressors))


@pytest.mark.parametrize("method", DOUBLY_ROBUST)
def test_a_covariate_constant_among_treated_rows_of_a_period_is_refused(method, rows):
    among = (rows.treated == 1) & (rows.post == 0)
    covariate = np.where(among, 0.5, rows.regressors[:, 1])
    regressors = np.column_stack([np.ones(160), covariate])
    with pytest.raises(CollinearTreatedError):
        ESTIMATORS[method](replace(rows, regressors=regressors))


@pytest.mark.parametrize("method", ["ipw", *DOUBLY_ROBUST])
def test_separation_is_refused(method, rows):
    treated = (rows.regressors[:, 1] > 0).astype(float)
    with pytest.raises(SeparationError):
        ESTIMATORS[method](replace(rows, treated=treated))


@pytest.mark.parametrize("method", ["ipw", "ipw_unnormalised", *DOUBLY_ROBUST])
def test_a_period_whose_comparison_rows_are_like_no_treated_row_is_refused(method, rows):
    # A mark borne by all comparison rows before, and by no treated row.
    mark = ((rows.treated == 0) & (rows.post == 0)).astype(float)
    regressors = np.column_stack([np.ones(160), mark])
    with pytest.raises((SeparationError, CollinearComparisonError)):
        ESTIMATORS[method](replace(rows, regressors=regressors))
