import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st

from evalcap.dataset import Panel
from evalcap.errors.balanced import NoUnitEffectsError
from evalcap.errors.design import ClusterError, NoStandardErrorsError, OptionError
from evalcap.errors.inference import TooFewRowsError
from evalcap.errors.outcomes import NoMaximumFoundError
from evalcap.estimators.poisson import estimate_poisson


def draw(seed: int = 27) -> pd.DataFrame:
    """Twenty posts over six years, some rows missing; a scanner, traffic, documents examined."""
    rng = np.random.default_rng(seed)
    frame = pd.DataFrame([(u, t) for u in range(20) for t in range(6)], columns=["post", "year"])
    frame["start"] = np.repeat([2, 4, np.nan, np.nan], 5)[frame["post"]]
    frame["scanner"] = (frame["year"] >= frame["start"]).astype(int)
    frame["region"] = frame["post"] % 7
    frame["traffic"] = rng.normal(size=120)
    frame["documents"] = rng.integers(20, 200, size=120)
    frame["size"] = rng.uniform(0.5, 2, size=120)
    level = rng.normal(-3.5, 0.5, size=20)[frame["post"]]
    rate = np.exp(level + 0.3 * frame["scanner"] + 0.2 * frame["traffic"])
    frame["found"] = rng.poisson(rate * frame["documents"])
    return frame.drop(index=[4, 50, 81])


@pytest.fixture
def frame() -> pd.DataFrame:
    return draw()


def panel(frame: pd.DataFrame, **roles: object) -> Panel:
    names = {"unit": "post", "time": "year", "outcome": "found", "treated_from": "start"}
    return Panel.from_frame(frame, **(names | roles))


def dummies(frame: pd.DataFrame, *ways: str) -> np.ndarray:
    columns = [pd.get_dummies(frame[way], dtype=float).to_numpy() for way in ways]
    return np.column_stack(
        [frame[["scanner", "traffic"]], *columns[:1], *(c[:, 1:] for c in columns[1:])]
    )


WAYS = {"fixed_effects": ["post"], "two_way": ["post", "year"]}


@pytest.mark.parametrize("model", WAYS)
@pytest.mark.parametrize("cluster", ["region", "year"])
def test_effects_and_errors_are_those_of_regression_on_dummies(frame, model, cluster):
    fit = estimate_poisson(
        panel(frame), regressors=["scanner", "traffic"], model=model, cluster=cluster
    )
    design = dummies(frame, *WAYS[model])
    groups = {"groups": frame[cluster], "use_correction": False}
    theirs = sm.Poisson(frame["found"].to_numpy(), design).fit(
        cov_type="cluster", cov_kwds=groups, disp=0, method="newton", maxiter=60, tol=1e-12
    )
    # Fixed effects that lie within a cluster cost no degree of freedom, as in fixest.
    n, k, n_groups = len(frame), design.shape[1], frame[cluster].nunique()
    nested = {"region": 20 - 1, "year": 6 - 1 if model == "two_way" else 0}[cluster]
    factor = np.sqrt(n_groups / (n_groups - 1) * (n - 1) / (n - k + nested))
    np.testing.assert_allclose(fit.estimate, theirs.params[:2], rtol=1e-8)
    np.testing.assert_allclose(fit.std_error, factor * theirs.bse[:2], rtol=1e-7)
    margins = theirs.get_margeff(dummy=True)
    effects = [fit.effect(name) for name in fit.terms]
    np.testing.assert_allclose([e.point for e in effects], margins.margeff[:2], rtol=1e-8)
    errors = [e.std_error for e in effects]
    np.testing.assert_allclose(errors, factor * margins.margeff_se[:2], rtol=1e-6)
    assert (fit.degrees_of_freedom, fit.n_clusters) == (n_groups - 1, n_groups)


