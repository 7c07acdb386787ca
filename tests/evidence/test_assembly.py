import numpy as np
import pytest

from evalcap.estimate import EffectPath
from evalcap.evidence.assembly import (
    Place,
    design_record,
    estimate_record,
    path_record,
)

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
