"""The columns that an evaluation reads, as its codebook describes them."""

from typing import Literal

from pydantic import Field

from evalcap.evidence.model import Record

Role = Literal[
    "unit",
    "time",
    "treated_from",
    "treated",
    "cluster",
    "weight",
    "outcome",
    "covariate",
    "endogenous",
    "instrument",
    "exposure",
    "eligible",
    "sample",
    "group",
]
Kind = Literal["text", "category", "integer", "number", "date", "datetime", "period", "boolean"]


class VariableCode(Record):
    """One value of a code list.

    Attributes
    ----------
    label
        What it stands for, by language.
    """

    name: str
    label: dict[str, str]


class VariableRecord(Record):
    """A column that the design or an analysis reads.

    Attributes
    ----------
    name
        As the plan names it.
    roles
        What it is used as.
    kind
        What a cell holds.
    unit
        Unit of measure; empty if it has none.
    label
        What it is, by language: from the schema of the programme type or else from the data file;
        empty where neither says it.
    codes
        The values of its code list; empty if it has none.
    source
        Where the definition comes from; empty where there is none.
    confirmed
        Whether the definition was read in its source.
    """

    name: str
    roles: tuple[Role, ...]
    kind: Kind
    unit: str = ""
    label: dict[str, str] = Field(default_factory=dict)
    codes: tuple[VariableCode, ...] = ()
    source: str = ""
    confirmed: bool = True
