"""The gap map, read back from the axes."""

from matplotlib.colors import to_hex

from evalcap.report.figures.gap_map import draw_gap_map
from evalcap.report.figures.style import SHADES

ROWS, COLUMNS = ("1 Data", "2 Drivers"), ("Training: learning",)


def drawn(discs):
    axes = draw_gap_map(ROWS, COLUMNS, discs).axes[0]
    return axes, {tuple(place): c for c in axes.collections for place in c.get_offsets()}


def test_every_gap_has_a_dot_and_every_place_with_studies_a_disc_with_its_number():
    axes, marks = drawn({(1, 0): (7, 4)})
    assert len(marks) == 2
    assert [text.get_text() for text in axes.texts] == ["7"]
    assert marks[0.0, 1.0].get_sizes()[0] > marks[0.0, 0.0].get_sizes()[0]


def test_more_studies_are_larger_and_better_grades_darker():
    _, marks = drawn({(0, 0): (1, 1), (1, 0): (9, 5)})
    few, many = marks[0.0, 0.0], marks[0.0, 1.0]
    assert many.get_sizes()[0] > few.get_sizes()[0]
    assert [to_hex(m.get_facecolor()[0]) for m in (few, many)] == [SHADES[0], SHADES[4]]


def test_what_has_no_grade_is_white():
    _, marks = drawn({(0, 0): (2, None)})
    assert to_hex(marks[0.0, 0.0].get_facecolor()[0]) == "#ffffff"
