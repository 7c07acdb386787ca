import pytest

from evalcap.study.analyses import run_analyses
from evalcap.study.data import read_sources, standard_dataset
from evalcap.study.population import population_of
from evalcap.study.protecting import protect
from evalcap.study.publication import Publication
from evalcap.validation import Finding, Validation


@pytest.fixture
def population(desk, plan):
    """Count the people of the officers' study: one of 36 lacks a score in the last wave."""

    def made(frame, more="", findings=()):
        study = desk.study(plan(more=more), frame=frame)
        sources = read_sources(study.plan, study.folder, {})
        data = standard_dataset(study.plan, protect(study.plan, study.folder, sources))
        publication = Publication(people=False, rules=Publication.of(study.plan).rules)
        runs, _ = run_analyses("course", study.plan, data.frame, publication)
        return population_of(study.plan, data, Validation(findings), runs)

    return made


@pytest.fixture
def one_missing(frame):
    frame.loc[5, "Test score"] = None
    return frame


def test_every_analysis_has_its_sample(population, one_missing):
    found = population(one_missing)
    sample = found.samples["score/group_time"]
    assert found.per_person == 3
    assert (sample.n_rows, sample.n_units, sample.n_treated) == (108, 36, 15)
    assert (sample.missing_people, sample.n_outside, sample.step) == (1, 0, 1.0)


def test_people_outside_are_those_with_a_row_that_was_not_chosen(population, frame, secondary):
    north = secondary("north", "twfe") + 'where = { region = ["north"] }\n'
    sample = population(frame, north).samples["score/north"]
    assert (sample.n_rows, sample.n_outside, sample.outside_people) == (54, 54, 18)


def test_a_chosen_sample_lies_within_the_whole_and_another_choice_does_not(
    population, frame, secondary
):
    more = "".join(
        secondary(name, "twfe") + f'where = {{ region = ["{name}"] }}\n'
        for name in ("north", "south")
    )
    found = population(frame, more)
    assert found.are_nested("score/group_time", "score/north", of="n_units")
    assert not found.are_nested("score/north", "score/south", of="n_units")


def test_people_behind_a_finding_are_counted_once(population, frame):
    keys = (("O01", 1), ("O01", 2), ("O02", 1))
    rule = Finding("r", "warning", "unmet", "It holds.", "It matters.", ("x",), 108, 3, keys)
    assert population(frame, findings=(rule,)).unexpected_people == {"r": 2}
