"""Whether a study can be proposed as a practice."""

from datetime import date

import fake_evidence as fake
import pytest

from evalcap.compact.eligibility import eligibility
from evalcap.evidence.model import Contribution
from evalcap.lessons import Lessons
from evalcap.portfolio import Entry
from evalcap.words.catalogue import site_catalogue

WORDS = site_catalogue()
SECRET = Lessons(lessons=(fake.lesson(sensitivity="restricted"),))


def test_a_study_that_keeps_every_rule_is_not_refused(proposable):
    found = eligibility(proposable(), WORDS)
    assert found.refused == ()
    assert found.open == (
        "Judge whether it adheres to all ten guiding principles; evalcap cannot.",
    )


@pytest.mark.parametrize(
    ("lacking", "why"),
    [
        ({"contribution": Contribution(principles=("f",))}, "names no objective"),
        ({"contribution": Contribution(objectives=(11,))}, "names no guiding principle"),
        ({"status": "ongoing"}, "not said to be completed"),
        ({"status": ""}, "not said to be completed"),
        ({"innovation": " "}, "what is new"),
        ({"replication": ""}, "what others need"),
        ({"lessons": SECRET}, "no lesson that may be published"),
        ({"estimates": ()}, "no primary estimate"),
        ({"point": (-3.2, -5.2, -1.2)}, "got worse"),
        ({"outcome": {"better": "lower"}}, "got worse"),
    ],
)
def test_each_rule_that_is_not_kept_is_named(proposable, lacking, why):
    (reason,) = eligibility(proposable(**lacking), WORDS).refused
    assert why in reason


def test_a_programme_mostly_completed_may_be_proposed(proposable):
    assert eligibility(proposable(status="mostly_completed"), WORDS).refused == ()


def test_an_effect_that_is_unclear_is_no_worsening(proposable):
    assert eligibility(proposable(point=(-1.0, -3.0, 1.0)), WORDS).refused == ()


def test_every_reason_is_named_at_once(proposable):
    refused = eligibility(
        proposable(status="ongoing", innovation="", lessons=SECRET), WORDS
    ).refused
    assert len(refused) == 3


def test_a_benchmark_is_refused_for_what_it_is_alone():
    (reason,) = eligibility(Entry(fake.job_training(), fake.some_lessons()), WORDS).refused
    assert "public benchmark data" in reason


@pytest.mark.parametrize(
    ("lacking", "task"),
    [
        ({"implementers": ()}, "Name the implementing organisations"),
        ({"contact": ""}, "Name a focal point"),
        ({"subject": fake.subject(commissioner="none")}, "Name partners and donors"),
        ({"subject": fake.subject(countries=())}, "Name the countries"),
        ({"scope": ""}, "Say which area"),
        ({"sustainability": ""}, "Say what stays"),
        ({"subject": fake.subject(period_start=date(2017, 1, 1))}, "It began before"),
        ({"subject": fake.subject(period_start=None)}, "Give its dates"),
        ({"role": "demonstration"}, "Do not submit it"),
    ],
)
def test_what_a_person_can_add_is_left_open_and_does_not_refuse_it(proposable, lacking, task):
    found = eligibility(proposable(**lacking), WORDS)
    assert found.refused == ()
    assert any(line.startswith(task) for line in found.open)
