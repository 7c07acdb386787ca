"""Official titles in other languages."""

import pytest

from evalcap.codelists.compact import compact
from evalcap.codelists.titles import official_title


@pytest.mark.parametrize("language", ["fr", "es"])
def test_every_objective_has_the_label_that_it_is_searched_by(language):
    labels = [official_title("labels", o.number, language) for o in compact().objectives]
    assert all(labels)
    assert len(set(labels)) == 23


@pytest.mark.parametrize("language", ["fr", "es"])
def test_every_guiding_principle_has_a_title(language):
    titles = [official_title("principles", p.letter, language) for p in compact().principles]
    assert len(set(titles)) == 10
    assert all(titles)


def test_titles_of_objectives_are_those_that_were_read():
    known = {
        language: [
            o.number
            for o in compact().objectives
            if official_title("objectives", o.number, language)
        ]
        for language in ("fr", "es", "en", "ar")
    }
    french = [*range(1, 17), 19, 21, 22, 23]
    assert known == {"fr": french, "es": [1, 4, 8, 9, 10, 12, 18, 21], "en": [], "ar": []}


def test_a_title_that_was_not_read_is_none():
    assert official_title("objectives", 17, "fr") is None
