"""The results of a study as IATI writes them, and the rules beyond the schema."""

import xml.etree.ElementTree as ET

import fake_evidence as fake
import pytest

from evalcap.compact.iati_results import add_result
from evalcap.compact.iati_text import voices_of
from evalcap.evidence.model import Indicator
from evalcap.evidence.results import SmallSampleRecord
from evalcap.lessons import Lessons
from evalcap.portfolio import Entry

TRENDS = fake.trends(
    "score", {"2023-01": (0.40, 41.0), "2023-09": (None, 1.0), "2024Q2": (0.46, 43)}
)
LISTED = tuple(Indicator(code=code, title=code, source="A list, 2020") for code in ("B-1", "B-2"))


def result_of(evidence):
    activity = ET.Element("iati-activity")
    add_result(activity, evidence, evidence.headlines()[0], voices_of(Entry(evidence, Lessons())))
    return activity.find("result")


def said(element, path):
    return [" ".join(" ".join(found.itertext()).split()) for found in element.findall(path)]


@pytest.fixture
def everything():
    return result_of(fake.one_outcome(trends=TRENDS, outcome={"target": 4, "indicators": LISTED}))


def test_what_was_observed_has_a_baseline_and_an_actual_value(everything):
    level = everything.findall("indicator")[0]
    baseline, actual = level.find("baseline"), level.find("period/actual")
    assert (baseline.get("year"), baseline.get("value")) == ("2023", "0.4")
    assert actual.get("value") == "0.46"
    assert level.find("period/period-start").get("iso-date") == "2024-04-01"
    assert level.find("period/period-end").get("iso-date") == "2024-06-30"
    assert "Units: 50" in said(level, "baseline")[0]


def test_the_effect_has_a_target_and_an_actual_value_with_its_interval(everything):
    effect = everything.findall("indicator")[1]
    assert effect.find("period/target").get("value") == "4"
    assert effect.find("period/actual").get("value") == "3.2"
    (comment,) = said(effect, "period/actual")
    assert "95 % interval: 1.2 to 5.2" in comment
    assert "Strength of evidence: 3 of 5 (moderate)" in comment


def test_a_study_s_own_indicator_is_referred_to_once_and_only_where_it_was_observed(everything):
    references = [list(i.iter("reference")) for i in everything.findall("indicator")]
    assert [[(r.get("vocabulary"), r.get("code")) for r in found] for found in references] == [
        [("99", "B-1")],
        [],
    ]
    assert everything.find("reference") is None


def test_groups_are_dimensions_and_one_withheld_has_no_value():
    result = result_of(fake.demonstration())
    effect = result.findall("indicator")[-1]
    dimensions = [(d.get("name"), d.get("value")) for d in effect.iter("dimension")]
    assert dimensions == [("country", "Country A")]
    assert "Withheld for Country B (country): fewer than 10 units" in said(effect, "description")[0]


def test_shares_are_percentages():
    shares = fake.one_outcome(
        0.05, 0.01, 0.09, outcome={"unit": "share", "target": 0.1}, trends=TRENDS
    )
    level, effect = result_of(shares).findall("indicator")
    assert (level.get("measure"), effect.get("measure")) == ("2", "2")
    assert level.find("baseline").get("value") == "40"
    assert effect.find("period/actual").get("value") == "5"
    assert effect.find("period/target").get("value") == "10"
    assert "(%)" in said(effect, "title")[0]


def test_an_indicator_that_is_better_lower_descends_and_so_does_its_target():
    result = result_of(fake.one_outcome(outcome={"better": "lower", "target": 4}))
    (effect,) = result.findall("indicator")
    assert effect.get("ascending") == "false"
    assert effect.find("period/target").get("value") == "-4"


def test_without_two_published_means_there_is_no_level():
    few = fake.trends("score", {"2023": (0.4, 41.0), "2024": (None, 1.0)})
    (only,) = result_of(fake.one_outcome(trends=few)).findall("indicator")
    assert "average effect" in said(only, "title")[0]


def test_periods_that_are_only_numbers_take_the_days_of_the_study():
    counted = fake.trends("score", {"1": (0.4, 41.0), "2": (0.5, 1.0)})
    level = result_of(fake.one_outcome(trends=counted)).findall("indicator")[0]
    assert level.find("baseline").get("year") == "2023"
    assert level.find("period/period-end").get("iso-date") == "2024-06-30"


def test_a_side_without_a_limit_is_said_to_have_none():
    small = SmallSampleRecord(
        method="randomisation", conf_low=None, conf_high=6.0, p_value=0.1, sentence="Few."
    )
    estimate = fake.estimate("score", "main", 3.2, 1.2, 5.2, primary=True, small_sample=small)
    result = result_of(fake.one_outcome(estimates=(estimate,)))
    assert "95 % interval: at most 6" in said(result, "indicator/period/actual")[0]


def test_effects_are_not_to_be_added_up():
    assert result_of(fake.one_outcome()).get("aggregation-status") == "false"


def test_a_withheld_count_is_told_as_it_is_published():
    estimate = fake.estimate("score", "main", 3.2, 1.2, 5.2, primary=True, n_units="<10")
    result = result_of(fake.one_outcome(estimates=(estimate,)))
    assert "Units in the comparison: <10." in said(result, "indicator/period/actual")[0]
