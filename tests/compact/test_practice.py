"""A draft for the repository of practices."""

import fake_evidence as fake

from evalcap.codelists.files import read_list
from evalcap.compact.editions import ENGLISH
from evalcap.compact.practice import practice_of, practice_page
from evalcap.compact.templating import Style
from evalcap.words.catalogue import site_catalogue

WORDS = site_catalogue()
HOSTILE = "<script>alert(1)</script>"


def fields(entry):
    return {field.heading: field for field in practice_of(entry, WORDS).fields}


def texts(field):
    return tuple(line.text for line in field.lines)


def test_the_fields_are_those_of_the_repository_in_its_order(proposable):
    names = read_list("hub")["practice"]["fields"]
    headings = [WORDS.say(f"practice.{name}") for name in names if name != "title"]
    assert list(fields(proposable())) == headings


def test_objectives_stand_with_their_titles_and_actions(proposable):
    told = fields(proposable(outcome={"compact": ("4(b)", "11(b)")}))
    (primary,) = texts(told["Primary objectives of the Global Compact for Migration"])
    assert primary.startswith("11. Manage borders in an integrated")
    assert primary.endswith("Actions: 11(a) Cooperation in border management, joint training.")
    (other,) = texts(told["Other objectives"])
    assert other.startswith("4. Ensure that all migrants")


def test_benefits_are_the_findings_with_their_strength_and_no_measure_of_the_compact(proposable):
    finding, contributes = texts(fields(proposable())["Benefit and impact"])
    assert "probably because of the programme" in finding
    assert "3 of 5 (moderate)" in finding
    assert "contributes to" in contributes
    assert "does not measure" in contributes


def test_a_lesson_stands_with_the_evidence_that_it_rests_on(proposable):
    told, rests_on = texts(fields(proposable())["Key lessons"])
    assert told.startswith("Begin before the season. What helped.")
    assert told.endswith("Therefore: Train in winter.")
    assert "3.2 points higher (95\u00a0% interval: 1.2 to 5.2)" in rests_on
    assert rests_on.endswith("Strength of evidence: 3 of 5 (moderate).")


def test_acronyms_are_spelled_out_at_first_use_and_unknown_ones_are_a_task(proposable):
    entry = proposable(subject=fake.subject(title="IOM and ICAO at the XQZ"))
    practice = practice_of(entry, WORDS)
    assert practice.title.text.startswith("International Organization for Migration (IOM) and")
    assert texts(fields(entry)["Main implementing organisations"]) == ("IOM", "Academy")
    assert practice.open[-1].endswith(": XQZ.")


def test_a_study_s_own_acronyms_are_spelled_out(proposable):
    entry = proposable(innovation="The XQZ", acronyms={"XQZ": "Extra Quick Zone"})
    assert texts(fields(entry)["Innovation"]) == ("The Extra Quick Zone (XQZ)",)
    assert not any("Spell out" in task for task in practice_of(entry, WORDS).open)


def test_a_field_that_nobody_filled_says_that_it_is_to_be_written(proposable):
    field = fields(proposable(sustainability=""))["Sustainability"]
    assert (field.lines, field.hint) == ((), "To be written.")


def test_nothing_restricted_is_in_a_draft(proposable):
    page = practice_page(proposable(), Style(""), ENGLISH)
    assert "Begin before the season" in page
    assert "A weakness of one post" not in page
    assert "at that post" not in page


def test_a_page_says_that_it_is_a_draft_and_escapes_what_studies_say(proposable):
    page = practice_page(proposable(innovation=HOSTILE), Style(""), ENGLISH)
    assert "A draft, and no submission" in page
    assert HOSTILE not in page
    assert "Simulated data: not to be submitted" not in page


def test_a_draft_on_simulated_data_says_so_first(proposable):
    page = practice_page(proposable(role="demonstration"), Style(""), ENGLISH)
    assert page.index("Simulated data: not to be submitted") < page.index("A draft, and")


def test_a_draft_is_in_the_language_of_the_report_with_its_authors_words_as_they_are(proposable):
    entry = proposable(subject=fake.subject(languages=("fr", "es")))
    draft = practice_of(entry, site_catalogue("fr"))
    told = {field.heading: field for field in draft.fields}
    (line,) = told["Principes directeurs"].lines
    assert (line.text, line.language) == ("Droits de l’homme", "fr")
    (objective,) = told[
        "Objectifs principaux du Pacte mondial pour des migrations sûres, ordonnées et régulières"
    ].lines
    assert "11(a) Coopération en matière de gestion des frontières" in objective.text
    assert not any("Traduire" in task for task in draft.open)
    spanish = practice_of(entry, site_catalogue("es"))
    assert any(task.startswith("Traducir") for task in spanish.open)
    (innovation,) = {f.heading: f for f in spanish.fields}["Innovación"].lines
    assert innovation.language == "fr"
