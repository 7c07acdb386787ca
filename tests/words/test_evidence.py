"""Evidence cited by key."""

import fake_evidence as fake

from evalcap.words import catalogue
from evalcap.words.evidence import cited, estimate_name

WORDS = catalogue()


def test_an_estimate_is_cited_with_its_number_and_others_by_name():
    evidence = fake.job_training()
    assert cited("log_scrap/group_time", evidence, WORDS).startswith(
        "Scrap rate, Group-time effects: about 29\u00a0% lower"
    )
    assert cited("log_scrap/group_time/pre_trends", evidence, WORDS) == (
        "Trends before the programme: passed"
    )
    assert cited("log_scrap/group_time/event_time", evidence, WORDS) == (
        "Scrap rate, Group-time effects: effects along time"
    )
    assert cited("log_scrap/odd", evidence, WORDS) == "Log scrap, Odd"


def test_an_estimate_of_a_fit_with_several_terms_is_named_with_its_term():
    estimate = fake.job_training().estimate("log_scrap/fixed_effects/grant_1")
    assert estimate_name(estimate, WORDS) == "Fixed effects: grant_1"
