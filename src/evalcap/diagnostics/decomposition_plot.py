"""Comparisons behind a two-way fixed effects coefficient as a figure."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from evalcap.diagnostics.decomposition import Decomposition

# Shape and colour both tell the kinds apart, so that a print in grey does too.
_MARKS = {
    "treated vs never": ("o", "#2b5c8a"),
    "earlier vs later": ("^", "#4c9f70"),
    "later vs earlier": ("v", "#c8553d"),
    "treated vs always": ("s", "#8d6a9f"),
}


def plot_decomposition(result: "Decomposition") -> "Axes":
    """Draw estimates against weights, a mark for each kind of comparison."""
    from matplotlib import pyplot as plt  # noqa: PLC0415 - slow to load

    _, axes = plt.subplots(figsize=(7, 4), layout="constrained")
    axes.axhline(0, color="#777777", linewidth=1)
    for kind, points in result.to_frame().groupby("comparison", sort=False):
        marker, colour = _MARKS[str(kind)]
        axes.scatter(points["weight"], points["estimate"], marker=marker, c=colour, label=kind)
    axes.axhline(result.coefficient, color="#777777", linewidth=1, linestyle=":")
    axes.set_xlabel("weight in the coefficient (dotted)")
    axes.set_ylabel(f"effect on {result.outcome}")
    axes.legend(frameon=False)
    return axes
