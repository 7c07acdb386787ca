import numpy as np
import pandas as pd
import pytest

from evalcap.dataset import Panel
from evalcap.estimate import EffectPath
from evalcap.evidence.assembly import (
    Place,
    Publication,
    design_record,
    estimate_record,
    first_spread,
    path_record,
    trend_records,
)

PEOPLE, PLACES = Publication(10, people=True), Publication(10, people=False)
PLACE = Place("score", "main", primary=True)


def test_a_key_names_outcome_analysis_and_what_it_is_of():
    assert PLACE.key() == "score/main"
    assert PLACE.key("grant_1") == "score/main/grant_1"


def test_an_estimate_is_recorded_with_its_interval_and_p_value(estimate):
    record = estimate_record(estimate(), PLACE, PLACES)
    assert (record.key, record.point, record.std_error) == ("score/main", 2.0, 0.5)
    # 1.959964 is the 97.5th percentile of the normal distribution, 0.00006334 the tail beyond 4.
    assert record.conf_low == pytest.approx(2 - 1.959964 * 0.5, abs=1e-6)
    assert record.conf_high == pytest.approx(2 + 1.959964 * 0.5, abs=1e-6)
    assert record.p_value == pytest.approx(0.00006334, abs=1e-8)
    assert record.degrees_of_freedom is None


def test_the_interval_of_a_small_sample_comes_from_its_t_distribution(estimate):
    record = estimate_record(estimate(degrees_of_freedom=3.0), PLACE, PLACES)
    assert record.degrees_of_freedom == 3
    # 3.182446 is the 97.5th percentile of Student's t with 3 degrees of freedom.
    assert record.conf_high == pytest.approx(2 + 3.182446 * 0.5, abs=1e-6)


def test_counts_of_few_people_are_withheld_in_an_estimate(estimate):
    record = estimate_record(estimate(n_obs=24), PLACE, PEOPLE)
    assert (record.n_obs, record.n_units) == (24, "<10")
    assert record.excluded == {"rows without outcome": "<10"}


def test_clusters_that_are_people_are_withheld_too(estimate):
    assert estimate_record(estimate(), PLACE, PEOPLE).n_clusters == "<10"


def test_clusters_that_are_places_are_counted(estimate):
    record = estimate_record(estimate(n_units=40, n_clusters=4), PLACE, PEOPLE)
    assert (record.n_units, record.n_clusters) == (40, 4)


def test_counts_of_organisations_are_never_withheld(estimate):
    record = estimate_record(estimate(), PLACE, PLACES)
    assert (record.n_obs, record.n_units, record.n_clusters) == (8, 4, 4)
    assert record.excluded == {"rows without outcome": 3}


def test_counts_of_people_are_rounded_where_the_study_says_so(estimate):
    rounded = Publication(10, people=True, rounding=5)
    record = estimate_record(estimate(n_obs=83, n_units=41, n_clusters=41), PLACE, rounded)
    assert (record.n_obs, record.n_units, record.n_clusters) == (85, 40, 40)


def test_a_base_period_has_no_standard_error_and_no_interval():
    path = EffectPath(
        by="event_time",
        at=np.array([-1.0, 0.0]),
        estimate=np.array([0.0, 2.0]),
        covariance=np.diag([0.0, 0.25]),
        overall=None,
        n_clusters=40,
    )
    record = path_record(path, PLACE, lambda at: f"{at:+g}" if at else "0")
    base, first = record.points
    assert (record.key, record.overall) == ("score/main/event_time", None)
    assert (base.label, base.point) == ("-1", 0.0)
    assert {base.std_error, base.conf_low, base.conf_high} == {None}
    assert {base.uniform_low, base.uniform_high} == {None}
    assert (first.label, first.std_error) == ("0", 0.5)
    assert first.conf_low == pytest.approx(2 - 1.959964 * 0.5, abs=1e-6)


def test_a_path_gives_its_own_overall(estimate):
    path = EffectPath(
        by="cohort",
        at=np.array([2020.0]),
        estimate=np.array([2.0]),
        covariance=np.array([[0.25]]),
        overall=estimate(),
        n_clusters=40,
    )
    record = path_record(path, PLACE, str)
    assert record.overall.point == 2.0
    assert record.overall.conf_high == pytest.approx(2 + 1.959964 * 0.5, abs=1e-6)


def test_the_design_withholds_an_arm_of_few_people(panel):
    record = design_record(panel, PEOPLE, comparison="never_treated", unit_is="person")
    assert (record.n_rows, record.n_units, record.n_treated_units) == (30, 15, 12)
    assert record.periods == ("2020", "2021")
    few = design_record(
        panel, Publication(14, people=True), comparison="never_treated", unit_is="person"
    )
    assert (few.n_units, few.n_treated_units, few.n_clusters) == (15, "<14", 15)


def test_clusters_of_a_design_that_are_its_people_are_withheld(panel):
    record = design_record(
        panel, Publication(20, people=True), comparison="never_treated", unit_is="person"
    )
    assert (record.n_units, record.n_clusters) == ("<20", "<20")


def test_the_mean_of_an_arm_with_few_people_is_withheld(panel):
    treated, comparison, *_ = trend_records(panel, "score", PEOPLE)
    assert (treated.arm, treated.label, treated.n_units) == ("treated", "2020", 12)
    assert treated.mean == pytest.approx(5.5)  # people 0 to 11, score = number
    assert (comparison.arm, comparison.mean, comparison.n_units) == ("comparison", None, "<10")


def test_the_mean_of_few_organisations_is_shown(panel):
    comparison = trend_records(panel, "score", PLACES)[1]
    assert (comparison.mean, comparison.n_units) == (12.5, 2)  # units 12 and 13; 14 has none


def test_an_arm_without_anybody_has_no_mean(panel):
    everyone = panel.frame[panel.frame["person"] < 12]
    treated_all = Panel.from_frame(
        everyone, unit="person", time="year", outcome="score", treated_from="start"
    )
    comparison = trend_records(treated_all, "score", PLACES)[1]
    assert (comparison.mean, comparison.n_units) == (None, 0)


def test_means_use_the_panel_s_weights(panel):
    frame = panel.frame.assign(weight=np.where(panel.frame["person"] == 12, 3.0, 1.0))
    weighted = Panel.from_frame(
        frame, unit="person", time="year", outcome="score", treated_from="start", weight="weight"
    )
    comparison = trend_records(weighted, "score", PLACES)[1]
    assert comparison.mean == pytest.approx((3 * 12 + 13) / 4)


def test_the_spread_of_an_outcome_is_that_of_all_units_in_the_first_period():
    frame = pd.DataFrame(
        {
            "unit": ["a", "b", "c"] * 2,
            "time": [1, 1, 1, 2, 2, 2],
            "score": [1.0, 2.0, 6.0, 50.0, 60.0, 70.0],
            "start": [2, np.inf, np.inf] * 2,
        }
    )
    panel = Panel.from_frame(frame, unit="unit", time="time", outcome="score", treated_from="start")
    assert first_spread(panel, PLACES) == pytest.approx(7**0.5)  # 1, 2 and 6 about 3
    assert first_spread(panel, PEOPLE) is None  # three people are too few
