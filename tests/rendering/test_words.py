import pytest

from evalcap.rendering.words import words_for, written_date


@pytest.mark.parametrize(
    ("language", "table", "section"),
    [
        ("en", "Table", "Section"),
        ("fr", "Table", "Section"),
        ("fr-CH", "Table", "Section"),
        ("es_MX", "Tabla", "Sección"),
        ("sw", "Table", "Section"),
    ],
)
def test_words_follow_the_language_and_fall_back_to_english(language, table, section):
    words = words_for(language)
    assert (words.table, words.section) == (table, section)


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_every_language_has_every_word_and_twelve_months(language):
    words = words_for(language)
    assert all(words.named().values())
    assert len(set(words.months)) == 12
    assert "months" not in words.named()


@pytest.mark.parametrize(
    ("value", "language", "written"),
    [
        ("2026-01-31", "en", "31 January 2026"),
        ("2026-08-01", "fr", "1er août 2026"),
        ("2026-12-05", "es", "5 de diciembre de 2026"),
        ("January 2026", "en", "January 2026"),
        ("2026-13-01", "en", "2026-13-01"),
    ],
)
def test_a_date_is_written_as_it_is_read(value, language, written):
    assert written_date(value, language) == written
