import numpy as np
import pytest

from evalcap.kernels.contrasts import ESTIMATORS, unadjusted
from evalcap.kernels.groups import CollinearComparisonError, comparison_odds

WEIGHTING = ["ipw", "ipw_unnormalised"]
MODELLING = ["regression", "doubly_robust", "doubly_robust_improved"]


@pytest.fixture
def sample():
    """Change, treatment, regressors and weights of 80 units that overlap."""
    rng = np.random.default_rng(33)
    covariate = rng.normal(size=80)
    treated = (0.7 * covariate + rng.logistic(size=80) > 0).astype(float)
    change = 1 + 0.5 * covariate**2 + 2 * treated + rng.normal(size=80)
    regressors = np.column_stack([np.ones(80), covariate])
    return change, treated, regressors, rng.uniform(0.5, 2, size=80)


def test_unadjusted_is_the_difference_of_mean_changes():
    change, treated = np.array([3.0, 5.0, 1.0, 2.0, 3.0]), np.array([1.0, 1, 0, 0, 0])
    contrast = unadjusted(change, treated, np.ones((5, 1)), np.ones(5))
    assert contrast.att == pytest.approx(4 - 2)
    # Variances over n in each group: 1/2 and (2/3)/3.
    assert (contrast.influence**2).sum() / 25 == pytest.approx(1 / 2 + 2 / 9)


@pytest.mark.parametrize("method", WEIGHTING + MODELLING)
def test_with_two_strata_every_method_compares_within_them(method):
    stratum = np.repeat([0.0, 0, 1, 1], [5, 3, 2, 6])
    treated = np.repeat([1.0, 0, 1, 0], [5, 3, 2, 6])
    change = np.random.default_rng(1).normal(size=16)
    regressors = np.column_stack([np.ones(16), stratum])
    gaps = [
        change[(stratum == s) & (treated == 1)].mean()
        - change[(stratum == s) & (treated == 0)].mean()
        for s in (0, 1)
    ]
    contrast = ESTIMATORS[method](change, treated, regressors, np.ones(16))
    assert contrast.att == pytest.approx(5 / 7 * gaps[0] + 2 / 7 * gaps[1], rel=1e-10)


@pytest.mark.parametrize("method", [*MODELLING, "ipw", "unadjusted"])
def test_a_shock_common_to_all_units_cancels(method, sample):
    change, treated, regressors, weight = sample
    calm, shocked = (
        ESTIMATORS[method](change + shock, treated, regressors, weight) for shock in (0.0, 7.0)
    )
    assert shocked.att == pytest.approx(calm.att, rel=1e-10)


@pytest.mark.parametrize("method", ESTIMATORS)
def test_influence_is_the_derivative_by_a_unit_s_weight(method, sample):
    change, treated, regressors, weight = sample
    influence = ESTIMATORS[method](change, treated, regressors, weight).influence
    assert influence.mean() == pytest.approx(0, abs=1e-10)
    step = 1e-5
    for i in (0, 20, 55, 79):
        up, down = weight.copy(), weight.copy()
        up[i] *= 1 + step
        down[i] *= 1 - step
        ahead, behind = (ESTIMATORS[method](change, treated, regressors, w).att for w in (up, down))
        assert influence[i] == pytest.approx(80 * (ahead - behind) / (2 * step), rel=1e-5, abs=1e-6)


@pytest.mark.parametrize("method", MODELLING)
def test_a_change_that_covariates_explain_leaves_the_effect_alone(method, sample):
    _, treated, regressors, weight = sample
    change = regressors @ [1.0, -2.0] + 3 * treated
    contrast = ESTIMATORS[method](change, treated, regressors, weight)
    assert contrast.att == pytest.approx(3, rel=1e-10)


def test_comparison_units_almost_sure_of_treatment_are_trimmed_and_counted():
    propensity = np.array([0.9949, 0.995, 0.9999, 0.999, 0.5])
    treated = np.array([0.0, 0, 0, 1, 0])
    odds, n_trimmed = comparison_odds(propensity, treated, np.ones(5))
    np.testing.assert_allclose(odds, [0.9949 / 0.0051, 0, 0, 0, 1], rtol=1e-10)
    assert n_trimmed == 2


def test_a_trimmed_comparison_unit_does_not_move_the_effect():
    # Of 300 units in the first stratum one is comparison: propensity 0.997.
    stratum = np.repeat([1.0, 1, 0, 0], [299, 1, 20, 20])
    treated = np.repeat([1.0, 0, 1, 0], [299, 1, 20, 20])
    change = np.random.default_rng(2).normal(size=340)
    change[299] = 1e3
    regressors = np.column_stack([np.ones(340), stratum])
    contrast = ESTIMATORS["ipw"](change, treated, regressors, np.ones(340))
    assert contrast.n_trimmed == 1
    gain = change[treated == 1].mean()
    assert contrast.att == pytest.approx(gain - change[320:].mean(), rel=1e-9)


@pytest.mark.parametrize("method", MODELLING)
def test_a_covariate_constant_among_comparison_units_is_refused(method, sample):
    change, treated, regressors, weight = sample
    regressors[:, 1] *= treated
    with pytest.raises(CollinearComparisonError):
        ESTIMATORS[method](change, treated, regressors, weight)


@pytest.mark.parametrize("method", WEIGHTING)
def test_weighting_needs_no_variation_among_comparison_units_beyond_the_propensity(method, sample):
    # A mark that only comparison units bear gives them no weight: no treated unit is like them.
    change, treated, regressors, weight = sample
    mark = (treated == 0) & (np.arange(80) % 5 == 0)
    marked = ESTIMATORS[method](change, treated, np.column_stack([regressors, mark]), weight)
    few = ~mark
    without = ESTIMATORS[method](change[few], treated[few], regressors[few], weight[few])
    assert marked.att == pytest.approx(without.att, rel=1e-9)
    np.testing.assert_allclose(marked.influence[few] / 80, without.influence / few.sum(), atol=1e-9)
    assert np.abs(marked.influence[mark]).max() < 1e-8


def test_what_trimming_leaves_must_still_vary_to_be_tilted_and_regressed():
    # In the first stratum 300 of 301 are treated, so that its comparison unit is trimmed.
    treated = np.repeat([1.0, 0, 1, 0], [300, 1, 20, 20])
    stratum = np.repeat([1.0, 1, 0, 0], [300, 1, 20, 20])
    change, regressors = np.arange(341.0), np.column_stack([np.ones(341), stratum])
    with pytest.raises(CollinearComparisonError):
        ESTIMATORS["doubly_robust_improved"](change, treated, regressors, np.ones(341))
