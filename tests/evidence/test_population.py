import numpy as np
import pytest

from evalcap.dataset import Panel
from evalcap.evidence.population import Population, Sample, Seen, arms, is_seen, most_rows, step_of


def test_a_sample_counts_rows_people_and_those_with_a_missing_outcome(panel):
    sample = Sample.of(panel, n_outside=4, outside_people=2)
    assert (sample.n_rows, sample.n_units, sample.n_treated) == (30, 15, 12)
    assert (sample.missing_people, sample.n_outside, sample.outside_people) == (1, 4, 2)
    assert sample.is_repeated


def test_in_cross_sections_each_row_is_a_person(panel):
    rows = Panel.from_frame(
        panel.frame, unit=None, time="year", outcome="score", treated_from="start"
    )
    sample = Sample.of(rows)
    assert (sample.n_units, sample.n_treated, sample.is_repeated) == (30, 24, False)
    assert most_rows(rows) == 1


def test_the_most_rows_are_those_of_the_person_seen_most_often(panel):
    assert most_rows(panel) == 2


@pytest.mark.parametrize(("later", "expected"), [(False, (12, 3)), (True, (12, 3))])
def test_arms_are_the_treated_and_those_they_are_compared_with(panel, later, expected):
    assert arms(panel, later=later) == expected


def test_people_treated_later_are_a_comparison_where_that_is_asked(panel):
    everybody = panel.frame.assign(start=np.where(panel.frame["person"] < 12, 2020, 2021))
    of = Panel.from_frame(
        everybody, unit="person", time="year", outcome="score", treated_from="start"
    )
    assert arms(of, later=False) == (15, 0)
    assert arms(of, later=True) == (15, 3)


def test_people_without_any_outcome_are_in_no_arm(panel):
    lost = panel.frame.assign(score=panel.frame["score"].mask(panel.frame["person"] == 3))
    of = Panel.from_frame(lost, unit="person", time="year", outcome="score", treated_from="start")
    assert arms(of, later=False) == (11, 3)
    assert is_seen(of).tolist() == [i != 3 for i in range(15)]


@pytest.mark.parametrize(
    ("values", "step"), [([0, 1], 1.0), ([3, 2.5], 0.1), ([1.001], 0.001), ([np.pi], 0.0)]
)
def test_the_step_of_values_is_the_power_of_ten_they_are_multiples_of(values, step):
    assert step_of(np.array(values, dtype=float)) == step


@pytest.mark.parametrize(
    ("one", "other", "rows", "people"),
    [
        ([0, 1, 2], [0, 1], True, True),
        ([0, 1, 2], [1, 2, 3], False, True),  # both persons in both
        ([0, 1], [2, 3], False, False),
    ],
)
def test_samples_are_nested_where_one_has_nobody_beyond_the_other(panel, one, other, rows, people):
    person = np.array([0, 0, 1, 1])
    samples = {
        name: Sample.of(panel, seen=Seen.of(np.array(seen), person))
        for name, seen in (("one", one), ("other", other))
    }
    population = Population(2, samples)
    assert population.are_nested("one", "other", of="n_obs") is rows
    assert population.are_nested("one", "other", of="n_units") is people


def test_samples_of_which_nothing_is_known_may_be_nested(panel):
    samples = {name: Sample.of(panel) for name in ("one", "other")}
    assert Population(2, samples).are_nested("one", "other", of="n_obs")
