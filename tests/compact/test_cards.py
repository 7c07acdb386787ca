"""Studies and lessons as the pages show them."""

import fake_evidence as fake

from evalcap.compact.cards import lesson_card, study_card
from evalcap.portfolio import Entry, Portfolio
from evalcap.words import catalogue

WORDS = catalogue()


def card(evidence, **entry):
    return study_card(Entry(evidence, fake.some_lessons(), **entry), WORDS, "../")


def test_a_study_shows_what_where_and_when():
    shown = card(fake.one_outcome())
    assert shown.facts == ("Training of border officers", "Ghana and Togo", "2023 to 2024")
    assert shown.notice == ""
    assert shown.page == "../border-training/index.html"


def test_benchmark_data_are_not_called_the_programme_they_stand_in_for():
    assert "Training of border officers" not in card(fake.job_training()).facts


def test_a_name_cannot_lead_out_of_the_folder_of_studies():
    evidence = fake.one_outcome(subject=fake.subject(slug="a/../../b"))
    assert card(evidence).page == "../a%2F..%2F..%2Fb/index.html"


def test_a_lesson_names_its_study_and_its_evidence():
    portfolio = Portfolio.of([Entry(fake.one_outcome(), fake.some_lessons())])
    shown = lesson_card(portfolio.lessons[0], WORDS)
    assert ("Therefore", "Train in winter", "en") in shown.facts
    assert shown.source.startswith("From Training at three border posts, on Test score, Main: 3.2")
