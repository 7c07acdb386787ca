import importlib.util
import shutil

import pytest


def test_simulated_data_get_no_grade_and_carry_their_truth(demonstration):
    assert demonstration.subject.role == "demonstration"
    assert [g.grade for g in demonstration.grades] == [None]
    assert demonstration.truth["overall"] > 0


def test_the_interval_of_the_estimate_holds_the_truth(demonstration):
    estimate = demonstration.estimate("detections/group_time")
    assert estimate.conf_low < demonstration.truth["overall"] < estimate.conf_high


def test_data_and_truth_are_those_that_the_script_draws(studies, tmp_path):
    place = studies / "document-checks-demo"
    shutil.copy(place / "make_data.py", tmp_path)
    spec = importlib.util.spec_from_file_location("make_data", tmp_path / "make_data.py")
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    script.main(tmp_path)
    for name in ("data/posts.csv", "truth.json"):
        assert (tmp_path / name).read_bytes() == (place / name).read_bytes()


def test_posts_are_places_whose_counts_are_no_secret(demonstration):
    assert demonstration.design.unit_is == "place"
    assert demonstration.design.n_units == 96


@pytest.mark.parametrize("country", ["Country A", "Country B", "Country C"])
def test_each_country_gets_its_own_estimate(demonstration, country):
    group = next(g for g in demonstration.disaggregations if g.level == country)
    assert (group.n_units, group.reason) == (32, "")
