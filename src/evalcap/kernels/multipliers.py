"""Random multipliers of clusters: mean zero, variance one."""

from collections.abc import Iterator
from typing import Literal

import numpy as np

from evalcap.kernels.arrays import FloatArray

Multiplier = Literal["rademacher", "webb", "mammen"]

# Mammen's two points match three moments of what they multiply.
_MAMMEN_POINTS = ((1 - 5**0.5) / 2, (1 + 5**0.5) / 2)
_MAMMEN_LOW = (5**0.5 + 1) / (2 * 5**0.5)
_WEBB = np.sqrt([0.5, 1.0, 1.5])
_WEBB_POINTS = np.concatenate([-_WEBB[::-1], _WEBB])
# Few enough to stay in the processor's cache.
_AT_ONCE = 1_000_000


def is_enumerable(kind: Multiplier, n_clusters: int, draws: int) -> bool:
    """Whether every combination of signs takes no more than `draws` draws."""
    return kind == "rademacher" and 2.0**n_clusters <= draws


def every_sign(n_clusters: int) -> FloatArray:
    """Give all combinations of signs, shape (2**n_clusters, n_clusters)."""
    bits = np.arange(2**n_clusters)[:, None] >> np.arange(n_clusters)
    return np.asarray(1.0 - 2.0 * (bits & 1))


def multipliers(
    kind: Multiplier, n_clusters: int, draws: int, rng: np.random.Generator
) -> FloatArray:
    """Draw a multiplier for each cluster, shape (draws, n_clusters).

    Parameters
    ----------
    kind
        "rademacher": 1 or -1; "webb": six points, for very few clusters; "mammen": two points
        that keep skewness.

    References
    ----------
    Webb, M. D. (2023). Reworking wild bootstrap-based inference for clustered errors. Canadian
    Journal of Economics 56(3), 839-858.
    """
    uniform = rng.random((draws, n_clusters))
    if kind == "rademacher":
        return np.where(uniform < 0.5, -1.0, 1.0)  # noqa: PLR2004 - a fair coin
    if kind == "mammen":
        return np.where(uniform < _MAMMEN_LOW, *_MAMMEN_POINTS)
    return np.asarray(_WEBB_POINTS[(uniform * len(_WEBB_POINTS)).astype(np.intp)])


def multiplier_blocks(
    kind: Multiplier, n_clusters: int, draws: int, *, seed: int
) -> Iterator[FloatArray]:
    """Give all signs if they are few enough, else `draws` random draws, a block at a time."""
    if is_enumerable(kind, n_clusters, draws):
        yield every_sign(n_clusters)
        return
    rng, block = np.random.default_rng(seed), max(1, _AT_ONCE // n_clusters)
    for start in range(0, draws, block):
        yield multipliers(kind, n_clusters, min(block, draws - start), rng)
