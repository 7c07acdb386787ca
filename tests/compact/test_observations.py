"""What a study publishes in numbers."""

from datetime import date

import fake_evidence as fake
import pytest

from evalcap.compact.observations import (
    aimed,
    exchange_scale,
    limits,
    observations,
    plain_number,
)
from evalcap.evidence.model import Contribution
from evalcap.evidence.results import SmallSampleRecord
from evalcap.portfolio import Entry


def rows(evidence):
    return observations([Entry(evidence, fake.some_lessons())])


def small(low, high):
    return SmallSampleRecord(
        method="wild_bootstrap", conf_low=low, conf_high=high, p_value=0.1, sentence="Few clusters."
    )


def test_a_study_gives_its_primary_effect_with_everything_that_places_it():
    (row,) = rows(fake.one_outcome(contribution=Contribution(objectives=(11,), sdg=("16.9",))))
    assert (row.point, row.low, row.high) == (3.2, 1.2, 5.2)
    assert (row.start, row.end) == (date(2023, 1, 1), date(2024, 6, 30))
    assert row.codes == ("GHA", "TGO")
    assert (row.grade, row.units, row.unit_is) == (3, 200, "person")
    assert (row.objectives, row.sdg) == ((11,), ("16.9",))
    assert row.key == "score/main"


def test_groups_follow_and_a_withheld_one_says_why_and_has_no_number():
    whole, shown, withheld = rows(fake.demonstration())
    assert (whole.by, whole.level) == ("", "")
    assert (shown.level, shown.point, shown.units) == ("Country A", 3.5, 32)
    assert (withheld.point, withheld.low, withheld.high) == (None, None, None)
    assert withheld.units == "<10"
    assert withheld.withheld == "fewer than 10 units in one arm"


def test_analyses_that_are_not_primary_are_left_out():
    assert [row.key for row in rows(fake.supported_work())] == ["earnings/doubly_robust"]


@pytest.mark.parametrize(
    ("interval", "expected"),
    [
        (None, (1.2, 5.2)),
        (small(0.4, 4.0), (0.4, 5.2)),
        (small(None, 6.0), (None, 6.0)),
        (small(1.5, None), (1.2, None)),
    ],
)
def test_limits_are_those_of_the_wider_interval_and_a_side_without_limit_has_none(
    interval, expected
):
    estimate = fake.estimate("score", "main", 3.2, 1.2, 5.2, small_sample=interval)
    assert limits(estimate) == expected


@pytest.mark.parametrize(
    ("better", "target", "expected"),
    [("higher", 3, 3), ("lower", 3, -3), ("lower", -3, -3), ("higher", None, None)],
)
def test_a_target_has_the_sign_of_an_improvement(better, target, expected):
    (outcome,) = fake.one_outcome(outcome={"better": better, "target": target}).outcomes
    assert aimed(outcome) == expected


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (3.0, "3"),
        (-0.345041483123, "-0.3450414831"),
        (1.5e12, "1500000000000"),
        (1e-7, "0.0000001"),
    ],
)
def test_numbers_for_machines_have_no_exponent(value, text):
    assert plain_number(value) == text


@pytest.mark.parametrize(("unit", "told"), [("share", 42.0), ("%", 0.42), ("log points", 0.42)])
def test_shares_are_told_as_percentages_and_all_else_as_it_is(unit, told):
    assert exchange_scale(unit).natural(0.42) == pytest.approx(told)
