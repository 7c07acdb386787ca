"""Published results, from public data that installed packages ship."""

import numpy as np
import pandas as pd
import pytest
from causaldata import castle, cps_mixtape, nsw_mixtape, organ_donations
from linearmodels.datasets import card, jobtraining, mroz
from statsmodels.datasets import grunfeld, spector

from evalcap.dataset import Panel
from evalcap.estimators.group_time import estimate_group_time
from evalcap.estimators.instrumental import estimate_instrumental
from evalcap.estimators.logit import estimate_logit
from evalcap.estimators.panel import estimate_panel
from evalcap.estimators.twfe import estimate_twfe
from evalcap.estimators.two_period import estimate_two_period


@pytest.fixture(scope="module")
def grants() -> Panel:
    frame = jobtraining.load()
    frame["start"] = frame["fcode"].map(frame[frame["grant"] == 1].groupby("fcode")["year"].min())
    return Panel.from_frame(
        frame, unit="fcode", time="year", outcome="lscrap", treated_from="start"
    )


def test_job_training_grants_by_fixed_effects(grants):
    # Wooldridge, Introductory Econometrics, example 14.1.
    fit = estimate_panel(
        grants, regressors=["d88", "d89", "grant", "grant_1"], variance="classical"
    )
    assert fit.estimate.round(3).tolist() == [-0.080, -0.247, -0.252, -0.422]
    assert fit.std_error.round(3).tolist() == [0.109, 0.133, 0.151, 0.210]
    assert (fit.n_obs, fit.n_units, fit.excluded) == (162, 54, {"rows without outcome": 309})


def test_job_training_grants_by_group_time(grants):
    # R's did 2.5.1 on the same 54 firms.
    effects = estimate_group_time(grants)
    overall, path = effects.aggregate("overall"), effects.aggregate("event_time", min_e=0)
    assert overall.point == pytest.approx(-0.345041483, rel=1e-8)
    assert overall.std_error == pytest.approx(0.195154415, rel=1e-8)
    np.testing.assert_allclose(path.estimate, [-0.269067733, -0.461001417], rtol=1e-8)
    np.testing.assert_allclose(path.std_error, [0.144357395, 0.285708125], rtol=1e-8)


def supported_work(*samples: pd.DataFrame) -> Panel:
    people = pd.concat(samples, ignore_index=True).drop(columns="data_id").astype(np.float64)
    people["person"] = np.arange(len(people))
    people["start"] = np.where(people["treat"] == 1, 1976, np.nan)
    years = [people.assign(year=y, earnings=people[f"re{y - 1900}"]) for y in (1975, 1978)]
    return Panel.from_frame(
        pd.concat(years), unit="person", time="year", outcome="earnings", treated_from="start"
    )


# R's DRDID 1.2.3 on the same people.
@pytest.mark.parametrize(
    ("method", "point", "std_error"),
    [
        ("unadjusted", 3621.232061, 609.830143),
        ("doubly_robust", 1865.642285, 644.907467),
        ("ipw", 1818.574039, 646.421574),
        ("regression", 1415.781491, 630.089472),
    ],
)
def test_supported_work_trainees_against_the_population_survey(method, point, std_error):
    trainees = nsw_mixtape.load_pandas().data.query("treat == 1")
    panel = supported_work(trainees, cps_mixtape.load_pandas().data)
    covariates = ["age", "educ", "black", "hisp", "marr", "nodegree", "re74"]
    estimate = estimate_two_period(
        panel, before=1975, after=1978, method=method, covariates=covariates
    )
    assert estimate.point == pytest.approx(point, rel=1e-8)
    assert estimate.std_error == pytest.approx(std_error, rel=1e-8)
    assert estimate.n_units == 185 + 15_992


def test_supported_work_trainees_against_randomised_controls():
    panel = supported_work(nsw_mixtape.load_pandas().data)
    estimate = estimate_two_period(panel, before=1975, after=1978)
    assert estimate.point == pytest.approx(1529.196083, rel=1e-8)
    assert estimate.std_error == pytest.approx(713.347171, rel=1e-8)
    assert estimate.n_units == 185 + 260


def test_supported_work_experiment_by_earnings_afterwards():
    # Dehejia and Wahba (1999), table 3: 1,794 (633).
    people = nsw_mixtape.load_pandas().data.drop(columns="data_id").astype(np.float64)
    people = people.assign(year=1978, person=np.arange(len(people)))
    panel = Panel.from_frame(people, unit="person", time="year", outcome="re78", treated="treat")
    effect = estimate_panel(panel, regressors=["treat"], model="pooled", variance="classical").term(
        "treat"
    )
    assert (round(effect.point), round(effect.std_error)) == (1794, 633)


