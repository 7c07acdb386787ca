"""Evidence and lessons in another language."""

import fake_evidence as fake

from evalcap.evidence.exchange import Exchange
from evalcap.evidence.model import AnalysisRecord
from evalcap.lessons import Lessons
from evalcap.translations import Translation, Untranslated, language_of, told


def french(**given):
    return Translation.model_validate(given)


def test_in_the_language_of_the_authors_nothing_changes():
    evidence, lessons = fake.one_outcome(), fake.some_lessons()
    assert told(evidence, lessons, None, "en") == (evidence, lessons)
    assert told(evidence, lessons, None, "en")[0] is evidence


def test_texts_are_replaced_and_the_rest_stays_and_is_marked():
    translation = french(
        title="Formation",
        outcomes={"score": {"label": "Note au test"}},
        lessons={"start-early": {"title": "Commencer avant la saison"}},
        recommendations={"r1": {"response": {"owner": "Service de formation"}}},
    )
    evidence, lessons = told(fake.one_outcome(), fake.some_lessons(), translation, "fr")
    (outcome,), (lesson, _) = evidence.outcomes, lessons.lessons
    first = lessons.recommendations[0]
    changed = (evidence.subject.title, outcome.label, lesson.title, first.response.owner)
    assert changed == (
        "Formation",
        "Note au test",
        "Commencer avant la saison",
        "Service de formation",
    )
    assert not any(isinstance(text, Untranslated) for text in changed)
    for text in (outcome.unit, lesson.context, first.text):
        assert language_of(text, otherwise="fr") == "en"
    assert (outcome.unit, first.text) == ("points", "Move courses to winter.")


def test_numbers_keys_names_and_roles_are_those_of_the_original():
    original = fake.demonstration()
    evidence, _ = told(original, Lessons(), french(title="Titre"), "fr")
    assert evidence.estimates == original.estimates
    assert evidence.keys == original.keys
    assert evidence.subject.role == "demonstration"
    assert evidence.model_dump(exclude={"subject"}) == original.model_dump(exclude={"subject"})


def test_the_unit_after_one_is_of_the_same_language_as_the_unit():
    english = fake.one_outcome(outcome={"unit_one": "point"})
    plural = {"unit": "points de score"}
    whole = plural | {"unit_one": "point de score"}
    forms = [
        told(english, Lessons(), french(outcomes={"score": given}), "fr")[0].outcomes[0].unit_one
        for given in ({}, plural, whole)
    ]
    assert forms == ["point", "", "point de score"]


def test_empty_text_stays_empty_and_is_in_no_language():
    evidence, _ = told(fake.one_outcome(), Lessons(), None, "fr")
    assert not isinstance(evidence.subject.summary, Untranslated)


def test_names_are_called_as_the_translation_calls_them_wherever_they_stand():
    original = fake.demonstration()
    by = original.disaggregations[0].level
    names = {"Ghana": "Le Ghana", by: "Groupe", "Evaluation unit": "Service d’évaluation"}
    subject = fake.subject("demonstration")
    told_one, _ = told(
        original.model_copy(update={"subject": subject}), Lessons(), french(names=names), "fr"
    )
    assert told_one.subject.countries == ("Le Ghana", "Togo")
    assert told_one.subject.evaluators == ("Service d’évaluation",)
    assert told_one.disaggregations[0].level == "Groupe"
    assert told_one.disaggregations[0].key == original.disaggregations[0].key


def test_a_note_is_found_by_the_name_of_its_analysis_or_by_its_key():
    def analysis(name, outcome):
        return AnalysisRecord(
            name=name, outcome=outcome, estimator="twfe", primary=False, note=f"About {outcome}"
        )

    analyses = (analysis("main", "score"), analysis("main", "rank"), analysis("other", "score"))
    translation = french(analyses={"rank/main": {"note": "Rang"}, "other": {"note": "Autre"}})
    evidence, _ = told(fake.one_outcome(analyses=analyses), Lessons(), translation, "fr")
    assert [a.note for a in evidence.analyses] == ["About score", "Rang", "Autre"]


def test_what_exports_say_is_replaced_and_acronyms_are_added():
    exchange = Exchange(keywords=("training",), contact="Unit", acronyms={"PES": "Service"})
    translation = french(exchange={"keywords": ["formation"]}, acronyms={"SPE": "Service public"})
    evidence, _ = told(fake.one_outcome(exchange=exchange), Lessons(), translation, "fr")
    assert evidence.exchange.keywords == ("formation",)
    assert language_of(evidence.exchange.contact, otherwise="fr") == "en"
    assert evidence.exchange.acronyms == {"PES": "Service", "SPE": "Service public"}


def test_telling_a_second_time_changes_nothing():
    translation = french(title="Titre", names={"Ghana": "Le Ghana"})
    once = told(fake.one_outcome(), fake.some_lessons(), translation, "fr")
    assert told(*once, translation, "fr") == once
