"""Code lists of the International Aid Transparency Initiative that exports use."""

from typing import Final, Literal

from evalcap.codelists.files import read_list

IatiList = Literal[
    "ResultType",
    "IndicatorMeasure",
    "IndicatorVocabulary",
    "TagVocabulary",
    "ActivityStatus",
    "ActivityDateType",
    "OrganisationRole",
]
STANDARD: Final = "2.03"


def iati_code(code_list: IatiList, meaning: str) -> str:
    """Give the code that stands for a meaning, such as `outcome` in the list `ResultType`."""
    return str(read_list("iati")[code_list][meaning])
