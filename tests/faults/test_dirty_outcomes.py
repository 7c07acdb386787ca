"""Dirty data for counts, yes-or-no outcomes and instruments: the same numbers, or a refusal."""

import datetime as dt
from collections.abc import Callable

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from evalcap.dataset import Panel
from evalcap.errors.dataset import (
    ColumnNotFoundError,
    InfiniteValuesError,
    MissingKeysError,
    NotNumericError,
)
from evalcap.errors.design import CollinearTermsError, EmptySampleError
from evalcap.errors.instruments import InstrumentsError
from evalcap.errors.outcomes import (
    ExposureError,
    NegativeCountsError,
    NotBinaryError,
    SeparatedCountsError,
    SeparatedOutcomeError,
)
from evalcap.estimators.extended_poisson import estimate_extended_poisson
from evalcap.estimators.instrumental import estimate_instrumental
from evalcap.estimators.logit import estimate_logit
from evalcap.estimators.poisson import estimate_poisson


@pytest.fixture
def posts() -> pd.DataFrame:
    """Thirty border posts over seven years, scanners from 2017, 2018 or never (missing)."""
    rng = np.random.default_rng(72)
    frame = pd.DataFrame(
        [(post, year) for post in range(30) for year in range(2014, 2021)],
        columns=["post", "year"],
    )
    frame["start"] = np.repeat([2017, 2018, np.nan], 10)[frame["post"]]
    frame["region"] = frame["post"] % 8
    frame["size"] = (1 + frame["post"] % 3 / 2).round(1)
    frame["documents"] = rng.integers(50, 90, size=210)
    frame["traffic"], frame["letter"] = rng.normal(size=(2, 210)).round(6)
    frame["offer"] = rng.integers(0, 2, size=210)
    drive = frame["offer"] + 0.5 * frame["letter"] + rng.normal(size=210)
    frame["attended"] = drive.round(6)
    on = frame["year"] >= frame["start"]
    level = rng.normal(1, 0.5, size=30)[frame["post"]]
    frame["found"] = rng.poisson(np.exp(level + 0.3 * on + 0.2 * frame["traffic"]))
    frame["passed"] = (frame["attended"] + rng.logistic(size=210) > 0).astype(int)
    frame["score"] = (frame["attended"] + rng.normal(size=210)).round(6)
    return frame


def panel(frame: pd.DataFrame, outcome: str, **roles: object) -> Panel:
    names = {"unit": "post", "time": "year", "treated_from": "start", "cluster": "region"}
    return Panel.from_frame(frame, outcome=outcome, **(names | roles))


def poisson(frame: pd.DataFrame, **roles: object):
    return estimate_poisson(
        panel(frame, "found", **({"weight": "size"} | roles)),
        regressors=["traffic", "offer"],
        model="two_way",
        exposure="documents",
    )


def logit(frame: pd.DataFrame, model: str = "pooled", **roles: object):
    return estimate_logit(
        panel(frame, "passed", **roles), regressors=["attended", "traffic"], model=model
    )


def instrumental(frame: pd.DataFrame, **roles: object):
    return estimate_instrumental(
        panel(frame, "score", **({"weight": "size"} | roles)),
        endogenous="attended",
        instruments=["offer", "letter"],
        covariates=["traffic"],
    )


def counts(frame: pd.DataFrame, **roles: object):
    return estimate_extended_poisson(
        panel(frame, "found", **({"weight": "size"} | roles)), exposure="documents"
    )


def numbers(frame: pd.DataFrame) -> np.ndarray:
    """Points and standard errors of every estimator, with clusters, weights and exposure."""
    fits = [poisson(frame), logit(frame), logit(frame, "conditional"), instrumental(frame)]
    rows = [part for fit in fits for part in (fit.estimate, fit.std_error)]
    strength = fits[-1].first_stage.effective_f, *fits[-1].robust_interval()
    overall = counts(frame)
    other = overall.aggregate().point, overall.aggregate().std_error, overall.ratio().std_error
    effects = [fit.average_effects.estimate for fit in fits[:2]]
    return np.concatenate([*rows, strength, other, *effects])


