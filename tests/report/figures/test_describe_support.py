"""Alternative text says what the figures show."""

import fake_evidence as fake

from evalcap.evidence.model import CheckRow
from evalcap.report.figures.describe_support import (
    describe_divergence,
    describe_flow,
    describe_likeness,
    describe_power,
)
from evalcap.report.figures.flow import Step
from evalcap.report.figures.forest import Row
from evalcap.report.figures.marks import Mark
from evalcap.report.figures.power import Precision
from evalcap.words import catalogue
from evalcap.words.reading import read_effect
from evalcap.words.scale import Scale

WORDS = catalogue()


def test_a_flow_is_told_step_by_step():
    steps = [Step("In the data", "96"), Step("seen in 2024", "", "58", "<10")]
    assert describe_flow(steps, "Scores", WORDS) == (
        "Scores: numbers from the data to the primary analysis. In the data: 96. "
        "seen in 2024: programme group 58, comparison group <10."
    )


def test_likeness_is_told_with_intervals():
    reading = read_effect(0.2, 0.1, 0.3, scale=Scale("plain", ""), words=WORDS)
    rows = [Row("Age", reading, primary=False, experimental=False)]
    assert "Age: +0.200 (+0.100 to +0.300)." in describe_likeness(rows, "Scores", "0.25", WORDS)


def test_divergence_is_told_by_bound_and_where_the_finding_falls():
    outcome = fake.one_outcome().outcomes[0].model_copy(update={"unit": "points"})
    rows = [CheckRow(at=0.5, conf_low=1.0, conf_high=5.0)]
    told = describe_divergence(rows, 0.75, outcome, WORDS)
    assert "At 0.5: from 1.0 points higher to 5.0 points higher." in told
    assert told.endswith("The interval leaves out zero up to 0.75.")


def test_power_is_told_at_the_marks():
    told = describe_power(Precision(1.0, 1e6), [Mark(2.801585, "target")], "Scores", WORDS)
    assert "target: 80 %" in told
