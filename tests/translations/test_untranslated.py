"""Text that stays in the language of its authors."""

from evalcap.translations import Untranslated, language_of


def test_text_that_is_marked_is_still_the_same_text():
    text = Untranslated("score", "en")
    assert text == "score"
    assert f"{text}!" == "score!"


def test_another_form_of_a_text_is_in_the_same_language():
    assert language_of(Untranslated("score", "en").reworded("Score"), otherwise="fr") == "en"


def test_texts_are_in_the_page_s_language_unless_one_is_marked():
    assert language_of("Note", "", otherwise="fr") == "fr"
    assert language_of("Note", Untranslated("score", "en"), otherwise="fr") == "en"