def assert_same(ours: np.ndarray, clean: np.ndarray) -> None:
    np.testing.assert_allclose(ours, clean, rtol=1e-7, atol=1e-11)


CHANGES: dict[str, Callable[[pd.DataFrame], pd.DataFrame]] = {
    "text keys": lambda f: f.astype({"post": str, "region": str}),
    "categorical keys and time": lambda f: f.astype(
        {"post": "category", "region": "category", "year": "category"}
    ),
    "text numbers": lambda f: f.assign(
        **{n: f[n].map(str) for n in ("found", "passed", "attended", "offer", "documents", "size")}
    ),
    "nullable": lambda f: f.convert_dtypes(),
    "Arrow": lambda f: pa.Table.from_pandas(f).to_pandas(types_mapper=pd.ArrowDtype),
    "yes or no as booleans": lambda f: f.assign(passed=f["passed"] == 1, offer=f["offer"] == 1),
    "small whole numbers": lambda f: f.astype({"found": "int16", "passed": "int8"}),
    "dates": lambda f: f.assign(
        year=[dt.date(y, 6, 30) for y in f["year"]],
        start=[None if np.isnan(s) else dt.date(int(s), 6, 30) for s in f["start"]],
    ),
    "shuffled": lambda f: f.sample(frac=1, random_state=1),
    "one index label": lambda f: f.set_axis([0] * len(f)),
    "columns named like ours": lambda f: f.assign(
        unit=1, time="a", outcome=None, weight=-1, period=np.nan, exposure=0, cluster=0, rate=np.inf
    ),
}


@pytest.mark.parametrize("how", CHANGES)
def test_data_may_come_as(posts, how):
    assert_same(numbers(CHANGES[how](posts)), numbers(posts))


def test_the_data_given_are_left_as_they_were(posts):
    before = posts.copy()
    numbers(posts)
    pd.testing.assert_frame_equal(posts, before)


# Missing cells, weights, gaps.


def test_rows_that_lack_something_are_left_out_as_if_they_were_not_there(posts):
    holes = posts.astype({"found": float, "passed": float, "documents": float, "offer": float})
    lacking = [3, 40, 75, 150, 166]
    for row, column in zip(
        lacking, ["found", "traffic", "documents", "size", "offer"], strict=True
    ):
        holes.loc[row, column] = np.nan
    ours = poisson(holes)
    assert ours.excluded == {
        "rows without outcome": 1,
        "rows without weight": 1,
        "rows without covariate": 2,
        "rows without exposure": 1,
    }
    clean = poisson(posts.drop(index=lacking))
    assert_same(ours.covariance, clean.covariance)
    for estimate in (logit, instrumental, counts):
        assert sum(estimate(holes).excluded.values()) < 5


def test_a_weight_of_zero_and_no_weight_leave_a_row_out(posts):
    posts.loc[0, "size"] = np.nan
    posts.loc[8, "size"] = 0
    for estimate in (poisson, instrumental, counts):
        assert estimate(posts).excluded == {"rows without weight": 2}
        assert estimate(posts).n_obs == 208


def test_a_gap_in_the_calendar_is_a_period_less(posts):
    gap = posts[posts["year"] != 2016]
    effects = counts(gap)
    assert effects.aggregate("event_time").at.tolist() == [0, 1, 2, 3]
    assert poisson(gap).n_obs == 180
    assert instrumental(gap).n_obs == 180


def test_nothing_left_is_refused_with_the_reasons(posts):
    posts["found"] = posts["passed"] = posts["score"] = np.nan
    for estimate in (poisson, logit, instrumental, counts):
        with pytest.raises(EmptySampleError, match="210 rows without outcome"):
            estimate(posts)


# Values that cannot be.


