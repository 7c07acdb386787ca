import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from linearmodels.iv import IV2SLS, IVGMM

from evalcap.dataset import Panel
from evalcap.errors.design import ClusterError, NoStandardErrorsError, OptionError
from evalcap.errors.instruments import NothingEndogenousError, UnderidentifiedError
from evalcap.estimators.instrumental import estimate_instrumental


def draw(seed: int = 19, strength: float = 0.6) -> pd.DataFrame:
    """Forty officers over six months: offers, attendance, letters, unseen diligence."""
    rng = np.random.default_rng(seed)
    frame = pd.DataFrame(
        [(u, t) for u in range(40) for t in range(6)], columns=["officer", "month"]
    )
    frame["region"] = frame["officer"] % 11
    frame["offer"] = rng.integers(0, 2, size=240)
    frame["letter"], frame["age"], diligence = rng.normal(size=(3, 240))
    drive = strength * (frame["offer"] + 0.5 * frame["letter"]) + 0.5 * diligence
    frame["attended"] = drive + rng.normal(size=240)
    frame["size"] = rng.uniform(0.5, 2, size=240)
    frame["score"] = frame["attended"] + diligence + 0.3 * frame["age"] + rng.normal(size=240)
    frame["start"] = np.nan
    return frame


@pytest.fixture
def frame() -> pd.DataFrame:
    return draw()


def panel(frame: pd.DataFrame, **roles: object) -> Panel:
    names = {"unit": "officer", "time": "month", "outcome": "score", "treated_from": "start"}
    return Panel.from_frame(frame, **(names | {"cluster": "region"} | roles))


def estimate(frame: pd.DataFrame, instruments="offer", roles=None, **options: object):
    return estimate_instrumental(
        panel(frame, **(roles or {})), endogenous="attended", instruments=instruments, **options
    )


def by_dummies(frame: pd.DataFrame, instruments: list[str], *ways: str):
    """The model of linearmodels, with dummies for the fixed effects and age."""
    dummies = [
        pd.get_dummies(frame[way].astype("category"), dtype=float, prefix=way) for way in ways
    ]
    exogenous = pd.concat(
        [frame[["age"]], *dummies[:1], *(d.iloc[:, 1:] for d in dummies[1:])], axis=1
    )
    return frame["score"], exogenous, frame["attended"], frame[instruments]


@pytest.mark.parametrize(
    ("model", "ways"), [("fixed_effects", ["officer"]), ("two_way", ["officer", "month"])]
)
def test_coefficients_and_errors_are_those_of_two_stages_on_dummies(frame, model, ways):
    fit = estimate(frame, covariates=["age"], model=model, variance="classical")
    data = by_dummies(frame, ["offer"], *ways)
    theirs = IV2SLS(*data).fit(cov_type="unadjusted", debiased=True)
    for term in ("attended", "age"):
        ours = fit.term(term)
        assert ours.point == pytest.approx(theirs.params[term], rel=1e-9)
        assert ours.std_error == pytest.approx(theirs.std_errors[term], rel=1e-9)
    assert fit.degrees_of_freedom == theirs.df_resid


def test_an_indicator_alone_gives_walds_ratio(frame):
    fit = estimate(frame, model="pooled")
    mean = frame.groupby("offer")[["score", "attended"]].mean()
    gap = mean.loc[1] - mean.loc[0]
    assert fit.term("attended").point == pytest.approx(gap["score"] / gap["attended"], rel=1e-10)
    assert fit.first_stage.estimate[0] == pytest.approx(gap["attended"], rel=1e-10)


def test_one_instrument_s_effective_f_is_its_squared_t_statistic(frame):
    first = estimate(frame, covariates=["age"]).first_stage
    assert first.effective_f == pytest.approx((first.estimate[0] / first.std_error[0]) ** 2)
    assert first.needed_f == pytest.approx(23.11, abs=0.005)


def test_the_robust_test_of_no_effect_is_that_of_the_reduced_form(frame):
    fit = estimate(frame, covariates=["age"], model="two_way")
    # What the offer does to the score: the same test, with the score in place of attendance.
    swapped = frame.rename(columns={"score": "attended", "attended": "score"})
    reduced = estimate(swapped, covariates=["age"], model="two_way").first_stage
    assert fit.anderson_rubin.statistic(0.0) == pytest.approx(reduced.effective_f, rel=1e-9)


def test_the_robust_set_is_in_units_of_the_data(frame):
    plain = estimate(frame, ["offer", "letter"])
    scaled = frame.assign(attended=frame["attended"] / 100, offer=7 * frame["offer"] + 3)
    ours = estimate(scaled, ["offer", "letter"])
    np.testing.assert_allclose(ours.robust_set()[0], 100 * np.array(plain.robust_set()[0]))
    assert ours.first_stage.effective_f == pytest.approx(plain.first_stage.effective_f)
    np.testing.assert_allclose(ours.first_stage.estimate[0], plain.first_stage.estimate[0] / 700)


def test_of_one_instrument_the_robust_set_always_holds_the_estimate():
    for seed in range(8):
        fit = estimate(draw(seed, strength=0.1))
        point = fit.term("attended").point
        assert fit.anderson_rubin.statistic(point) == pytest.approx(0, abs=1e-12)
        assert any(low <= point <= high for low, high in fit.robust_set())


