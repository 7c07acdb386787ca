"""How strong the evidence is that a lesson rests on."""

import fake_evidence as fake

from evalcap.compact.strength import strength
from evalcap.words.catalogue import site_catalogue


def told(evidence, *keys):
    return strength(fake.lesson(evidence=keys), evidence, site_catalogue())


def test_a_lesson_has_the_grade_of_the_primary_estimate_that_it_cites():
    assert told(fake.one_outcome(), "score/main") == "3 of 5 (moderate)"


def test_what_is_not_primary_lends_it_none():
    assert told(fake.supported_work(), "earnings/ipw") == "not graded"
    assert told(fake.supported_work(), "earnings/ipw", "earnings/doubly_robust") == (
        "1 of 5 (very weak)"
    )


def test_simulated_data_have_none():
    assert (
        told(fake.demonstration(), "detections/group_time")
        == "not graded, as the data are simulated"
    )
