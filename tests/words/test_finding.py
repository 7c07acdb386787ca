"""Sentences are never stronger than the interval and the grade."""

import re

import fake_evidence as fake
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evalcap.evidence.results import SmallSampleRecord
from evalcap.words import catalogue, headline_findings, read_finding

WORDS = catalogue()
NUMBERS = st.floats(-1e9, 1e9, allow_nan=False) | st.floats(-1e-3, 1e-3, allow_nan=False)
INTERVALS = st.lists(NUMBERS, min_size=3, max_size=3).map(sorted)
UNITS = st.sampled_from(["points", "share", "per cent", "log points", "US dollars of 1982", ""])
BETTER = st.sampled_from(["higher", "lower"])
GRADES = st.none() | st.integers(1, 5)
ROLES = st.sampled_from(["evaluation", "benchmark", "demonstration"])
MARKS = st.none() | st.floats(1e-3, 1e6)
CREDITING = "because of the programme"


@st.composite
def studies(draw):
    """Draw an interval, an outcome, a grade and a role."""
    low, point, high = draw(INTERVALS)
    facts = {"unit": draw(UNITS), "better": draw(BETTER)}
    facts |= {"smallest_effect": draw(MARKS), "target": draw(MARKS)}
    return fake.one_outcome(point, low, high, role=draw(ROLES), reached=draw(GRADES), outcome=facts)


def told(evidence):
    (finding,) = headline_findings(evidence, WORDS)
    return finding, evidence.estimates[0], evidence.outcomes[0]


@given(studies())
def test_an_interval_that_holds_zero_never_claims_a_direction(evidence):
    finding, estimate, _ = told(evidence)
    if estimate.conf_low <= 0 <= estimate.conf_high:
        assert not re.search(r"came out|increas|decreas|improv|worse|rose|fell", finding.sentence)
        assert CREDITING not in finding.sentence
        assert not any("rule out that there was no effect" in s for s in finding.meaning)


@given(studies())
def test_an_interval_that_leaves_out_zero_says_which_way(evidence):
    finding, estimate, outcome = told(evidence)
    way = "higher" if estimate.conf_low > 0 else "lower" if estimate.conf_high < 0 else None
    if way is not None:
        assert f"came out {way}" in finding.sentence
        assert ("as intended" in finding.sentence) == (way == outcome.better)
        assert ("against the intention" in finding.sentence) == (way != outcome.better)


@given(studies())
def test_the_programme_is_credited_only_as_far_as_the_grade_allows(evidence):
    finding, _, _ = told(evidence)
    reached = evidence.grades[0].grade if evidence.grades else None
    real = evidence.subject.role != "demonstration"
    if re.search(rf"(?<!probably )(?<!possibly ){CREDITING}", finding.sentence):
        assert real
        assert reached >= 4
    if f"probably {CREDITING}" in finding.sentence:
        assert reached == 3
    if f"possibly {CREDITING}" in finding.sentence:
        assert reached == 2


@given(studies())
def test_simulated_data_are_called_so_in_the_sentence_and_get_no_grade(evidence):
    finding, _, _ = told(evidence)
    simulated = evidence.subject.role == "demonstration"
    assert ("simulated data" in finding.sentence) == simulated
    assert (finding.grade == "not graded, as the data are simulated") == simulated


@given(studies())
def test_marks_are_reached_or_missed_only_by_the_whole_interval(evidence):
    finding, estimate, outcome = told(evidence)
    sign = 1 if outcome.better == "higher" else -1
    low, high = sorted((sign * estimate.conf_low, sign * estimate.conf_high))
    for mark, said in (
        (outcome.smallest_effect, finding.smallest),
        (outcome.target, finding.target),
    ):
        assert bool(said) == bool(mark)
        if mark:
            assert ("reached, by the whole" in said) == (low >= mark)
            assert ("not reached" in said) == (high < mark)


@given(studies())
def test_no_effect_that_matters_is_said_only_inside_the_marks(evidence):
    finding, estimate, outcome = told(evidence)
    if "large enough to matter" in finding.sentence:
        assert max(-estimate.conf_low, estimate.conf_high) < outcome.smallest_effect
        assert estimate.conf_low <= 0 <= estimate.conf_high


@given(studies())
@settings(max_examples=50)
def test_a_sentence_is_one_line_without_empty_places(evidence):
    finding, _, _ = told(evidence)
    for sentence in (finding.sentence, *finding.meaning):
        assert "\n" not in sentence
        assert "{" not in sentence
        assert "  " not in sentence
        assert "nan" not in sentence
        assert "inf" not in sentence


