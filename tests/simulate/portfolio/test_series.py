"""Which evaluations the simulated portfolio holds."""

from evalcap.simulate.portfolio import simulated_studies


def test_it_holds_all_types_of_programme_several_countries_modes_and_cycles():
    studies = simulated_studies()
    assert len(studies) == 60
    assert len({study.programme for study in studies}) == 3
    assert len({study.country for study in studies}) == 3
    assert len({(study.programme, study.mode) for study in studies}) == 6
    assert {study.cycle for study in studies} == {1, 2}
    assert len({study.slug for study in studies}) == 60


def test_a_cycle_names_the_one_before_it_and_begins_a_year_later():
    first, second, *_ = simulated_studies()
    assert (first.previous, second.previous) == ("", first.slug)
    assert second.year == first.year + 1
    assert (first.country, first.mode, first.months) == (
        second.country,
        second.mode,
        second.months,
    )


def test_some_programmes_do_nothing_and_the_others_something():
    idle = {study.place for study in simulated_studies() if study.effect == 0}
    assert idle == {4, 8}
    assert all(study.effect > 0 for study in simulated_studies() if study.place not in idle)


def test_the_same_seed_plans_the_same():
    assert simulated_studies(seed=7) == simulated_studies(seed=7)
    assert simulated_studies(seed=7) != simulated_studies(seed=8)


def test_countries_are_invented():
    assert all(study.country.startswith("Country ") for study in simulated_studies())