# Kleiber and Zeileis (2010), Grunfeld's data at 50, table 4: firm effects and Swamy-Arora.
@pytest.mark.parametrize(
    ("model", "value", "capital"),
    [
        ("fixed_effects", (0.1101, 0.0119), (0.3101, 0.0174)),
        ("random_effects", (0.1098, 0.0105), (0.3081, 0.0172)),
    ],
)
def test_grunfeld_investment_of_ten_firms(model, value, capital):
    firms = grunfeld.load_pandas().data.query("firm != 'American Steel'").assign(start=np.nan)
    panel = Panel.from_frame(
        firms, unit="firm", time="year", outcome="invest", treated_from="start"
    )
    fit = estimate_panel(panel, regressors=["value", "capital"], model=model, variance="classical")
    for name, expected in (("value", value), ("capital", capital)):
        term = fit.term(name)
        assert (round(term.point, 4), round(term.std_error, 4)) == expected


def test_castle_doctrine_laws_and_homicide():
    # Goodman-Bacon's decomposition of Cheng and Hoekstra (2013), R vignette: 0.0818. There
    # treatment begins in the year of the law; `post` marks the years after it.
    frame = castle.load_pandas().data
    first = frame[frame["post"] == 1].groupby("sid")["year"].min() - 1
    panel = Panel.from_frame(
        frame.assign(start=frame["sid"].map(first)),
        unit="sid",
        time="year",
        outcome="l_homicide",
        treated_from="start",
    )
    estimate = estimate_twfe(panel)
    assert round(estimate.point, 4) == 0.0818
    assert estimate.n_obs == 550


def test_active_choice_and_organ_donation():
    # Kessler and Roth (2014), as in Huntington-Klein, The Effect, chapter 18: -0.022 (0.006).
    frame = organ_donations.load_pandas().data
    active = (frame["State"] == "California") & (frame["Quarter_Num"] > 3)
    panel = Panel.from_frame(
        frame.assign(active=active),
        unit="State",
        time="Quarter_Num",
        outcome="Rate",
        treated="active",
    )
    estimate = estimate_twfe(panel)
    assert (round(estimate.point, 4), round(estimate.std_error, 3)) == (-0.0225, 0.006)


def people(frame: pd.DataFrame, outcome: str) -> Panel:
    rows = frame.assign(person=np.arange(len(frame)), wave=0, start=np.nan)
    return Panel.from_frame(rows, unit="person", time="wave", outcome=outcome, treated_from="start")


def test_education_and_wages_of_working_women_by_instruments():
    # Wooldridge, Introductory Econometrics, examples 15.1 and 15.5; the first stage's F is 55.40.
    women = people(mroz.load().dropna(subset="lwage"), "lwage")
    options = {"endogenous": "educ", "model": "pooled", "variance": "classical"}
    alone = estimate_instrumental(women, instruments=["fatheduc"], **options).term("educ")
    assert (round(alone.point, 3), round(alone.std_error, 3)) == (0.059, 0.035)
    fit = estimate_instrumental(
        women,
        instruments=["motheduc", "fatheduc"],
        covariates=["exper", "expersq"],
        **options,
    )
    terms = [(round(t.point, 3), round(t.std_error, 3)) for t in map(fit.term, fit.terms)]
    assert terms[:2] == [(0.061, 0.031), (0.044, 0.013)]
    assert round(fit.first_stage.effective_f, 2) == 55.40
    assert fit.n_obs == 428


def test_education_and_wages_of_men_by_nearness_to_a_college():
    # Card (1995), as in Wooldridge, example 15.4: 0.132 (0.055).
    men = people(card.load(), "lwage")
    places = ["smsa", "south", "smsa66", *(f"reg66{i}" for i in range(2, 10))]
    fit = estimate_instrumental(
        men,
        endogenous="educ",
        instruments=["nearc4"],
        covariates=["exper", "expersq", "black", *places],
        model="pooled",
        variance="classical",
    )
    term = fit.term("educ")
    assert (round(term.point, 3), round(term.std_error, 3)) == (0.132, 0.055)
    assert fit.n_obs == 3010


def test_a_new_way_of_teaching_economics_by_logit():
    # Spector and Mazzeo (1980), as in Greene, Econometric Analysis: a logit of 32 students.
    students = people(spector.load_pandas().data, "GRADE")
    fit = estimate_logit(students, regressors=["GPA", "TUCE", "PSI"], variance="classical")
    assert fit.estimate.round(3).tolist() == [2.826, 0.095, 2.379]
    assert fit.std_error.round(3).tolist() == [1.263, 0.142, 1.065]
