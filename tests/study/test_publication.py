import pytest

from evalcap.errors.design import NoComparisonError, PeriodError
from evalcap.privacy.disclosure import Rules
from evalcap.study.publication import Publication

PEOPLE, PLACES = (Publication(people=people, rules=Rules()) for people in (True, False))


def test_rules_are_for_people_alone():
    assert PEOPLE.rules_for_people == Rules()
    assert PLACES.rules_for_people is None


@pytest.mark.parametrize(("numbers", "few"), [((10, 40), False), ((9, 40), True)])
def test_fewer_people_than_the_smallest_count_are_few(numbers, few):
    assert PEOPLE.are_few(*numbers) is few
    assert not PLACES.are_few(*numbers)


def test_a_reason_with_numbers_is_not_told_of_people():
    counted = NoComparisonError(["7"])
    counted.wrong = "Only 7 people were left."
    assert PEOPLE.reason(counted, instead="not told") == "not told"
    assert PLACES.reason(counted, instead="not told") == "Only 7 people were left."


def test_a_period_is_no_number_of_people():
    error = PeriodError.__new__(PeriodError)
    error.wrong = "There is no period 2024."
    assert PEOPLE.reason(error, instead="not told") == "There is no period 2024."


def test_notes_about_single_people_are_told_once_and_of_no_group():
    lone = [
        f"Some cells of cohort {year}: the standard error rests on one treated unit and cannot "
        "show how much treated units differ."
        for year in (2020, 2021)
    ]
    assert PLACES.notes([*lone, "Other."]) == (*lone, "Other.")
    (said, other) = PEOPLE.notes([*lone, "Other."])
    assert "2020" not in said
    assert "rest on so few people" in said
    assert other == "Other."
