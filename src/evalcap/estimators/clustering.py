"""Which cluster each row of an estimation sample belongs to."""

import numpy as np
import pandas as pd

from evalcap.dataset import Panel
from evalcap.errors.dataset import MissingKeysError
from evalcap.errors.design import ClusterError
from evalcap.estimators.selection import Selection
from evalcap.kernels.arrays import IntArray
from evalcap.kernels.recoding import recode


def cluster_codes(panel: Panel, rows: Selection, name: str | None) -> IntArray:
    """Code the clusters of some rows from 0, shape (n_rows,): the panel's own, or a column's.

    Units that are their own clusters keep the codes of the layout.

    Raises
    ------
    MissingKeysError, ClusterError
    """
    code = _own(panel, rows) if name is None else _named(panel, rows, name)
    if code.max() < 1:
        raise ClusterError(1)
    return code


def _own(panel: Panel, rows: Selection) -> IntArray:
    _, code = recode(panel.cluster[rows.units])
    alone = (code == np.arange(len(code))).all()
    return rows.layout.unit if alone else code[rows.layout.unit]


def _named(panel: Panel, rows: Selection, name: str) -> IntArray:
    code, _ = pd.factorize(panel.labels(name).iloc[rows.row])
    if missing := int((code < 0).sum()):
        raise MissingKeysError(name, missing)
    return code
