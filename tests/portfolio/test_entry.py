"""Studies and lessons of a portfolio."""

from dataclasses import replace
from datetime import date

import fake_evidence as fake
import fake_portfolio as many

from evalcap.portfolio import Learnt, Portfolio
from evalcap.translations import Translation


def test_a_study_is_as_recent_as_what_it_covers_and_else_as_it_was_made():
    assert many.study("a", **many.year(2023)).recency[0] == date(2023, 12, 31)
    assert many.study("a", period_end=None).recency[0] == date(2024, 8, 1)


def test_a_lesson_stands_under_its_own_objectives_else_under_its_studys():
    entry = many.study("a", objectives=(21,))
    assert Learnt(entry, fake.lesson()).objectives == (21,)
    assert Learnt(entry, fake.lesson(objectives=(4,))).objectives == (4,)


def test_a_study_is_told_in_a_language_and_stays_what_it_was_in_its_own():
    translation = Translation.model_validate({"title": "Formation"})
    entry = replace(many.study("a"), translations={"fr": translation})
    (told,) = Portfolio.of([entry]).told_in("fr").entries
    assert told.evidence.subject.title == "Formation"
    assert (told.slug, told.recency) == (entry.slug, entry.recency)
    assert entry.told_in("en") == entry
