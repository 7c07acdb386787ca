"""Findings for statistics offices."""

import csv
import io
from collections import Counter

import fake_evidence as fake
import pytest

from evalcap.compact.observations import observations
from evalcap.compact.sdmx import DATAFLOW, Row, sdmx_csv
from evalcap.evidence.results import SubgroupRecord
from evalcap.portfolio import Entry

DIMENSIONS = Row._fields[1:9]


def table(*studies):
    text = sdmx_csv(observations(Entry(e, fake.some_lessons()) for e in studies))
    return list(csv.DictReader(io.StringIO(text)))


def by_sex(level, by="sex"):
    group = SubgroupRecord(
        key=f"score/main/{by}={level}",
        outcome="score",
        analysis="main",
        by=by,
        level=level,
        n_units=40,
        point=1.0,
        conf_low=0.0,
        conf_high=2.0,
    )
    return table(fake.one_outcome(disaggregations=(group,)))[3]


def test_each_number_is_one_observation():
    rows = table(fake.one_outcome(outcome={"target": 4}))
    values = {row["MEASURE"]: row["OBS_VALUE"] for row in rows}
    assert values == {"EFFECT": "3.2", "CONF_LOW": "1.2", "CONF_HIGH": "5.2", "TARGET": "4"}
    assert {row["DATAFLOW"] for row in rows} == {DATAFLOW}
    assert {row["TIME_PERIOD"] for row in rows} == {"2024"}


def test_the_dimensions_tell_every_observation_from_every_other():
    rows = table(fake.one_outcome(), fake.demonstration(), fake.supported_work())
    keys = Counter(tuple(row[name] for name in DIMENSIONS) for row in rows)
    assert set(keys.values()) == {1}


@pytest.mark.parametrize(("level", "code"), [("female", "F"), ("Male", "M"), ("other", "_O")])
def test_sex_has_the_codes_of_statistics_offices(level, code):
    assert by_sex(level)["SEX"] == code


def test_a_group_without_a_letter_of_a_code_still_has_one_of_its_own():
    first, second = (by_sex(level, "language")["BREAKDOWN_LEVEL"] for level in ("русский", "عربي"))
    assert first != second
    assert by_sex("русский", "language")["LEVEL_LABEL"] == "русский"


def test_one_country_is_the_area_and_several_are_none_of_them():
    one = fake.one_outcome(subject=fake.subject(countries=("Ghana",)))
    assert table(one)[0]["REF_AREA"] == "GHA"
    assert table(fake.one_outcome())[0]["REF_AREA"] == "_O"


def test_a_withheld_number_has_a_status_instead_of_a_value():
    row = table(fake.demonstration())[-1]
    assert (row["OBS_VALUE"], row["OBS_STATUS"]) == ("", "Q")
    assert row["COMMENT_OBS"] == "fewer than 10 units in one arm"