def test_codes_for_missing_values_are_refused_where_they_make_no_sense(posts):
    coded = posts.assign(found=posts["found"].replace(0, -9), passed=posts["passed"].replace(0, 2))
    for estimate in (poisson, counts):
        with pytest.raises(NegativeCountsError, match="'found' is negative"):
            estimate(coded)
    with pytest.raises(NotBinaryError, match="neither 0 nor 1"):
        logit(coded)


def test_exposure_that_is_negative_or_zero_beside_events_is_refused(posts):
    for documents in (-5, 0):
        spoilt = posts.assign(documents=posts["documents"].where(posts["found"] < 5, documents))
        for estimate in (poisson, counts):
            with pytest.raises(ExposureError, match="'documents' is"):
                estimate(spoilt)


@pytest.mark.parametrize("column", ["traffic", "attended"])
def test_infinite_or_unreadable_regressors_are_refused(posts, column):
    spoilt = posts.astype({column: object})
    spoilt.loc[4, column] = "many"
    with pytest.raises(NotNumericError, match=f"'{column}'"):
        logit(spoilt)
    spoilt.loc[4, column] = np.inf
    with pytest.raises(InfiniteValuesError, match=f"'{column}'"):
        instrumental(spoilt)


def test_columns_that_are_not_there_are_named(posts):
    with pytest.raises(ColumnNotFoundError, match="documents"):
        poisson(posts.drop(columns="documents"))
    with pytest.raises(ColumnNotFoundError, match="letter"):
        instrumental(posts.drop(columns="letter"))


def test_rows_without_a_cluster_of_their_own_are_refused(posts):
    posts["zone"] = posts["region"].astype(float).where(posts["year"] > 2014)
    data = panel(posts, "found")
    for estimate in (
        lambda: estimate_poisson(data, regressors=["traffic"], cluster="zone"),
        lambda: estimate_extended_poisson(data, cluster="zone"),
    ):
        with pytest.raises(MissingKeysError, match="'zone' is empty in 30 rows"):
            estimate()


# What does not identify.


def test_regressors_that_others_or_fixed_effects_determine_are_refused_by_name(posts):
    posts["double"] = 2 * posts["traffic"] + 1
    for regressors, named in (
        (["traffic", "double"], "'double'"),
        (["traffic", "region"], "'region'"),
    ):
        with pytest.raises(CollinearTermsError, match=named):
            estimate_poisson(panel(posts, "found"), regressors=regressors)
    with pytest.raises(CollinearTermsError, match="'double'"):
        estimate_logit(panel(posts, "passed"), regressors=["traffic", "double"])


def test_an_instrument_that_does_not_vary_within_units_is_refused_by_name(posts):
    posts["distance"] = posts["post"] ** 2
    with pytest.raises(InstrumentsError, match="'distance'"):
        estimate_instrumental(
            panel(posts, "score"), endogenous="attended", instruments=["offer", "distance"]
        )


def test_separation_is_refused_by_name(posts):
    posts["closed"] = ((posts["post"] < 4) & (posts["year"] == 2018)).astype(int)
    posts["found"] = posts["found"].where(posts["closed"] == 0, 0)
    with pytest.raises(SeparatedCountsError, match="always 0 in 4 rows that 'closed' single out"):
        estimate_poisson(panel(posts, "found"), regressors=["traffic", "closed"])
    posts["sure"] = posts["passed"] * (posts["post"] < 9)
    for model in ("pooled", "conditional"):
        with pytest.raises(SeparatedOutcomeError, match="'sure' predict 'passed' perfectly"):
            estimate_logit(panel(posts, "passed"), regressors=["sure"], model=model)


def test_one_column_may_be_named_without_a_list(posts):
    data = panel(posts, "found")
    listed, alone = (estimate_poisson(data, regressors=given) for given in (["offer"], "offer"))
    assert_same(alone.estimate, listed.estimate)
    data = panel(posts, "score")
    listed, alone = (
        estimate_instrumental(data, endogenous="attended", instruments=given)
        for given in (["offer"], "offer")
    )
    assert_same(alone.covariance, listed.covariance)
