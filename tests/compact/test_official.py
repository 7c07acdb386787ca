"""The Compact as pages name it."""

import pytest

from evalcap.codelists.compact import compact
from evalcap.compact.official import (
    action_label,
    objective_heading,
    objective_label,
    objective_title,
    principle_title,
    with_marked_titles,
)
from evalcap.words.catalogue import site_catalogue

FRENCH, SPANISH, ENGLISH = map(site_catalogue, ("fr", "es", "en"))


def test_an_objective_is_named_by_its_official_title_where_it_was_read():
    assert objective_title(11, FRENCH) == (
        "Gérer les frontières de manière intégrée, sûre et coordonnée"
    )
    assert objective_heading(11, FRENCH).startswith("Objectif 11\u00a0: Gérer")


def test_a_title_that_was_not_read_is_english_marked_as_such_and_said_to_be():
    told = objective_heading(11, SPANISH)
    english = compact().objective(11).title
    assert f'<span lang="en">{english}</span> (título oficial en inglés)' in told
    assert "lang=" not in objective_heading(11, ENGLISH)


def test_labels_principles_and_actions_are_in_the_language_of_the_page():
    assert objective_label(11, FRENCH) == "11 Gérer les frontières"
    assert objective_label(11, ENGLISH) == "11 Manage borders"
    assert principle_title("f", SPANISH) == "Derechos humanos"
    assert action_label("4(b)", FRENCH) == "Documents de voyage conformes aux normes de l’OACI"
    assert action_label("4(b)", ENGLISH) == "Travel documents to ICAO specifications"


@pytest.mark.parametrize("words", [FRENCH, ENGLISH], ids=["French", "English"])
def test_everything_else_is_escaped(words):
    assert with_marked_titles("<b> & 'c'", words) == "&lt;b&gt; &amp; &#39;c&#39;"
