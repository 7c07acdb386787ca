"""Power over the size of the effect; chances from the normal distribution's own table."""

import fake_evidence as fake
import pytest

from evalcap.report.figures.marks import Mark
from evalcap.report.figures.power import Precision, sizes

PRECISE = Precision(2.0, 1e6)


def test_chances_are_those_of_the_normal_distribution():
    assert PRECISE.power(0.0) == pytest.approx(0.05, abs=1e-4)
    assert PRECISE.power(2 * 1.959964) == pytest.approx(0.5, abs=1e-3)
    assert PRECISE.power(-2 * 2.801585) == pytest.approx(0.8, abs=1e-3)


def test_sizes_go_in_the_direction_of_the_marks_and_beyond_them():
    assert sizes(PRECISE, [Mark(-30.0, "target")])[-1] == pytest.approx(-36.0)
    assert sizes(PRECISE, [Mark(1.0, "target")])[-1] == pytest.approx(8.0)


def test_the_sizes_that_the_plan_names_are_labelled_with_their_chance(drawn, texts):
    shown = texts(drawn(fake.supported_work(), "1-power"))
    assert any(text.startswith("smallest effect of interest: ") for text in shown)


def test_words_below_a_mark_near_the_axis_do_not_lie_on_it(drawn):
    figure = drawn(fake.supported_work(), "1-power")
    figure.draw_without_rendering()
    [axes] = figure.axes
    floor = axes.transData.transform((0, axes.get_ylim()[0]))[1]
    words = [text for text in axes.texts if text.get_text().startswith("smallest")]
    assert words
    assert all(text.get_window_extent().y0 > floor for text in words)
