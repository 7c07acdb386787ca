"""Random multipliers of clusters: mean zero, variance one."""

from collections.abc import Iterator
from typing import Literal

import numpy as np

from evalcap.kernels.arrays import BoolArray, FloatArray
from evalcap.kernels.tall import BEFORE_THREADS

Multiplier = Literal["rademacher", "webb", "mammen"]

# Mammen's two points match three moments of what they multiply. The lower is drawn with this
# probability in 65,536ths, as sixteen random bits are cheap, and the points are moved in the fifth
# digit so that mean zero and variance one are exact.
_SIXTEEN_BITS = 2**16
_MAMMEN_LOW = round((5**0.5 + 1) / (2 * 5**0.5) * _SIXTEEN_BITS)
_ODDS = _MAMMEN_LOW / (_SIXTEEN_BITS - _MAMMEN_LOW)
_MAMMEN_POINTS = (-(_ODDS**-0.5), _ODDS**0.5)
_WEBB = np.sqrt([0.5, 1.0, 1.5])
_WEBB_POINTS = np.concatenate([-_WEBB[::-1], _WEBB])
# Few enough to stay in the processor's cache.
_AT_ONCE = 1_000_000
_DRAWS_AT_ONCE = 256


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
    if kind == "mammen":
        return np.asarray(np.where(_is_low(draws, n_clusters, rng), *_MAMMEN_POINTS))
    uniform = rng.random((draws, n_clusters))
    if kind == "rademacher":
        return np.where(uniform < 0.5, -1.0, 1.0)  # noqa: PLR2004 - a fair coin
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


def mammen_sums(scores: FloatArray, draws: int, *, seed: int) -> FloatArray:
    """Draw sums of scores, each times Mammen's multiplier of its cluster, shape (k, draws).

    Parameters
    ----------
    scores
        Shape (n_clusters, k).
    """
    n_clusters, k = scores.shape
    rng, at_low = np.random.default_rng(seed), np.zeros((k, draws))
    block = max(1, BEFORE_THREADS // (k * _DRAWS_AT_ONCE))
    for first in range(0, draws, _DRAWS_AT_ONCE):
        sums = at_low[:, first : first + _DRAWS_AT_ONCE]
        for start in range(0, n_clusters, block):
            part = scores[start : start + block]
            sums += part.T @ _is_low(len(part), sums.shape[1], rng).astype(float)
    low, high = _MAMMEN_POINTS
    return np.asarray(high * scores.sum(axis=0)[:, None] - (high - low) * at_low)


def _is_low(n_rows: int, n_columns: int, rng: np.random.Generator) -> BoolArray:
    """Draw which multipliers are Mammen's lower point, shape (n_rows, n_columns)."""
    # Four draws of sixteen bits from one of sixty-four; a row never shares one with the next.
    raw = rng.bit_generator.random_raw((n_rows, -(-n_columns // 4)))
    return raw.view(np.uint16)[:, :n_columns] < _MAMMEN_LOW
