import numpy as np
from matplotlib import pyplot as plt

from evalcap.diagnostics import check_sensitivity
from evalcap.estimate import EffectPath


def test_the_figure_shows_the_interval_under_parallel_trends_and_one_for_each_value():
    path = EffectPath.from_estimates([-3, -2, 0, 1], [0.3, -0.2, 2, 2], np.eye(4) * 0.01)
    axes = check_sensitivity(path, values=[0.5, 1, 2]).plot()
    labels = [label.get_text() for label in axes.get_xticklabels()]
    assert labels == ["parallel", "0.5", "1", "2"]
    assert "excludes zero up to" in axes.get_title()
    plt.close(axes.figure)
