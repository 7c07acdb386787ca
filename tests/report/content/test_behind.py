"""The numbers behind a figure."""

import fake_evidence as fake

from evalcap.evidence.model import CheckRow
from evalcap.report.content.behind import (
    divergence_table,
    flow_table,
    power_table,
    rows_table,
    trends_table,
)
from evalcap.report.figures.flow import Step
from evalcap.report.figures.forest import Row
from evalcap.report.figures.marks import Mark
from evalcap.report.figures.power import Precision
from evalcap.words import catalogue
from evalcap.words.reading import read_effect
from evalcap.words.scale import Scale

WORDS = catalogue()
PLAIN = Scale("plain", "points")


def cells(table):
    lines = [line for line in table.text.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_means_stand_beside_how_many_units_they_rest_on():
    evidence = fake.supported_work()
    own = [t for t in evidence.trends if t.outcome == evidence.outcomes[0].name]
    head, first, *_ = cells(trends_table(own, evidence.outcomes[0], WORDS))
    assert head == [
        "Period",
        "Mean\\, programme",
        "Units\\, programme",
        "Mean\\, comparison",
        "Units\\, comparison",
    ]
    assert first[0] == "1975"


def test_a_mean_that_is_withheld_says_so():
    evidence = fake.supported_work()
    own = [t.model_copy(update={"n_units": "<10"}) for t in evidence.trends]
    own = [t.model_copy(update={"mean": None}) if t.arm == "treated" else t for t in own]
    row = cells(trends_table(own, evidence.outcomes[0], WORDS))[1]
    assert row[1:3] == ["withheld", "\\<10"]


def test_rows_are_followed_by_what_they_are_held_against():
    reading = read_effect(3.0, 1.0, 5.0, scale=PLAIN, words=WORDS)
    row = Row("Main", reading, primary=True, experimental=False)
    told = cells(rows_table([row], [Mark(2.5, "target")], PLAIN, WORDS))
    assert told[1:] == [["Main", "\\+3\\.0 \\(\\+1\\.0 to \\+5\\.0\\)"], ["Target", "2.5"]]


def test_a_step_is_told_together_or_by_group():
    told = cells(flow_table([Step("In the data", "96"), Step("seen", "", "58", "38")], WORDS))
    assert told[1:] == [["In the data", "96", "", ""], ["seen", "", "58", "38"]]


def test_limits_stand_beside_their_bound():
    rows = [CheckRow(at=0.5, conf_low=-1.0, conf_high=3.0)]
    assert cells(divergence_table(rows, WORDS))[1][0] == "0.5"


def test_chances_rise_to_those_of_effects_beyond_the_plan_s_marks():
    rows = cells(power_table(Precision(1.0, 1e6), [Mark(2.801585, "target")], PLAIN, WORDS))[1:]
    chances = [int(row[1]) for row in rows]
    assert chances == sorted(chances)
    assert 80 in chances
