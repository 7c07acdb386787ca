"""Facts of the first page."""

from datetime import date

import fake_evidence as fake
import pytest

from evalcap.report.content.cover import cover_facts, cover_table, language_links, subtitle
from evalcap.words import catalogue

WORDS = catalogue()


def test_an_evaluation_says_who_asked_for_it_and_who_made_it():
    made = str(cover_table(fake.one_outcome(), WORDS))
    for fact in ("Ministry of the Interior", "Evaluation unit", "Ghana and Togo", "CC BY 4\\.0"):
        assert fact in made
    assert "1 January 2023 to 30 June 2024" in made
    assert "retrieved 1 July 2024" in made


def test_what_is_not_known_has_no_row():
    evidence = fake.one_outcome(subject=fake.subject(countries=(), evaluators=()))
    made = str(cover_table(evidence, WORDS))
    assert "Countries" not in made
    assert "Evaluated by" not in made


def test_benchmark_data_only_stand_in_for_a_programme():
    assert "stand in for it" in str(cover_table(fake.job_training(), WORDS))


def test_the_line_under_the_title_names_simulated_data():
    assert "simulated demonstration data" in subtitle(fake.demonstration(), WORDS)


def test_a_report_links_its_other_languages_from_where_it_lies():
    evidence = fake.one_outcome(subject=fake.subject(languages=("en", "fr", "es")))
    assert str(language_links(evidence, catalogue("en"))) == (
        "Other languages: [Français](fr/index.html){lang=fr}, [Español](es/index.html){lang=es}"
    )
    assert "[English](../index.html){lang=en}, [Español](../es/index.html)" in str(
        language_links(evidence, catalogue("fr"))
    )
    assert language_links(fake.one_outcome(), WORDS) is None


def test_a_cycle_before_is_named_as_a_citation_and_not_as_a_folder():
    def told(before):
        evidence = fake.one_outcome(subject=fake.subject(cycle=2, previous_cycle=before))
        return str(cover_table(evidence, WORDS))

    assert "after Evaluation unit" in told("Evaluation unit (2019), mimeo")
    assert "2019" not in told("border-training-2019")


@pytest.mark.parametrize(
    ("fetched", "last", "told"),
    [
        (date(2025, 1, 15), "2024-12", "15 January 2025"),
        (None, "2024-12", "2024-12"),
        (None, "2024", "2024"),
        (None, "3", None),
        (None, "wave 2", None),
    ],
)
def test_the_cover_says_of_when_the_data_are_where_that_is_known(fetched, last, told):
    evidence = fake.one_outcome(
        sources=(fake.source(retrieved=fetched),),
        trends=fake.trends("score", {"first": (1.0, 2.0), last: (2.0, 3.0)}),
    )
    assert dict(cover_facts(evidence, WORDS)).get("as_of") == told
