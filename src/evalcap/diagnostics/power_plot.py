"""Power over the size of the effect as a figure."""

from typing import TYPE_CHECKING

from evalcap.kernels.arrays import FloatArray

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def plot_power(
    effects: FloatArray,
    power: FloatArray,
    *,
    error: FloatArray | None = None,
    target: float | None = None,
) -> "Axes":
    """Draw power over effects, shape (k,); with points and 95 % limits where it is simulated.

    Parameters
    ----------
    error
        Standard error of each power, shape (k,).
    target
        Power to mark.
    """
    from matplotlib import pyplot as plt  # noqa: PLC0415 - slow to load

    _, axes = plt.subplots(figsize=(7, 4), layout="constrained")
    if target is not None:
        axes.axhline(target, color="#777777", linewidth=1, linestyle=":")
    axes.plot(effects, power, "-" if error is None else "o-", color="#2b5c8a")
    if error is not None:
        axes.vlines(effects, power - 1.96 * error, power + 1.96 * error, color="#2b5c8a")
    axes.set_ylim(0, 1.02)
    axes.set_xlabel("true effect, in units of the outcome")
    axes.set_ylabel("probability to find it")
    return axes
