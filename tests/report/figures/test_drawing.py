"""What is drawn, read back from the axes."""

import fake_evidence as fake
import pytest

from evalcap.report.content.pictures import pictures_of
from evalcap.report.figures.style import house_style, save
from evalcap.words import catalogue

WORDS = catalogue()


def drawn(evidence, name, **outcome):
    seen = evidence.outcomes[0].model_copy(update=outcome)
    changed = evidence.model_copy(update={"outcomes": (seen,)})
    pictures = {p.name: p for p in pictures_of(changed, seen, 1, WORDS)}
    with house_style():
        return pictures[name].draw()


def texts(figure):
    axes = figure.axes[0]
    return [t.get_text() for t in axes.texts] + [axes.get_title(loc="left"), axes.get_xlabel()]


def test_a_path_has_two_intervals_a_point_but_none_at_a_base_period():
    axes = drawn(fake.job_training(), "1-path").axes[0]
    assert len(axes.collections) == 2 * 3
    hollow = [line for line in axes.lines if line.get_markerfacecolor() == "white"]
    assert [list(line.get_xdata()) for line in hollow] == [[-2.0]]


def test_a_path_in_logarithms_is_drawn_in_per_cent():
    figure = drawn(fake.job_training(), "1-path")
    points = [line.get_ydata()[0] for line in figure.axes[0].lines if line.get_marker() == "o"]
    # The last point is -0.46, and exp(-0.46) is 0.6313.
    assert points[-1] == pytest.approx(-36.87, abs=0.01)
    assert "effect, in per cent" in texts(figure)


def test_every_analysis_is_labelled_with_its_numbers():
    shown = texts(drawn(fake.supported_work(), "1-analyses"))
    assert "Inverse probability weighting" in shown
    assert "+1,866 (+602 to +3,130)" in shown


def test_large_numbers_are_counted_in_millions():
    shown = texts(drawn(fake.one_outcome(3.2e6, 1.2e6, 5.2e6), "1-analyses"))
    assert "+3.2 (+1.2 to +5.2)" in shown
    assert "effect, in millions of points" in shown


def test_trends_leave_a_gap_where_a_mean_is_withheld():
    axes = drawn(fake.job_training(), "1-trends").axes[0]
    treated, comparison = (line.get_ydata() for line in axes.lines)
    assert treated[-1] == pytest.approx(1.297, abs=0.001)
    assert comparison[-1] != comparison[-1]


def test_letters_that_the_font_lacks_become_question_marks():
    shown = texts(drawn(fake.one_outcome(), "1-analyses", unit="点 $x$"))
    assert "effect, in ? $x$" in shown


def test_a_figure_is_written_the_same_every_time(tmp_path):
    for folder in ("a", "b"):
        with house_style():
            save(drawn(fake.supported_work(), "1-analyses"), tmp_path / folder, "f")
    for name in ("f.svg", "f.png"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_a_vector_figure_asks_for_no_font_and_no_date(tmp_path):
    with house_style():
        save(drawn(fake.supported_work(), "1-analyses"), tmp_path, "f")
    svg = (tmp_path / "f.svg").read_text(encoding="utf-8")
    assert "<text" not in svg
    assert "dc:date" not in svg
