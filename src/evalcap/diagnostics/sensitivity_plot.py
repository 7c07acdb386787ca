"""Intervals under departures from parallel trends as a figure."""

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from evalcap.diagnostics.sensitivity_result import Sensitivity

_LABELS = {
    "relative_magnitude": "departure, as a multiple of the largest step before treatment",
    "smoothness": "largest bend in the difference of trends",
}


def plot_sensitivity(result: "Sensitivity") -> "Axes":
    """Draw the interval at each bound beside that under parallel trends."""
    from matplotlib import pyplot as plt  # noqa: PLC0415 - slow to load

    _, axes = plt.subplots(figsize=(7, 4), layout="constrained")
    names = ["parallel", *(f"{value:.3g}" for value in result.value)]
    low = np.array([result.parallel.low, *result.conf_low])
    high = np.array([result.parallel.high, *result.conf_high])
    place = np.arange(len(names))
    axes.axhline(0, color="#777777", linewidth=1)
    axes.vlines(place[:1], low[:1], high[:1], color="#777777", linewidth=3)
    axes.vlines(place[1:], low[1:], high[1:], color="#2b5c8a", linewidth=3)
    axes.set_xticks(place, names)
    axes.set_xlim(-0.5, len(names) - 0.5)
    axes.set_xlabel(_LABELS[result.method])
    axes.set_ylabel(f"effect on {result.outcome}")
    if result.breakdown is not None:
        axes.set_title(f"excludes zero up to {result.breakdown:.3g}", fontsize="medium")
    return axes
