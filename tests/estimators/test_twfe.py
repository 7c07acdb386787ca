from functools import partial

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from evalcap.dataset import Panel
from evalcap.errors.dataset import MissingKeysError
from evalcap.errors.design import ClusterError, DesignError, NoTreatedError, OptionError
from evalcap.estimators.twfe import estimate_twfe


@pytest.fixture
def frame() -> pd.DataFrame:
    """An unbalanced panel with weights, staggered starts and a covariate that varies."""
    rng = np.random.default_rng(62)
    frame = pd.DataFrame([(u, t) for u in range(16) for t in range(6)], columns=["post", "year"])
    frame["start"] = np.repeat([2, 4, np.nan, 0], 4)[frame["post"]]
    frame["region"] = frame["post"] % 5
    frame["age"] = rng.normal(size=96)
    frame["size"] = rng.uniform(0.5, 2, size=96)
    frame["checks"] = rng.normal(size=96) + frame["age"] + 2 * (frame["year"] >= frame["start"])
    return frame.drop(index=[3, 50, 51])


def panel(frame: pd.DataFrame, **roles: object) -> Panel:
    names = {"unit": "post", "time": "year", "outcome": "checks", "treated_from": "start"}
    return Panel.from_frame(frame, **(names | roles))


def dummy_regression(frame: pd.DataFrame, weight: np.ndarray):
    """Treatment, age and a dummy for each unit and period, by statsmodels."""
    dummies = pd.get_dummies(frame[["post", "year"]].astype("category"), dtype=float)
    on = (frame["year"] >= frame["start"]).astype(float)
    design = np.column_stack([on, frame["age"], dummies.drop(columns="year_0")])
    return sm.WLS(frame["checks"].to_numpy(), design, weight)


@pytest.mark.parametrize("weighted", [False, True])
def test_the_coefficient_is_that_of_dummy_regression(frame, weighted):
    ours = estimate_twfe(
        panel(frame, weight="size" if weighted else None), covariates=["age"], variance="classical"
    )
    weight = frame["size"].to_numpy() if weighted else np.ones(len(frame))
    theirs = dummy_regression(frame, weight).fit()
    assert ours.point == pytest.approx(theirs.params[0], rel=1e-10)
    assert ours.std_error == pytest.approx(theirs.bse[0], rel=1e-10)
    assert ours.degrees_of_freedom == theirs.df_resid
    assert ours.p_value() == pytest.approx(theirs.pvalues[0], rel=1e-8)


def test_clustered_errors_do_not_pay_for_fixed_effects_within_clusters(frame):
    ours = estimate_twfe(panel(frame, cluster="region"), covariates=["age"])
    groups = {"groups": frame["region"].to_numpy(), "use_correction": False}
    theirs = dummy_regression(frame, np.ones(93)).fit(cov_type="cluster", cov_kwds=groups)
    n, k = 93, 2 + 6  # treatment, age, six periods; unit effects lie within regions
    factor = 5 / 4 * (n - 1) / (n - k)
    assert ours.std_error == pytest.approx(np.sqrt(factor) * theirs.bse[0], rel=1e-10)
    assert (ours.degrees_of_freedom, ours.n_clusters) == (4, 5)


def test_two_groups_in_two_periods_are_the_double_difference(frame):
    two = frame[frame["year"].isin([1, 2]) & frame["start"].isin([2, 4])]
    mean = two.groupby(["start", "year"])["checks"].mean()
    expected = (mean[2, 2] - mean[2, 1]) - (mean[4, 2] - mean[4, 1])
    assert estimate_twfe(panel(two)).point == pytest.approx(expected)


def test_a_level_far_above_the_variation_changes_nothing(frame):
    ours, plain = (
        estimate_twfe(panel(f), covariates=["age"])
        for f in (frame.assign(checks=1e7 + frame["checks"], age=1e6 + frame["age"]), frame)
    )
    assert ours.point == pytest.approx(plain.point, rel=1e-7)
    assert ours.std_error == pytest.approx(plain.std_error, rel=1e-7)


def test_a_constant_covariate_is_dropped_whatever_its_size(frame):
    plain = estimate_twfe(panel(frame))
    for size in (0.1, 1e9, -1e-9):
        ours = estimate_twfe(panel(frame.assign(age=size)), covariates=["age"])
        assert ours.notes == ("Redundant covariates left out: age.",)
        assert ours.std_error == pytest.approx(plain.std_error, rel=1e-12)


def test_driscoll_kraay_takes_a_quarter_power_of_the_periods_by_default(frame):
    default, one = (
        estimate_twfe(panel(frame), variance="driscoll_kraay", lags=lags) for lags in (None, 1)
    )
    assert default.std_error == one.std_error
    assert (default.degrees_of_freedom, default.n_clusters) == (5, 6)


@pytest.mark.parametrize(
    ("option", "given"), [("variance", "hc3"), ("lags", -1), ("lags", 1.5), ("cluster", [])]
)
def test_an_option_it_does_not_take_is_refused(frame, option, given):
    with pytest.raises(OptionError, match=f"{option}="):
        estimate_twfe(panel(frame), **{option: given})


def test_lags_as_long_as_the_data_are_refused(frame):
    # Scores sum to zero over all periods, and so would the variance.
    for given, fine in ((5, True), (6, False)):
        fit = partial(estimate_twfe, panel(frame), variance="driscoll_kraay", lags=given)
        if fine:
            assert fit().std_error > 0
        else:
            with pytest.raises(OptionError, match="fewer than the 6 periods"):
                fit()


def test_treatment_that_does_not_vary_is_refused(frame):
    for start in (np.nan, 0):
        with pytest.raises(NoTreatedError):
            estimate_twfe(panel(frame.assign(start=start)))


def test_treatment_of_all_at_once_is_refused(frame):
    with pytest.raises(NoTreatedError):
        estimate_twfe(panel(frame.assign(start=2)))


def test_repeated_cross_sections_are_refused(frame):
    with pytest.raises(DesignError, match="repeated cross-sections"):
        estimate_twfe(panel(frame, unit=None))


def test_one_cluster_is_refused(frame):
    with pytest.raises(ClusterError):
        estimate_twfe(panel(frame.assign(country=1)), cluster="country")


def test_a_row_without_a_cluster_is_refused(frame):
    frame["zone"] = frame["region"].astype(float).where(frame["year"] > 0)
    with pytest.raises(MissingKeysError, match="'zone' is empty in 16 rows"):
        estimate_twfe(panel(frame), cluster=["region", "zone"])
