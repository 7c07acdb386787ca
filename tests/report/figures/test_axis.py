"""Numbers along an axis."""

import fake_evidence as fake

from evalcap.report.figures.axis import unit_of
from evalcap.report.figures.magnitude import Magnitude
from evalcap.words import catalogue
from evalcap.words.scale import Scale


def test_large_numbers_are_counted_in_millions(drawn, texts):
    shown = texts(drawn(fake.one_outcome(3.2e6, 1.2e6, 5.2e6), "1-analyses"))
    assert "+3.2 (+1.2 to +5.2)" in shown
    assert "effect, in millions of points" in shown


def test_ticks_keep_the_decimals_that_tell_them_apart(drawn):
    axes = drawn(fake.one_outcome(1.0, -0.5, 2.5), "1-analyses").axes[0]
    shown = [label.get_text() for label in axes.get_xticklabels()]
    assert len(set(shown)) == len(shown)
    assert "0.0" in shown


def test_effects_in_logarithms_are_counted_in_per_cent_and_none_without_a_unit():
    plain = Magnitude(0)
    assert unit_of(Scale("percent", "log points"), plain, catalogue()) == "per cent"
    assert unit_of(Scale("plain", ""), plain, catalogue()) == "units of the outcome"
