"""A path of effects as a figure."""

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from evalcap.estimate.path import EffectPath


def plot_path(path: "EffectPath", *, level: float) -> "Axes":
    """Draw effects with pointwise (thick) and uniform (thin) intervals."""
    from matplotlib import pyplot as plt  # noqa: PLC0415 - slow to load

    _, axes = plt.subplots(figsize=(7, 4), layout="constrained")
    low, high = path.interval(level)
    wide_low, wide_high = path.uniform_interval(level)
    axes.axhline(0, color="#777777", linewidth=1)
    if path.by == "event_time":
        axes.axvline(-0.5, color="#777777", linewidth=1, linestyle=":")
    axes.vlines(path.at, wide_low, wide_high, color="#2b5c8a", linewidth=1)
    axes.vlines(path.at, low, high, color="#2b5c8a", linewidth=3)
    axes.plot(path.at, path.estimate, "o", color="#2b5c8a")
    axes.set_xlabel(path.by.replace("_", " "))
    axes.set_ylabel(f"effect on {path.outcome}")
    if len(path.at) <= 20 and np.all(path.at == np.round(path.at)):  # noqa: PLR2004 - room for labels
        axes.set_xticks(path.at)
    return axes
