"""Studies and their mean, read back from the axes."""

import pytest

from evalcap.report.figures.style import house_style
from evalcap.report.figures.synthesis import StudyRow, Summary, draw_synthesis
from evalcap.words import catalogue
from evalcap.words.reading import read_effect
from evalcap.words.scale import Scale

SCALE = Scale("plain", "points")


def reading(point, low, high):
    return read_effect(point, low, high, scale=SCALE, words=catalogue())


@pytest.fixture
def axes():
    def drawn(number, *, named=True):
        rows = [
            StudyRow(f"Study {i}", reading(i, i - 1.0, i + 1.0), 1 / number) for i in range(number)
        ]
        mean, later = reading(2.0, 1.0, 3.0), reading(2.0, -3.0, 7.0)
        summary = Summary(mean, "Mean", later, "A new study")
        with house_style():
            return draw_synthesis(rows, summary, SCALE, catalogue(), named=named).axes[0]

    return drawn


def test_every_study_is_named_with_its_numbers(axes):
    shown = [text.get_text() for text in axes(3).texts]
    assert "Study 2" in shown
    assert "+2.00 (+1.00 to +3.00)" in shown
    assert "\u22123.0 to +7.0" in shown


def test_many_studies_are_drawn_without_their_names(axes):
    shown = [text.get_text() for text in axes(60, named=False).texts]
    assert not [text for text in shown if text.startswith("Study")]
    assert "Mean" in shown


def test_the_first_study_stands_on_top_and_the_mean_below_all(axes):
    drawn = axes(3)
    heights = {text.get_text(): text.xy[1] for text in drawn.texts}
    assert heights["Study 0"] > heights["Study 2"] > heights["Mean"] > heights["A new study"]
    (diamond,) = drawn.patches
    assert diamond.get_xy()[:, 0].min() == 1.0
    assert diamond.get_xy()[:, 0].max() == 3.0
