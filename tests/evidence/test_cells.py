import pytest

from evalcap.evidence.cells import cells_of
from evalcap.evidence.population import Population, Sample

SAMPLE = Sample(
    n_rows=200,
    n_units=100,
    n_treated=40,
    n_outside=0,
    outside_people=0,
    missing_people=7,
    is_repeated=True,
)


@pytest.fixture
def population(evidence):
    samples = {f"{e.outcome}/{e.analysis}": SAMPLE for e in evidence.estimates}
    return Population(per_person=2, samples=samples, unexpected_people={"sex-code": 3})


@pytest.fixture
def exact(evidence, record):
    excluded = {"rows without outcome": 12, "cells refused": 3, "units seen once": 4}
    changed = record("score/main", excluded=excluded)
    return evidence.model_copy(update={"estimates": (changed, *evidence.estimates[1:2])})


@pytest.fixture
def told_of(evidence, population):
    """Give the cells of evidence with one estimate."""
    return lambda e: cells_of(evidence.model_copy(update={"estimates": (e,)}), population)


@pytest.fixture
def cells(exact, population):
    plain = exact.model_copy(
        update={
            "estimates": tuple(
                e.model_copy(update={"excluded": {}}) if i else e
                for i, e in enumerate(exact.estimates)
            )
        }
    )
    return cells_of(plain, population)


def test_rows_count_by_the_most_that_one_person_has(cells):
    assert cells["design/n_rows"].per_person == 2
    assert cells["estimates/score/main/n_obs"].per_person == 2
    assert cells["design/n_units"].per_person == 1
    assert cells["estimates/score/main/excluded/units seen once"].per_person == 1


def test_people_behind_missing_outcomes_are_those_of_the_sample(cells):
    reason = cells["estimates/score/main/excluded/rows without outcome"]
    assert (reason.count, reason.people, reason.least_people) == (12, 7, 7)


def test_reasons_that_count_comparisons_are_no_counts_of_people(cells):
    assert not [key for key in cells if "cells refused" in key]


def test_clusters_are_people_where_there_are_as_many(cells, exact, population):
    assert "design/n_clusters" in cells
    fewer = exact.design.model_copy(update={"n_clusters": 12})
    places = exact.model_copy(update={"design": fewer, "estimates": ()})
    assert "design/n_clusters" not in cells_of(places, population)


def test_the_people_behind_a_headline_are_withheld_last(cells):
    others = [cell.value for key, cell in cells.items() if key != "estimates/score/main/n_units"]
    assert cells["estimates/score/main/n_units"].value > max(
        value for value in others if value < cells["estimates/score/main/n_units"].value
    )
    assert cells["estimates/score/main/n_units"].value > cells["design/n_rows"].value


@pytest.mark.parametrize(
    ("n_clusters", "freedom", "known"),
    [
        (100, None, set()),
        (100, 99.0, {"n_units", "n_clusters"}),
        (12, 11.0, set()),  # places
        (100, 197.0, {"n_units", "n_clusters", "n_obs"}),
        (12, 197.0, {"n_obs"}),
    ],
)
def test_degrees_of_freedom_give_numbers_away(told_of, record, n_clusters, freedom, known):
    estimate = record("score/main", n_clusters=n_clusters, degrees_of_freedom=freedom, excluded={})
    cells = told_of(estimate)
    found = {key.rsplit("/", 1)[-1] for key, cell in cells.items() if cell.is_known}
    assert found == known


def test_what_an_earlier_report_counted_and_this_one_does_not_is_of_nobody(exact, population):
    key = "groups/score/main/sex=x"
    cell = cells_of(
        exact.model_copy(update={"estimates": ()}), population, [key, "design/n_units"]
    )[key]
    assert (cell.count, cell.is_printed) == (0, False)
