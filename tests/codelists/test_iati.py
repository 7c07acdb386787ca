"""Codes of the IATI Standard."""

import pytest

from evalcap.codelists.iati import iati_code


@pytest.mark.parametrize(
    ("code_list", "meaning", "code"),
    [
        ("ResultType", "output", "1"),
        ("ResultType", "outcome", "2"),
        ("IndicatorMeasure", "unit", "1"),
        ("IndicatorMeasure", "percentage", "2"),
        ("IndicatorVocabulary", "sustainable_development_goals", "9"),
        ("IndicatorVocabulary", "reporting_organisation", "99"),
        ("TagVocabulary", "sdg_targets", "3"),
        ("ActivityStatus", "implementation", "2"),
        ("ActivityDateType", "actual_end", "4"),
        ("OrganisationRole", "implementing", "4"),
    ],
)
def test_codes_are_those_of_the_standard(code_list, meaning, code):
    assert iati_code(code_list, meaning) == code
