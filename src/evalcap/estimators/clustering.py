"""Which cluster each row of an estimation sample belongs to."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from evalcap.dataset import Panel
from evalcap.dataset.number import column_names
from evalcap.errors.dataset import MissingKeysError
from evalcap.errors.design import ClusterError, OptionError
from evalcap.estimators.selection import Selection
from evalcap.kernels.arrays import IntArray
from evalcap.kernels.recoding import recode

# Groups that cross others mostly show it in so many rows.
_FEW = 1_000


def cluster_codes(panel: Panel, rows: Selection, name: str | None) -> IntArray:
    """Code the clusters of some rows from 0, shape (n_rows,): the panel's own, or a column's.

    Units that are their own clusters keep the codes of the layout.

    Raises
    ------
    MissingKeysError, ClusterError
    """
    return _own(panel, rows) if name is None else _named(panel, rows, name)


def _own(panel: Panel, rows: Selection) -> IntArray:
    present, code = recode(panel.cluster[rows.units])
    _require_several(len(present))
    alone = (code == np.arange(len(code))).all()
    return rows.layout.unit if alone else code[rows.layout.unit]


def _named(panel: Panel, rows: Selection, name: str) -> IntArray:
    code, labels = pd.factorize(panel.labels(name).iloc[rows.row])
    if missing := int((code < 0).sum()):
        raise MissingKeysError(name, missing)
    _require_several(len(labels))
    return code


def _require_several(n_clusters: int) -> None:
    if n_clusters < 2:  # noqa: PLR2004 - variance needs two
        raise ClusterError(n_clusters)


def cluster_ways(
    panel: Panel, rows: Selection, cluster: str | Sequence[str] | None
) -> list[IntArray]:
    """Code the clusters of some rows in each way that is named; the panel's own by default."""
    names = [None] if cluster is None else column_names(cluster)
    if not names:
        raise OptionError("cluster", cluster, ("one or more columns", None))
    return [cluster_codes(panel, rows, name) for name in names]


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
    if inner is outer:
        return True
    few = slice(_FEW)
    return _agree(inner[few], outer[few]) and _agree(inner, outer)


def _agree(inner: IntArray, outer: IntArray) -> bool:
    first = np.zeros(int(inner.max()) + 1, np.intp)
    first[inner] = outer
    return bool((first[inner] == outer).all())
