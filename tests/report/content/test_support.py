"""Figures of how far a finding can be trusted, made from what the evidence holds."""

from math import inf

import fake_evidence as fake
import pytest

from evalcap.evidence.model import CheckRecord, CheckRow
from evalcap.report.content.support import plan_marks, precision_of, support_pictures
from evalcap.words import catalogue

WORDS = catalogue()


def support(evidence):
    return {p.name: p for p in support_pictures(evidence, evidence.outcomes[0], 7, WORDS)}


def with_check(evidence, name, *rows):
    check = CheckRecord(
        key=f"x/{name}",
        outcome=evidence.outcomes[0].name,
        analysis="x",
        name=name,
        verdict="passed",
        statistic=None,
        p_value=None,
        sentence="",
        rows=rows,
    )
    return evidence.model_copy(update={"checks": (check,)})


def test_only_what_the_evidence_holds_is_drawn():
    assert support(fake.one_outcome()) == {}
    assert set(support(fake.supported_work())) == {"7-flow", "7-power"}


def test_the_flow_goes_from_the_data_over_both_groups_to_the_analysis():
    alternative = support(fake.supported_work())["7-flow"].alternative
    assert "In the data, persons: " in alternative
    assert "seen in 1975: programme group " in alternative
    assert alternative.endswith("In the primary analysis, persons: 200.")


def test_a_withheld_number_of_people_stays_withheld_in_figure_table_and_words():
    evidence = fake.supported_work()
    few = tuple(t.model_copy(update={"n_units": "<10", "mean": None}) for t in evidence.trends)
    flow = support(evidence.model_copy(update={"trends": few}))["7-flow"]
    assert "programme group <10, comparison group <10" in flow.alternative
    assert flow.behind.text.count("\\<10") == 4


def test_the_largest_differences_come_first_and_none_without_its_interval():
    rows = (
        CheckRow(label="age", point=0.1, conf_low=-0.1, conf_high=0.3),
        CheckRow(label="prior_score", point=0.9, conf_low=0.6, conf_high=1.2),
        CheckRow(label="constant", point=5.0),
    )
    evidence = with_check(fake.supported_work(), "balance", *rows)
    alternative = support(evidence)["7-likeness"].alternative
    assert "constant" not in alternative.lower()
    larger, smaller = "Prior score: +0.90 (+0.60 to +1.20)", "Age: +0.10"
    assert 0 < alternative.index(larger) < alternative.index(smaller)


def test_a_smaller_outcome_that_is_better_has_its_marks_below_zero():
    outcome = fake.job_training().outcomes[0]
    (smallest,) = plan_marks(outcome, WORDS)
    assert outcome.better == "lower"
    assert smallest.value == -abs(outcome.smallest_effect)


def test_precision_is_that_of_the_interval_that_the_sentence_rests_on():
    """A normal interval of 3.92 in width has a standard error of one."""
    estimate = fake.estimate("score", "main", 1.0, -0.96, 2.96)
    precision = precision_of(estimate)
    assert precision.std_error == pytest.approx(1.0, abs=1e-4)
    assert precision.power(1.959964) == pytest.approx(0.5, abs=1e-3)
    assert precision.power(2.801585) == pytest.approx(0.8, abs=1e-3)
    assert precision.degrees_of_freedom < inf


def test_an_estimate_without_spread_has_no_power():
    assert precision_of(fake.estimate("score", "main", 1.0, 1.0, 1.0)) is None
