"""Acronyms in texts for readers who do not know them."""

import pytest

from evalcap.codelists.acronyms import spell_out


def told(*texts, **own):
    return spell_out(texts, own).texts


def test_an_acronym_is_spelled_out_where_it_is_first_used_and_only_there():
    first, second = told("IOM trained; IOM tested.", "IOM reported.")
    assert first == "International Organization for Migration (IOM) trained; IOM tested."
    assert second == "IOM reported."


def test_a_plural_is_spelled_out_as_one():
    assert told("Local NGOs helped") == ("Local Non-Governmental Organizations (NGOs) helped",)


def test_what_its_author_explained_is_left_alone():
    text = "The International Organization for Migration (IOM) trained. IOM tested."
    assert told(text) == (text,)


def test_a_study_s_own_words_win():
    assert told("The PKD", PKD="Police and Knowledge Desk") == (
        "The Police and Knowledge Desk (PKD)",
    )


def test_what_nobody_has_spelled_out_is_named_once():
    assert spell_out(["XQZ and XQZ", "QQ"], {}).unknown == ("XQZ", "QQ")


@pytest.mark.parametrize("text", ["A/RES/73/195", "Phase II", "TD3", "COVID-19", "11(b)", "I am"])
def test_codes_and_numerals_are_no_acronyms(text):
    spelled = spell_out([text], {})
    assert spelled.texts == (text,)
    assert spelled.unknown == ()


def test_an_acronym_is_spelled_out_in_the_language_of_the_text():
    (french,) = spell_out(["L’OIM forme des agents."], {}, "fr").texts
    assert french == "L’Organisation internationale pour les migrations (OIM) forme des agents."
    assert spell_out(["OIM"], {}, "en").unknown == ("OIM",)


def test_texts_in_two_languages_have_the_acronyms_of_both():
    texts = spell_out(["IOM and NGO", "OACI"], {}, "en", "fr").texts
    assert texts[0].startswith("International Organization for Migration (IOM)")
    assert texts[1] == "Organisation de l’aviation civile internationale (OACI)"
