"""Which cluster each row of an estimation sample belongs to."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from evalcap.dataset import Panel
from evalcap.dataset.number import column_names
from evalcap.errors.dataset import MissingKeysError
from evalcap.errors.design import ClusterError, OptionError
from evalcap.kernels.arrays import IntArray
from evalcap.kernels.recoding import recode


def cluster_codes(panel: Panel, row: IntArray, name: str | None) -> IntArray:
    """Code the clusters of some rows from 0: the panel's own, or those of a column.

    Parameters
    ----------
    row
        Rows of the panel, shape (n,).

    Raises
    ------
    MissingKeysError, ClusterError
    """
    if name is None:
        _, code = recode(panel.cluster[panel.unit[row]])
    else:
        code, _ = pd.factorize(panel.labels(name).iloc[row])
        if missing := int((code < 0).sum()):
            raise MissingKeysError(name, missing)
    if code.max() < 1:
        raise ClusterError(1)
    return code


def cluster_ways(
    panel: Panel, row: IntArray, cluster: str | Sequence[str] | None
) -> list[IntArray]:
    """Code the clusters of some rows in each way that is named; the panel's own by default."""
    names = [None] if cluster is None else column_names(cluster)
    if not names:
        raise OptionError("cluster", cluster, ("one or more columns", None))
    return [cluster_codes(panel, row, name) for name in names]


def count_parameters(
    n_parameters: int, effects: Sequence[IntArray], ways: Sequence[IntArray]
) -> int:
    """Leave out of the parameters the fixed effects that lie within a cluster, as R's fixest.

    Parameters
    ----------
    effects, ways
        Fixed effects and clusters, each coded from 0, shape (n_rows,).
    """
    for effect in effects:
        if any(is_within(effect, way) for way in ways):
            n_parameters -= int(effect.max())
    return n_parameters


def is_within(inner: IntArray, outer: IntArray) -> bool:
    """Whether each group of one way lies within one group of the other."""
    first = np.zeros(int(inner.max()) + 1, np.intp)
    first[inner] = outer
    return bool((first[inner] == outer).all())
