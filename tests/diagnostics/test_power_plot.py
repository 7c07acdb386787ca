import numpy as np
import pytest
from matplotlib import pyplot as plt

from evalcap.diagnostics.power_plot import plot_power


def test_a_target_is_marked():
    axes = plot_power(np.array([0.0, 1.0]), np.array([0.05, 0.9]), target=0.8)
    assert axes.get_lines()[0].get_ydata()[0] == 0.8
    plt.close(axes.figure)


def test_simulated_power_has_limits():
    axes = plot_power(np.array([1.0, 2.0]), np.array([0.5, 0.9]), error=np.array([0.05, 0.03]))
    segments = axes.collections[0].get_segments()
    assert segments[0][:, 1] == pytest.approx([0.5 - 1.96 * 0.05, 0.5 + 1.96 * 0.05])
    plt.close(axes.figure)
