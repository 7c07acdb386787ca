"""Acronyms are spelled out at their first use."""

import pytest

from evalcap.report.lint.acronyms import unexplained


def found(*blocks, explained=()):
    return [f.what.split()[0] for f in unexplained(blocks, explained)]


def test_an_acronym_that_nobody_spells_out_is_found_once():
    assert found("The BMIS was used.", "The BMIS again.") == ["BMIS"]


@pytest.mark.parametrize(
    "text",
    [
        "The border management system (BMIS) was used.",
        "BMIS (border management system) was used.",
        "Criteria of the Organisation (OECD DAC) apply.",
        "Critères de l’Organisation (CAD de l’OCDE).",
        "Criterios de la Organización (CAD de la OCDE).",
        "Critères du Comité (CAD, OCDE).",
        "Download the PDF. Data from the US.",
        "ANNEX OF TABLES",
    ],
)
def test_what_is_spelled_out_or_ordinary_is_not(text):
    assert found(text) == []


def test_brackets_that_say_something_else_spell_nothing_out():
    assert found("It was told before (see the OECD report).") == ["OECD"]


def test_the_list_of_terms_spells_out():
    assert found("The ATT is two.", explained={"ATT"}) == []


def test_spelling_out_comes_too_late_after_the_first_use():
    assert found("The BMIS was used.", "A system (BMIS).") == ["BMIS"]
