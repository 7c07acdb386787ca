"""Paths, read back from the axes."""

import fake_evidence as fake
import numpy as np
import pytest


def test_a_path_has_two_intervals_a_point_but_none_at_a_base_period(drawn):
    axes = drawn(fake.job_training(), "1-path").axes[0]
    intervals = [line for line in axes.lines if line.get_linewidth() in (1.2, 4.0)]
    # Two ends and a gap for each of three points.
    assert [np.isnan(line.get_ydata()).sum() for line in intervals] == [3, 3]
    assert [len(line.get_ydata()) for line in intervals] == [9, 9]
    hollow = [line for line in axes.lines if line.get_markerfacecolor() == "white"]
    assert [list(line.get_xdata()) for line in hollow] == [[-2.0]]


def test_a_path_in_logarithms_is_drawn_in_per_cent(drawn, texts):
    figure = drawn(fake.job_training(), "1-path")
    filled = next(line for line in figure.axes[0].lines if line.get_marker() == "o")
    # The last point is -0.46, and exp(-0.46) is 0.6313.
    assert filled.get_ydata()[-1] == pytest.approx(-36.87, abs=0.01)
    assert "effect, in per cent" in texts(figure)