def test_an_instrument_that_moves_little_is_weak_and_rules_out_little():
    fit = estimate(draw(3, strength=0.0))
    assert fit.first_stage.is_weak
    assert fit.robust_interval() == (-np.inf, np.inf)
    assert "read this set" in fit.term("attended").notes[-1]


def test_overidentification_within_clusters_is_hansens_j(frame):
    fit = estimate(frame, ["offer", "letter"], covariates=["age"])
    data = by_dummies(frame, ["offer", "letter"], "officer")
    groups = {"weight_type": "clustered", "clusters": frame["region"]}
    z = data[3].to_numpy()
    left = np.column_stack([data[0], data[2], z])
    exogenous = data[1].to_numpy()
    left = left - exogenous @ np.linalg.lstsq(exogenous, left)[0]
    theirs = IVGMM(left[:, 0], None, left[:, 1], left[:, 2:], **groups).fit(iter_limit=2)
    assert fit.overidentification.statistic == pytest.approx(theirs.j_stat.stat, rel=1e-8)
    assert fit.overidentification.degrees_of_freedom == 1


def test_with_equal_variances_it_is_sargans_statistic(frame):
    fit = estimate(frame, ["offer", "letter"], covariates=["age"], variance="classical")
    theirs = IV2SLS(*by_dummies(frame, ["offer", "letter"], "officer")).fit().sargan
    assert fit.overidentification.statistic == pytest.approx(theirs.stat, rel=1e-8)
    assert estimate(frame).overidentification is None


def test_an_instrument_with_its_own_way_to_the_outcome_contradicts_the_other(frame):
    assert estimate(frame, ["offer", "letter"]).overidentification.p_value > 0.05
    frame["score"] += 2 * frame["letter"]
    assert estimate(frame, ["offer", "letter"]).overidentification.p_value < 0.05


def test_redundant_covariates_are_left_out_with_a_note(frame):
    clean = estimate(frame, covariates=["age"])
    ours = estimate(frame.assign(older=frame["age"] + 1), covariates=["age", "older", "region"])
    assert ours.terms == ("attended", "age")
    assert ours.notes == ("Redundant covariates left out: older, region.",)
    np.testing.assert_allclose(ours.covariance, clean.covariance)


def test_rows_left_out_are_counted(frame):
    frame.loc[[3, 4], "score"] = np.nan
    frame.loc[[9], "letter"] = np.nan
    fit = estimate(frame, ["offer", "letter"])
    assert fit.excluded == {"rows without outcome": 2, "rows without covariate": 1}
    assert (fit.n_obs, fit.n_units, fit.n_clusters) == (237, 40, 11)


def test_an_instrument_that_explains_nothing_or_everything_is_refused(frame):
    both = frame[frame["month"] < 2].copy()
    both["offer"], both["attended"] = both["month"], (both["month"] == 5) * 1.0
    both["attended"] = np.where(both["officer"] % 2, 1.0, -1.0) * (both["month"] - 0.5)
    with pytest.raises(UnderidentifiedError, match="'offer' explain nothing of 'attended'"):
        estimate(both)
    with pytest.raises(NothingEndogenousError, match="determine 'attended' entirely"):
        estimate(frame.assign(attended=3 - 2 * frame["offer"]))


def test_an_outcome_that_never_varies_and_one_cluster_are_refused(frame):
    with pytest.raises(NoStandardErrorsError, match="instrumental variables"):
        estimate(frame.assign(score=5))
    with pytest.raises(ClusterError):
        estimate(frame.assign(country=1), cluster="country")


@pytest.mark.parametrize("options", [{"model": "between"}, {"variance": "driscoll_kraay"}])
def test_an_option_it_does_not_take_is_refused(frame, options):
    with pytest.raises(OptionError):
        estimate(frame, **options)


@given(seed=st.integers(0, 2**32 - 1), shift=st.floats(-1e4, 1e4), scale=st.floats(1e-4, 1e4))
@settings(max_examples=4, deadline=None, derandomize=True)
def test_levels_and_scales_do_not_matter(seed, shift, scale):
    plain = draw(seed)
    moved = plain.assign(
        score=shift + plain["score"],
        age=scale * plain["age"],
        letter=shift + scale * plain["letter"],
    )
    ours, theirs = (
        estimate(f, ["offer", "letter"], covariates=["age"], roles={"weight": "size"})
        for f in (moved, plain)
    )
    assert ours.estimate[0] == pytest.approx(theirs.estimate[0], rel=1e-7)
    assert ours.std_error[0] == pytest.approx(theirs.std_error[0], rel=1e-7)
    assert ours.first_stage.effective_f == pytest.approx(theirs.first_stage.effective_f, rel=1e-7)
    np.testing.assert_allclose(ours.robust_interval(), theirs.robust_interval(), rtol=1e-6)


def test_a_first_stage_that_does_not_vary_between_clusters_is_refused():
    # In each unit the regressor follows the instrument with slope one exactly, and noise beside it.
    rows = [(u, t, t - 1.0, 10 * u + t + (1, -2, 1)[t]) for u in range(3) for t in range(3)]
    frame = pd.DataFrame(rows, columns=["post", "year", "rain", "staff"])
    frame["checks"] = [3.0, 1, 4, 1, 5, 9, 2, 6, 5]
    frame["start"] = np.nan
    posts = Panel.from_frame(
        frame, unit="post", time="year", outcome="checks", treated_from="start"
    )
    with pytest.raises(NoStandardErrorsError, match="first-stage"):
        estimate_instrumental(posts, endogenous="staff", instruments=["rain"])
