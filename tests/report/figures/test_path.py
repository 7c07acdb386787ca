"""Paths, read back from the axes."""

import fake_evidence as fake
import pytest


def test_a_path_has_two_intervals_a_point_but_none_at_a_base_period(drawn):
    axes = drawn(fake.job_training(), "1-path").axes[0]
    assert len(axes.collections) == 2 * 3
    hollow = [line for line in axes.lines if line.get_markerfacecolor() == "white"]
    assert [list(line.get_xdata()) for line in hollow] == [[-2.0]]


def test_a_path_in_logarithms_is_drawn_in_per_cent(drawn, texts):
    figure = drawn(fake.job_training(), "1-path")
    points = [line.get_ydata()[0] for line in figure.axes[0].lines if line.get_marker() == "o"]
    # The last point is -0.46, and exp(-0.46) is 0.6313.
    assert points[-1] == pytest.approx(-36.87, abs=0.01)
    assert "effect, in per cent" in texts(figure)
