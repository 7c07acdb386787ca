"""The cycle before in another language."""

import fake_evidence as fake

from evalcap.lessons import Lessons
from evalcap.portfolio import Entry
from evalcap.report.content.since import since_view
from evalcap.report.earlier import told_before
from evalcap.translations import Translation, told
from evalcap.words import catalogue


def translation(unit):
    return Translation.model_validate({"outcomes": {"score": {"label": "Note", "unit": unit}}})


def view(now, before, unit="points de score", **translations):
    shown, _ = told(now, Lessons(), translation(unit), "fr")
    entry = Entry(before, fake.some_lessons(), translations=translations)
    return since_view(shown, told_before(entry, now, shown, "fr"), catalogue("fr"))


def test_a_unit_translated_in_one_cycle_alone_is_still_the_same_unit():
    found = view(fake.one_outcome(), fake.one_outcome(1.5, 0.5, 2.5))
    assert found.estimates.text.count("points de score") == 2
    assert found.apart == ()


def test_units_that_differ_do_not_become_one_by_their_translations():
    before = fake.one_outcome(outcome={"unit": "marks"})
    found = view(fake.one_outcome(), before, fr=translation("points de score"))
    assert found.estimates.text == ""
    assert "marks" in found.apart[0]


def test_what_the_cycle_before_advised_is_in_the_language():
    advised = Translation.model_validate({"recommendations": {"r1": {"text": "Former en hiver."}}})
    found = view(fake.one_outcome(), fake.one_outcome(), fr=advised)
    assert "Former en hiver" in found.advice.text
    assert "Move courses" not in found.advice.text


def test_outcomes_of_the_cycle_before_alone_are_told_too():
    before = fake.one_outcome(outcome={"name": "rank", "label": "Rank"})
    renamed = before.model_copy(
        update={"estimates": (fake.estimate("rank", "main", 1, 0, 2, primary=True),)}
    )
    ranked = Translation.model_validate({"outcomes": {"rank": {"label": "Rang"}}})
    found = view(fake.one_outcome(), renamed, fr=ranked)
    assert any(line.startswith("Rang") for line in found.apart)
