import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from scipy.special import expit
from statsmodels.discrete.conditional_models import ConditionalLogit

from evalcap.dataset import Panel
from evalcap.errors.balanced import NoUnitEffectsError
from evalcap.errors.design import ClusterError, OptionError
from evalcap.errors.inference import TooFewRowsError
from evalcap.errors.outcomes import (
    ClusterSplitsUnitError,
    NoSharesError,
    SeparatedOutcomeError,
    WeightsOfRowsError,
)
from evalcap.estimators.logit import estimate_logit

NAMES = ["scanner", "age"]


@pytest.fixture
def frame() -> pd.DataFrame:
    """Forty officers over five years: whether the check was passed."""
    rng = np.random.default_rng(51)
    frame = pd.DataFrame([(u, t) for u in range(40) for t in range(5)], columns=["officer", "year"])
    frame["scanner"] = ((frame["officer"] % 3 == 0) & (frame["year"] >= 2)).astype(int)
    frame["age"] = 1000 + 3 * rng.normal(size=200)
    frame["region"] = frame["officer"] % 9
    frame["size"] = rng.integers(1, 4, size=200)
    index = (
        0.9 * frame["scanner"] + 0.2 * (frame["age"] - 1000) + rng.normal(size=40)[frame["officer"]]
    )
    frame["passed"] = (rng.uniform(size=200) < expit(index - 0.3)).astype(int)
    frame["start"] = np.nan
    return frame


def panel(frame: pd.DataFrame, **roles: object) -> Panel:
    names = {"unit": "officer", "time": "year", "outcome": "passed", "treated_from": "start"}
    return Panel.from_frame(frame, **(names | {"cluster": "region"} | roles))


def by_statsmodels(frame: pd.DataFrame, **options: object):
    design = sm.add_constant(frame[NAMES].assign(age=frame["age"] - 1000))
    return sm.Logit(frame["passed"], design).fit(disp=0, tol=1e-14, **options)


def test_pooled_coefficients_effects_and_clustered_errors_are_those_of_statsmodels(frame):
    fit = estimate_logit(panel(frame), regressors=NAMES)
    groups = {"groups": frame["region"]}
    theirs = by_statsmodels(frame, cov_type="cluster", cov_kwds=groups)
    np.testing.assert_allclose(fit.estimate, theirs.params.iloc[1:], rtol=1e-8)
    np.testing.assert_allclose(fit.std_error, theirs.bse.iloc[1:], rtol=1e-8)
    margins = theirs.get_margeff(dummy=True)
    effects = fit.average_effects
    np.testing.assert_allclose(effects.estimate, margins.margeff, rtol=1e-8)
    np.testing.assert_allclose(np.sqrt(np.diag(effects.covariance)), margins.margeff_se, rtol=1e-7)
    assert (fit.degrees_of_freedom, fit.n_clusters) == (8, 9)


def test_other_errors_are_by_the_curvature_or_robust_by_row(frame):
    classical = estimate_logit(panel(frame), regressors=NAMES, variance="classical")
    np.testing.assert_allclose(classical.std_error, by_statsmodels(frame).bse.iloc[1:], rtol=1e-8)
    robust = estimate_logit(panel(frame), regressors=NAMES, variance="robust")
    theirs = by_statsmodels(frame, cov_type="HC0").bse.iloc[1:] * np.sqrt(200 / (200 - 3))
    np.testing.assert_allclose(robust.std_error, theirs, rtol=1e-8)
    assert classical.degrees_of_freedom == robust.degrees_of_freedom == np.inf


def test_whole_weights_are_copies_of_a_row(frame):
    copies = frame.loc[frame.index.repeat(frame["size"])]
    ours = estimate_logit(panel(frame, weight="size"), regressors=NAMES)
    theirs = by_statsmodels(copies)
    np.testing.assert_allclose(ours.estimate, theirs.params.iloc[1:], rtol=1e-8)
    margins = theirs.get_margeff(dummy=True).margeff
    np.testing.assert_allclose(ours.average_effects.estimate, margins, rtol=1e-8)


def test_of_an_indicator_alone_effects_are_differences_in_shares(frame):
    fit = estimate_logit(panel(frame), regressors=["scanner"])
    share = frame.groupby("scanner")["passed"].mean()
    assert fit.effect("scanner").point == pytest.approx(share[1] - share[0], rel=1e-10)
    odds = share / (1 - share)
    assert fit.ratio("scanner").ratio == pytest.approx(odds[1] / odds[0], rel=1e-10)
    assert "Odds ratios are no ratios of shares" in str(fit)


