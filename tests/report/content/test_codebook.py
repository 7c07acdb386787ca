"""The codebook of a report."""

import fake_evidence as fake
import pytest

from evalcap.evidence.variables import VariableCode, VariableRecord
from evalcap.report.content.codebook import codebook_origin, codebook_table, holds, meaning, used
from evalcap.words import catalogue

WORDS = catalogue()
SEX = VariableRecord(
    name="sex",
    roles=("covariate", "group"),
    kind="category",
    label={"en": "Sex", "fr": "Sexe", "es": "Sexo"},
    codes=(
        VariableCode(name="f", label={"en": "female", "fr": "femme", "es": "mujer"}),
        VariableCode(name="m", label={"en": "male", "fr": "homme", "es": "hombre"}),
    ),
    source="A published list",
)
TIME = VariableRecord(name="check_seconds", roles=("time",), kind="number", unit="seconds")
SCORE = VariableRecord(name="score", roles=("outcome",), kind="integer", unit="points")


def evidence(*variables):
    return fake.one_outcome(variables=variables)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "category: female, male"),
        ("fr", "catégorie\u00a0: femme, homme"),
        ("es", "categoría: mujer, hombre"),
    ],
)
def test_a_code_list_is_told_in_the_report_s_language(language, told):
    assert holds(SEX, evidence(SEX), catalogue(language)) == told


def test_a_unit_of_a_schema_is_told_in_the_report_s_language():
    assert holds(TIME, evidence(TIME), catalogue("fr")) == "nombre, en secondes"


def test_a_long_code_list_is_counted():
    codes = tuple(VariableCode(name=str(n), label={"en": f"c{n}"}) for n in range(30))
    told = holds(SEX.model_copy(update={"codes": codes}), evidence(SEX), WORDS)
    assert told == "category, one of 30 codes"


def test_an_outcome_has_the_label_and_the_unit_of_the_study():
    assert meaning(SCORE, evidence(SCORE), WORDS) == "Test score"
    assert holds(SCORE, evidence(SCORE), WORDS) == "whole number, in points"


def test_a_column_that_nobody_described_is_told_by_its_name():
    assert meaning(TIME, evidence(TIME), WORDS) == "Check seconds"


def test_every_use_of_a_column_is_told():
    assert used(SEX, WORDS) == "Covariate and group reported"


def test_where_definitions_come_from_is_said_once_and_what_is_unconfirmed_is_marked():
    twice = (SEX, SEX.model_copy(update={"name": "sex_2"}))
    assert str(codebook_origin(evidence(*twice), WORDS)).endswith("after: A published list.")
    unsure = evidence(SEX.model_copy(update={"confirmed": False}))
    assert "A published list (not confirmed there)" in str(codebook_origin(unsure, WORDS))
    assert "[A published list]{lang=en}" in str(codebook_origin(evidence(SEX), catalogue("fr")))
    own = SEX.model_copy(update={"source": "evalcap's own definition"})
    assert codebook_origin(evidence(own), WORDS) == ""


def test_a_label_in_another_language_says_so():
    spanish = TIME.model_copy(update={"label": {"es": "Segundos"}})
    assert "{lang=es}" in codebook_table(evidence(spanish), WORDS).text


def test_evidence_without_a_codebook_has_no_table():
    assert codebook_table(evidence(), WORDS) is None
