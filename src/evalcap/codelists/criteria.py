"""The evaluation criteria of the OECD Development Assistance Committee."""

from functools import cache
from typing import Final, Literal, get_args

from evalcap.codelists.files import read_list

DacCriterion = Literal[
    "relevance", "coherence", "effectiveness", "efficiency", "impact", "sustainability"
]
CRITERIA: Final[tuple[DacCriterion, ...]] = get_args(DacCriterion)


@cache
def criterion_title(name: DacCriterion) -> str:
    """Give the name that the Committee gives a criterion."""
    titles = {entry["name"]: entry["title"] for entry in read_list("criteria")["criteria"]}
    return str(titles[name])
