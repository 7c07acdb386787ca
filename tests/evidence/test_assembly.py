import numpy as np
import pytest

from evalcap.dataset import Panel
from evalcap.estimate import EffectPath
from evalcap.evidence.assembly import (
    Place,
    design_record,
    estimate_record,
    path_record,
    trend_records,
)
from evalcap.privacy.disclosure import Rules

PLACE = Place("score", "main", primary=True)


def test_a_key_names_outcome_analysis_and_what_it_is_of():
    assert PLACE.key() == "score/main"
    assert PLACE.key("grant_1") == "score/main/grant_1"


def test_an_estimate_is_recorded_with_its_interval_and_p_value(estimate):
    record = estimate_record(estimate(), PLACE)
    assert (record.key, record.point, record.std_error) == ("score/main", 2.0, 0.5)
    # 1.959964 is the 97.5th percentile of the normal distribution, 0.00006334 the tail beyond 4.
    assert record.conf_low == pytest.approx(2 - 1.959964 * 0.5, abs=1e-6)
    assert record.conf_high == pytest.approx(2 + 1.959964 * 0.5, abs=1e-6)
    assert record.p_value == pytest.approx(0.00006334, abs=1e-8)
    assert record.degrees_of_freedom is None


def test_the_interval_of_a_small_sample_comes_from_its_t_distribution(estimate):
    record = estimate_record(estimate(degrees_of_freedom=3.0), PLACE)
    assert record.degrees_of_freedom == 3
    # 3.182446 is the 97.5th percentile of Student's t with 3 degrees of freedom.
    assert record.conf_high == pytest.approx(2 + 3.182446 * 0.5, abs=1e-6)


def test_an_estimate_is_recorded_with_the_counts_as_they_are(estimate):
    record = estimate_record(estimate(), PLACE)
    assert (record.n_obs, record.n_units, record.n_clusters) == (8, 4, 4)
    assert record.excluded == {"rows without outcome": 3}


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


def test_the_design_counts_rows_units_and_arms(panel):
    record = design_record(panel, comparison="never_treated", unit_is="person")
    assert (record.n_rows, record.n_units, record.n_treated_units) == (30, 15, 12)
    assert record.n_clusters == 15
    assert record.periods == ("2020", "2021")


def test_a_mean_that_is_mostly_one_person_s_is_withheld_by_the_rules_for_people(panel):
    rich = panel.frame.assign(score=np.where(panel.frame["person"] == 0, 1e6, 1.0))
    of = Panel.from_frame(rich, unit="person", time="year", outcome="score", treated_from="start")
    treated, comparison, *_ = trend_records(of, "score", Rules())
    assert treated.mean is None
    # Of three equal people two have two thirds, less than nine tenths, and hide the largest.
    assert comparison.mean == 1.0
    assert trend_records(of, "score")[0].mean == pytest.approx((1e6 + 11) / 12)


def test_the_mean_of_few_organisations_is_shown(panel):
    comparison = trend_records(panel, "score")[1]
    assert (comparison.mean, comparison.n_units) == (12.5, 2)  # units 12 and 13; 14 has none


def test_an_arm_without_anybody_has_no_mean(panel):
    everyone = panel.frame[panel.frame["person"] < 12]
    treated_all = Panel.from_frame(
        everyone, unit="person", time="year", outcome="score", treated_from="start"
    )
    comparison = trend_records(treated_all, "score")[1]
    assert (comparison.mean, comparison.n_units) == (None, 0)


def test_means_use_the_panel_s_weights(panel):
    frame = panel.frame.assign(weight=np.where(panel.frame["person"] == 12, 3.0, 1.0))
    weighted = Panel.from_frame(
        frame, unit="person", time="year", outcome="score", treated_from="start", weight="weight"
    )
    comparison = trend_records(weighted, "score")[1]
    assert comparison.mean == pytest.approx((3 * 12 + 13) / 4)
