import matplotlib as mpl
import numpy as np
import pytest

from evalcap.estimate import EffectPath


@pytest.fixture(autouse=True)
def _no_screen():
    mpl.use("agg")
    yield
    mpl.pyplot.close("all")


def test_the_figure_shows_every_effect_and_its_interval():
    path = EffectPath.from_estimates([-2, 0, 1], [0.1, 1.0, 2.0], np.diag([0.04, 0.09, 0.16]))
    axes = path.plot(level=0.9)
    points = axes.lines[-1]
    assert points.get_xdata().tolist() == [-2, 0, 1]
    assert points.get_ydata().tolist() == [0.1, 1, 2]
    thick = axes.collections[1].get_segments()
    np.testing.assert_allclose(
        thick[0][:, 1], [0.1 - 1.644854 * 0.2, 0.1 + 1.644854 * 0.2], rtol=1e-6
    )
    assert axes.get_xlabel() == "event time"
