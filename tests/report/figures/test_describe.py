"""Words for figures."""

import fake_evidence as fake

from evalcap.report.content.pictures import pictures_of
from evalcap.words import catalogue

WORDS = catalogue()


def described(evidence):
    outcome = evidence.outcomes[0]
    return {p.name: p.alternative for p in pictures_of(evidence, outcome, 1, WORDS)}


def test_a_path_is_described_point_by_point():
    words = described(fake.job_training())["1-path"]
    assert "At −2: zero by construction" in words
    assert "at +1: about 37\u00a0% lower" in words


def test_all_analyses_are_described_with_their_intervals():
    words = described(fake.supported_work())["1-analyses"]
    assert "all analyses (5)" in words
    assert "Experimental: 1,529 US dollars higher (95\u00a0% interval: 131 to 2,927)" in words


def test_the_truth_is_described_as_a_line():
    told = described(fake.demonstration())["1-analyses"]
    assert "Dashed lines mark target and true effect." in told


def test_trends_are_described_from_first_to_last_without_withheld_means():
    words = described(fake.job_training())["1-trends"]
    # exp(0.89) = 2.435, exp(0.26) = 1.297
    assert "programme group: 2.44 in 1987, 1.30 in 1989." in words
    assert "comparison group: 1.30 in 1987, 1.30 in 1988." in words
