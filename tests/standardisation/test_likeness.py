import pytest

from evalcap.programmes import programme
from evalcap.standardisation.likeness import likeness, plain

SEX = programme("training").column("sex")
SCORE = programme("training").column("score")


@pytest.mark.parametrize("header", ["sex", "SEX", "Sexe", "sexo"])
def test_a_name_or_a_label_in_any_language_is_entirely_alike(header):
    assert likeness(header, "", SEX) == 1


def test_the_label_in_the_file_counts_as_well_as_the_header():
    assert likeness("q17", "Test score, 0 to 100", SCORE) == 1
    assert likeness("q17", "", SCORE) < 0.3


def test_other_columns_are_less_alike():
    assert likeness("Remarks of the enumerator", "", SEX) < 0.4


def test_accents_signs_and_capitals_do_not_matter():
    assert plain("  Âge (années) _1 ") == "age annees 1"
