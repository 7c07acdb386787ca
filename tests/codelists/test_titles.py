"""Official titles in other languages."""

import pytest

from evalcap.codelists.compact import compact
from evalcap.codelists.titles import official_title


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
    assert known == {"fr": [4, 11, 21], "es": [4, 21], "en": [], "ar": []}


def test_a_title_that_was_not_read_is_none():
    assert official_title("objectives", 9, "fr") is None