def test_a_null_result_is_worded_as_what_the_data_rule_out():
    (finding,) = headline_findings(fake.job_training(), WORDS)
    assert finding.sentence == (
        "Scrap rate showed no clear effect of the programme: the estimate is about 29\u00a0% lower "
        "(95\u00a0% interval: from 52\u00a0% lower to 4\u00a0% higher), so the effect may have "
        "gone either way."
    )
    assert finding.meaning[0].startswith(
        "If the comparison is sound, the data rule out anything beyond 52\u00a0% lower and "
        "4\u00a0% higher"
    )


def test_a_harm_is_said_as_plainly_as_a_benefit():
    (finding,) = headline_findings(fake.one_outcome(-3.2, -5.2, -1.2, reached=5), WORDS)
    assert finding.sentence == (
        "Test score came out lower, against the intention, because of the programme: by 3.2 points "
        "(95\u00a0% interval: 1.2 to 5.2)."
    )


def test_an_effect_inside_the_marks_is_none_that_matters():
    evidence = fake.one_outcome(0.1, -0.4, 0.6, outcome={"smallest_effect": 2})
    (finding,) = headline_findings(evidence, WORDS)
    assert "large enough to matter" in finding.sentence
    assert "2 points, in either direction, is ruled out" in finding.sentence


def test_a_grade_in_doubt_puts_what_is_ruled_out_in_doubt():
    (finding,) = headline_findings(fake.supported_work(), WORDS)
    assert finding.meaning[0].startswith("Only if the comparison were sound")


def test_a_secondary_analysis_is_not_credited_with_the_grade_of_the_primary_one():
    evidence = fake.supported_work()
    finding = read_finding(evidence, evidence.estimate("earnings/unadjusted"), WORDS)
    assert "in an analysis that is not graded" in finding.sentence
    assert finding.grade == "not graded"


@pytest.mark.parametrize("term", ["grant", "grant_1"])
def test_a_coefficient_is_told_as_a_coefficient(term):
    evidence = fake.job_training()
    finding = read_finding(evidence, evidence.estimate(f"log_scrap/fixed_effects/{term}"), WORDS)
    assert finding.sentence.startswith(f"Scrap rate: the coefficient of {term} stands for about")


def with_small_sample(low, high, **limits):
    small = SmallSampleRecord(method="wild_bootstrap", p_value=0.2, sentence="", **limits)
    found = fake.estimate("score", "main", 2.0, low, high, primary=True, small_sample=small)
    finding, _, _ = told(fake.one_outcome(estimates=(found,), outcome={"smallest_effect": 9.0}))
    return finding


def test_without_limits_nothing_is_ruled_out():
    finding = with_small_sample(1.0, 3.0, conf_low=None, conf_high=None)
    assert "no effect, however large, is ruled out" in finding.meaning[0]
    assert finding.smallest.endswith("the interval reaches to both sides of it")
    assert "large enough to matter" not in finding.sentence


def test_with_one_limit_only_what_lies_beyond_it_is_ruled_out():
    above = with_small_sample(-1.0, 3.0, conf_low=None, conf_high=4.0).meaning[0]
    assert "rule out anything beyond 4.0 points higher" in above
    assert "no limit in the other direction" in above
    below = with_small_sample(-1.0, 3.0, conf_low=-2.0, conf_high=None).meaning[0]
    assert "rule out anything beyond 2.0 points lower" in below


def test_a_clear_effect_without_a_limit_to_its_size_says_so():
    finding = with_small_sample(1.0, 3.0, conf_low=0.5, conf_high=None)
    assert "less than 0.50 points" in finding.meaning[0]
    assert "set no limit to how large it may be" in finding.meaning[0]


def test_a_clear_effect_short_of_what_matters_says_so_in_the_first_sentence():
    finding, _, _ = told(fake.one_outcome(2.0, 1.0, 3.0, outcome={"smallest_effect": 4.0}))
    assert finding.sentence.endswith("short of the smallest effect of interest, 4 points higher.")


def test_an_unintended_effect_is_not_called_too_small():
    finding, _, _ = told(fake.one_outcome(-2.0, -3.0, -1.0, outcome={"smallest_effect": 4.0}))
    assert "against the intention" in finding.sentence
    assert "short of" not in finding.sentence