def test_pooled_rows_and_an_exposure_are_a_glm_with_an_offset(frame):
    fit = estimate_poisson(
        panel(frame, weight="size"),
        regressors=["scanner", "traffic"],
        model="pooled",
        exposure="documents",
        variance="robust",
    )
    design = sm.add_constant(frame[["scanner", "traffic"]])
    model = sm.GLM(
        frame["found"],
        design,
        sm.families.Poisson(),
        offset=np.log(frame["documents"]),
        freq_weights=frame["size"],
    )
    theirs = model.fit(tol=1e-14)
    np.testing.assert_allclose(fit.estimate, theirs.params.iloc[1:], rtol=1e-9)
    scores = design.mul(frame["size"] * (frame["found"] - theirs.mu), axis=0).to_numpy()
    bread = np.asarray(theirs.cov_params())
    sandwich = bread @ (scores.T @ scores) @ bread * len(frame) / (len(frame) - 3)
    np.testing.assert_allclose(fit.std_error, np.sqrt(np.diag(sandwich))[1:], rtol=1e-8)
    assert (fit.degrees_of_freedom, fit.n_clusters) == (np.inf, 20)
    assert "per documents" in fit.model


def test_errors_are_those_of_pyfixest_once_it_iterates_to_the_end():
    # pyfixest 0.60, `fepois("found ~ traffic | post", vcov="hetero", iwls_tol=1e-13)`. Where it
    # stops by default (1e-8, as fixest) its coefficient has settled, but its standard error,
    # taken with the weights of the step before, is 0.7959814: five digits are right.
    frame = draw(31)
    frame = frame[frame["post"] < 8]
    rate = np.exp(frame["found"].clip(upper=12) / 2 - 2.5 + frame["traffic"])
    frame = frame.assign(found=np.random.default_rng(31).poisson(rate))
    fit = estimate_poisson(panel(frame), regressors=["traffic"], variance="robust")
    assert fit.n_obs == 41
    assert fit.estimate[0] == pytest.approx(1.6649596593429141, rel=1e-10)
    assert fit.std_error[0] == pytest.approx(0.79594525967451, rel=1e-8)


def test_with_an_exposure_average_effects_are_still_counts(frame):
    fit = estimate_poisson(
        panel(frame), regressors=["traffic"], model="pooled", exposure="documents"
    )
    # Means add up to events, and a slope is the coefficient times the mean.
    expected = fit.estimate[0] * frame["found"].mean()
    assert fit.effect("traffic").point == pytest.approx(expected, rel=1e-9)


def test_a_step_within_units_takes_and_gives_the_same_ratio(frame):
    fit = estimate_poisson(panel(frame), regressors=["scanner"])
    ratio, on = fit.ratio("scanner").ratio, frame["scanner"] == 1
    # Counts with a scanner, less what they would have been, and the same for those without.
    expected = frame.loc[on, "found"].sum() * (1 - 1 / ratio)
    expected += frame.loc[~on, "found"].sum() * (ratio - 1)
    assert fit.effect("scanner").point == pytest.approx(expected / len(frame), rel=1e-9)


def test_more_than_poisson_s_variation_does_not_move_the_coefficients(frame):
    doubled = frame.assign(found=10 * frame["found"])
    plain, ours = (
        estimate_poisson(panel(f), regressors=["scanner", "traffic"]) for f in (frame, doubled)
    )
    np.testing.assert_allclose(ours.estimate, plain.estimate, rtol=1e-9)
    np.testing.assert_allclose(ours.std_error, plain.std_error, rtol=1e-9)
    np.testing.assert_allclose(
        ours.average_effects.estimate, 10 * plain.average_effects.estimate, rtol=1e-9
    )


