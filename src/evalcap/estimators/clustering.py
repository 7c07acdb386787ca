"""Which cluster each row of an estimation sample belongs to."""

import pandas as pd

from evalcap.dataset import Panel
from evalcap.errors.dataset import MissingKeysError
from evalcap.errors.design import ClusterError
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
