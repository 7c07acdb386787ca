"""Marks, read back from the axes."""

import pytest

from evalcap.report.figures.marks import Mark, draw_marks
from evalcap.report.figures.style import new_axes


@pytest.fixture
def lines():
    """Draw marks on axes from 0 to 10; say how many lines their labels take, and where each is."""

    def drawn(*marks: tuple[float, str]) -> tuple[int, dict[str, float]]:
        _, axes = new_axes(2)
        axes.set_xlim(0, 10)
        taken = draw_marks(axes, [Mark(value, label) for value, label in marks])
        return taken, {text.get_text(): text.xyann[1] for text in axes.texts}

    return drawn


def test_labels_with_room_stand_side_by_side(lines):
    taken, heights = lines((2, "smallest"), (8, "target"))
    assert taken == 1
    assert heights["smallest"] == heights["target"]


def test_labels_that_would_run_into_each_other_stand_above_each_other(lines):
    taken, heights = lines((4, "smallest effect of interest"), (5, "target"), (9, "truth"))
    assert taken == 2
    assert heights["smallest effect of interest"] == heights["truth"] < heights["target"]


def test_without_marks_no_line_is_taken(lines):
    assert lines() == (0, {})


@pytest.mark.parametrize(("value", "side"), [(0.5, "left"), (5, "center"), (9.5, "right")])
def test_a_label_at_the_edge_stays_within_the_axes(value, side):
    _, axes = new_axes(2)
    axes.set_xlim(0, 10)
    draw_marks(axes, [Mark(value, "smallest effect of interest")])
    assert axes.texts[0].get_ha() == side