def test_conditional_coefficients_are_those_of_statsmodels(frame):
    fit = estimate_logit(panel(frame), regressors=NAMES, model="conditional", variance="classical")
    both = frame[frame.groupby("officer")["passed"].transform("nunique") == 2]
    centred = both[NAMES].assign(age=both["age"] - 1000)
    model = ConditionalLogit(both["passed"], centred, groups=both["officer"])
    theirs = model.fit(method="newton", disp=False)
    np.testing.assert_allclose(fit.estimate, theirs.params, rtol=1e-6)
    np.testing.assert_allclose(fit.std_error, theirs.bse, rtol=1e-6)
    assert fit.excluded == {
        "units whose outcome is always the same": 40 - both["officer"].nunique()
    }


def test_conditional_errors_sum_scores_of_units_within_clusters(frame):
    fit = estimate_logit(panel(frame), regressors=NAMES, model="conditional")
    both = frame[frame.groupby("officer")["passed"].transform("nunique") == 2]
    centred = both[NAMES].assign(age=both["age"] - 1000).to_numpy(float)
    model = ConditionalLogit(both["passed"].to_numpy(), centred, groups=both["officer"].to_numpy())
    officers = both["officer"].unique()
    scores = np.array([model.score_grp(g, fit.estimate) for g in range(len(officers))])
    sums = pd.DataFrame(scores).groupby(officers % 9).sum().to_numpy()
    bread = np.linalg.inv(-model.hessian(fit.estimate))
    n = len(sums)
    expected = n / (n - 1) * bread @ (sums.T @ sums) @ bread
    np.testing.assert_allclose(fit.covariance, expected, rtol=1e-5)
    assert (fit.degrees_of_freedom, fit.n_clusters) == (n - 1, n)


def test_conditional_odds_ratios_are_no_effects_on_shares(frame):
    fit = estimate_logit(panel(frame), regressors=NAMES, model="conditional")
    with pytest.raises(NoSharesError, match="use model='pooled'"):
        fit.effect("scanner")


@pytest.mark.parametrize("model", ["pooled", "conditional"])
def test_perfect_separation_is_refused_by_name(frame, model):
    for mark in (frame["passed"] == 1, (frame["passed"] == 1) & (frame["officer"] < 4)):
        with pytest.raises(SeparatedOutcomeError, match="'mark' predict 'passed' perfectly"):
            estimate_logit(panel(frame.assign(mark=mark * 1)), regressors=["mark"], model=model)


@pytest.mark.parametrize("model", ["pooled", "conditional"])
def test_a_mark_of_rows_that_never_pass_is_separation_too(frame, model):
    mark = (frame["passed"] == 0) & (frame["officer"] % 4 == 0)
    with pytest.raises(SeparatedOutcomeError):
        estimate_logit(panel(frame.assign(mark=mark * 1)), regressors=["age", "mark"], model=model)


def test_an_outcome_that_is_always_the_same_is_refused(frame):
    with pytest.raises(SeparatedOutcomeError):
        estimate_logit(panel(frame.assign(passed=1)), regressors=["age"])


@pytest.mark.parametrize(
    "options",
    [
        {"model": "fixed_effects"},
        {"variance": "driscoll_kraay"},
        {"model": "conditional", "variance": "robust"},
        {"regressors": []},
    ],
)
def test_an_option_it_does_not_take_is_refused(frame, options):
    with pytest.raises(OptionError):
        estimate_logit(panel(frame), **({"regressors": ["age"]} | options))


def test_a_conditional_model_refuses_what_divides_or_weights_histories(frame):
    with pytest.raises(ClusterSplitsUnitError, match="'year'"):
        estimate_logit(panel(frame), regressors=["age"], model="conditional", cluster="year")
    with pytest.raises(WeightsOfRowsError, match="'size'"):
        estimate_logit(panel(frame, weight="size"), regressors=["age"], model="conditional")
    rows = panel(frame, unit=None, cluster=None)
    with pytest.raises(NoUnitEffectsError, match="conditional logit"):
        estimate_logit(rows, regressors=["age"], model="conditional")


def test_one_cluster_and_too_few_rows_are_refused(frame):
    with pytest.raises(ClusterError):
        estimate_logit(panel(frame.assign(c=1), cluster="c"), regressors=["age"])
    few = frame[frame["officer"] < 1].iloc[:3].assign(passed=[0, 1, 0])
    with pytest.raises(TooFewRowsError):
        estimate_logit(panel(few), regressors=["age", "year"], variance="classical")
