"""Findings for statistics offices: one observation a row, in the manner of SDMX-CSV 1.0.

The dimensions and their codes follow the content-oriented guidelines where these have a code
(`_T` total, `_Z` not applicable, M, F; A and Q of the observation status); the data structure is
evalcap's own and registered nowhere.
"""

import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Final, NamedTuple

from evalcap.compact.observations import Observation, plain_number
from evalcap.compact.tables import csv_text, inert

DATAFLOW: Final = "EVALCAP:EVALUATION_EFFECTS(1.0)"
_TOTAL, _NOT_APPLICABLE, _OTHER = "_T", "_Z", "_O"
_SEXES: Final = {"female": "F", "male": "M", "f": "F", "m": "M", "woman": "F", "man": "M"}
_MEASURES: Final = {"EFFECT": "point", "CONF_LOW": "low", "CONF_HIGH": "high", "TARGET": "target"}


class Row(NamedTuple):
    """One observation; the order and the names of the columns."""

    DATAFLOW: str
    STUDY: str
    REF_AREA: str
    OUTCOME: str
    MEASURE: str
    SEX: str
    BREAKDOWN: str
    BREAKDOWN_LEVEL: str
    TIME_PERIOD: str
    OBS_VALUE: str
    UNIT_MEASURE: str
    OBS_STATUS: str
    PERIOD_START: str
    PERIOD_END: str
    OUTCOME_LABEL: str
    LEVEL_LABEL: str
    ROLE: str
    COMMENT_OBS: str


def sdmx_csv(rows: Iterable[Observation]) -> str:
    """Write the table: one row a number, four numbers an effect at the most."""
    observed = (observation for row in rows for observation in _observations(row))
    return csv_text([list(Row._fields), *map(list, observed)])


def _observations(row: Observation) -> Iterator[Row]:
    for measure, name in _MEASURES.items():
        value = getattr(row, name)
        if value is not None or measure == "EFFECT":
            yield _observation(row, measure, value)


def _observation(row: Observation, measure: str, value: float | None) -> Row:
    end = row.end or row.start
    by_sex = row.by.lower() == "sex"
    return Row(
        DATAFLOW=DATAFLOW,
        STUDY=_code(row.study),
        REF_AREA=_area(row),
        OUTCOME=_code(row.outcome),
        MEASURE=measure,
        SEX=_SEXES.get(row.level.lower(), _OTHER) if by_sex else _TOTAL,
        BREAKDOWN=_code(row.by) if row.by else _TOTAL,
        BREAKDOWN_LEVEL=_code(row.level) if row.level else _TOTAL,
        TIME_PERIOD=str(end.year) if end else _NOT_APPLICABLE,
        OBS_VALUE="" if value is None else plain_number(value),
        UNIT_MEASURE=inert(row.unit),
        OBS_STATUS="A" if value is not None else "Q",
        PERIOD_START=row.start.isoformat() if row.start else "",
        PERIOD_END=row.end.isoformat() if row.end else "",
        OUTCOME_LABEL=inert(row.label),
        LEVEL_LABEL=inert(row.level),
        ROLE=row.role,
        COMMENT_OBS=inert(row.withheld),
    )


def _area(row: Observation) -> str:
    """Give the one country that a study covers; codes of several countries are for aggregates."""
    known = len(row.codes) == len(row.countries)
    if len(row.codes) == 1 and known:
        return row.codes[0]
    return _OTHER if row.countries else _NOT_APPLICABLE


def _code(text: str) -> str:
    """Write text with the characters that a code may have; the label beside it has the others."""
    spelled = re.sub(r"[^A-Z0-9_@$-]+", "_", text.upper()).strip("_")
    return spelled or f"X{sha256(text.encode()).hexdigest()[:8].upper()}"
