"""Intervals under diverging trends, read back from the axes."""

import fake_evidence as fake

from evalcap.evidence.model import CheckRow
from evalcap.report.figures.divergence import bound, draw_divergence, limits_of
from evalcap.words import catalogue

WORDS = catalogue()
ROWS = [
    CheckRow(at=0.5, conf_low=1.0, conf_high=5.0),
    CheckRow(at=2.0, conf_low=-3.0, conf_high=9.0),
]


def drawn(breakdown):
    outcome = fake.one_outcome().outcomes[0].model_copy(update={"unit": "points"})
    return draw_divergence(ROWS, breakdown, outcome, WORDS).axes[0]


def test_each_interval_stands_at_its_bound():
    intervals = [c.get_segments()[0] for c in drawn(None).collections]
    assert [(s[0][0], s[0][1], s[1][1]) for s in intervals] == [(0.5, 1.0, 5.0), (2.0, -3.0, 9.0)]


def test_the_breakdown_is_marked_where_it_lies_within_the_figure():
    assert "leaves out zero up to 1.3" in [t.get_text() for t in drawn(1.3).texts]
    assert not drawn(7.0).texts
    assert not drawn(None).texts


def test_bounds_are_written_with_at_most_two_decimals():
    assert [bound(v, WORDS) for v in (0.5, 1.0, 0.11342)] == ["0.5", "1", "0.11"]


def test_a_limit_that_is_lacking_is_no_limit():
    assert limits_of([CheckRow(at=1.0, conf_low=None, conf_high=2.0)]) == [2.0]