def test_units_that_never_find_anything_change_nothing_and_are_counted(frame):
    silent = frame.assign(found=np.where(frame["post"] < 2, 0, frame["found"]))
    ours = estimate_poisson(panel(silent), regressors=["scanner", "traffic"])
    plain = estimate_poisson(panel(frame[frame["post"] >= 2]), regressors=["scanner", "traffic"])
    np.testing.assert_allclose(ours.estimate, plain.estimate, rtol=1e-12)
    np.testing.assert_allclose(ours.std_error, plain.std_error, rtol=1e-12)
    assert ours.excluded == {"units whose outcome is always 0": 2}
    assert (ours.n_units, ours.n_obs) == (plain.n_units, plain.n_obs)


@given(seed=st.integers(0, 2**32 - 1), shift=st.floats(-1e5, 1e5), scale=st.floats(1e-5, 1e5))
@settings(max_examples=4, deadline=None, derandomize=True)
def test_units_of_measure_of_a_regressor_do_not_matter(seed, shift, scale):
    plain, moved = draw(seed), draw(seed)
    moved["traffic"] = scale * (shift + moved["traffic"])
    ours, theirs = (
        estimate_poisson(panel(f), regressors=["traffic", "scanner"], model="two_way")
        for f in (moved, plain)
    )
    unit = np.array([scale, 1.0])
    np.testing.assert_allclose(unit * ours.estimate, theirs.estimate, rtol=1e-6, atol=1e-9)
    np.testing.assert_allclose(unit * ours.std_error, theirs.std_error, rtol=1e-6)


@given(seed=st.integers(0, 2**32 - 1))
@settings(max_examples=4, deadline=None, derandomize=True)
def test_a_row_counts_as_two_of_half_its_weight_exposure_and_events(seed):
    frame = draw(seed)
    halves = [
        frame.assign(
            found=frame["found"] / 2, documents=frame["documents"] / 2, year=frame["year"] + h / 2
        )
        for h in (0, 1)
    ]
    options = {"regressors": ["scanner", "traffic"], "exposure": "documents"}
    ours = estimate_poisson(panel(pd.concat(halves)), **options)
    plain = estimate_poisson(panel(frame), **options)
    np.testing.assert_allclose(ours.estimate, plain.estimate, rtol=1e-9)


@pytest.mark.parametrize(
    "options",
    [{"model": "random_effects"}, {"variance": "classical"}, {"regressors": []}],
)
def test_an_option_it_does_not_take_is_refused(frame, options):
    with pytest.raises(OptionError):
        estimate_poisson(panel(frame), **({"regressors": ["traffic"]} | options))


def test_unit_effects_of_repeated_cross_sections_are_refused(frame):
    rows = panel(frame, unit=None)
    with pytest.raises(NoUnitEffectsError):
        estimate_poisson(rows, regressors=["traffic"])
    fit = estimate_poisson(rows, regressors=["traffic"], model="pooled", cluster="region")
    assert (fit.n_units, fit.n_clusters) == (117, 7)


def test_one_cluster_is_refused(frame):
    with pytest.raises(ClusterError):
        estimate_poisson(panel(frame.assign(c=1)), regressors=["traffic"], cluster="c")


def test_counts_that_the_regressor_explains_entirely_have_no_standard_error(frame):
    exact = frame.assign(found=np.where(frame["scanner"] == 1, 6.0, 3.0))
    with pytest.raises(NoStandardErrorsError, match="Poisson"):
        estimate_poisson(panel(exact), regressors=["scanner"])


def test_numbers_too_far_apart_for_a_fit_are_refused(frame):
    last = frame["post"] == 19
    apart = frame.assign(found=np.where(last, 1e-250, frame["found"] + 1), last=last * 1)
    with pytest.raises(NoMaximumFoundError, match="'found'"):
        estimate_poisson(panel(apart), regressors=["last"], model="pooled")


def test_no_more_rows_than_parameters_are_refused(frame):
    few = frame[(frame["post"] < 2) & (frame["year"].isin([1, 2]))].assign(found=[3, 4, 2, 7])
    with pytest.raises(TooFewRowsError):
        estimate_poisson(panel(few), regressors=["traffic"], model="two_way", variance="robust")
