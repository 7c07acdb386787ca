"""Products of tall matrices: many rows, few columns.

BLAS starts threads for large products and waits for them. On a machine that has something else to
do that takes up to a thousand times as long as the product, so that tall matrices are multiplied
a block of rows at a time, which the processor's cache holds as well, and vectors without BLAS.
"""

from collections.abc import Iterator

import numpy as np

from evalcap.kernels.arrays import FloatArray

# Multiplications for which BLAS does not yet start threads.
BEFORE_THREADS = 2**18
# Where so few rows make a block, matrices are no longer tall, and worth threads.
_FEWEST_ROWS = 64


def crossed(left: FloatArray, right: FloatArray) -> FloatArray:
    """`left.T @ right`, shapes (n, k) and (n, m) to (k, m)."""
    if right.shape[1] == 1:
        return products(left, right[:, 0])[:, None]
    found = np.zeros((left.shape[1], right.shape[1]))
    for rows in _blocks(len(left), found.size):
        found += left[rows].T @ right[rows]
    return found


def combined(columns: FloatArray, weights: FloatArray) -> FloatArray:
    """`columns @ weights`, shapes (n, k) and (k, m) to (n, m)."""
    found = np.empty((len(columns), weights.shape[1]))
    for rows in _blocks(len(columns), weights.size):
        np.matmul(columns[rows], weights, out=found[rows])
    return found


def products(columns: FloatArray, vector: FloatArray) -> FloatArray:
    """`columns.T @ vector`, shapes (n, k) and (n,) to (k,); of two vectors, a number."""
    return np.asarray(np.einsum("i...,i->...", columns, vector))


def combination(columns: FloatArray, weights: FloatArray) -> FloatArray:
    """`columns @ weights`, shapes (n, k) and (k,) to (n,)."""
    return np.asarray(np.einsum("ij,j->i", columns, weights))


def lengths(columns: FloatArray) -> FloatArray:
    """Length of each column, shape (n, k) to (k,), or of a vector."""
    return np.asarray(np.sqrt(np.einsum("i...,i...->...", columns, columns)))


def _blocks(n: int, products_a_row: int) -> Iterator[slice]:
    size = BEFORE_THREADS // max(products_a_row, 1)
    step = size if size >= _FEWEST_ROWS else n
    return (slice(start, start + step) for start in range(0, n, max(step, 1)))
