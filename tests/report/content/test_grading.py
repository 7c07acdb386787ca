"""The rules of grading, printed."""

import pytest

from evalcap.evidence.grade import rules
from evalcap.report.content.grading import grading_opening, grading_table
from evalcap.report.markdown import literal
from evalcap.words import catalogue
from evalcap.words.catalogue import LANGUAGES


def rows(language):
    lines = str(grading_table(catalogue(language))).splitlines()
    return [line.strip("| ").split(" | ") for line in lines if line.startswith("| ")][1:]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_has_a_row_with_its_number(language):
    table = rules()
    numbers = [r["most"] for r in table["cap"].values()]
    numbers += [r["steps"] for r in table["downgrade"].values()]
    assert [int(effect.split()[-1]) for _, effect in rows(language)] == numbers
    assert len({reason for reason, _ in rows(language)}) == len(numbers)


def test_reasons_are_those_of_the_table():
    said = [reason for reason, _ in rows("en")]
    held = [r["because"] for kind in ("cap", "downgrade") for r in rules()[kind].values()]
    assert said == [literal(reason) for reason in held]


def test_no_rule_is_left_in_english():
    assert not any("lang=en" in reason for reason, _ in rows("fr") + rows("es"))
    assert "lang=en" not in str(grading_opening(catalogue("es")))
