"""Some units of a panel, without reading its data again."""

from dataclasses import replace

import numpy as np

from evalcap.dataset.panel import Panel
from evalcap.kernels.arrays import BoolArray, IntArray


def without_cluster(panel: Panel, code: int) -> Panel:
    """Leave out one cluster, by its code into `cluster_labels`."""
    return with_units(panel, panel.cluster != code)


def with_units(panel: Panel, keep: BoolArray) -> Panel:
    """Keep the marked units, shape (n_units,), with codes that run from 0 again.

    The data frame stays whole; `order` points to the rows that are left.
    """
    row = keep[panel.unit]
    present, period = _recode(panel.period[row], len(panel.periods))
    clusters, cluster = _recode(panel.cluster[keep], panel.n_clusters)
    return replace(
        panel,
        order=np.arange(len(panel.frame))[panel.order][row],
        unit=(np.cumsum(keep) - 1)[panel.unit[row]],
        unit_labels=panel.unit_labels[keep],
        period=period,
        periods=panel.periods[present],
        outcome=panel.outcome[row],
        treated_from=panel.treated_from[keep],
        cluster=cluster,
        cluster_labels=panel.cluster_labels[clusters],
        weight=None if panel.weight is None else panel.weight[row],
    )


def _recode(code: IntArray, n: int) -> tuple[BoolArray, IntArray]:
    """Mark the codes that occur, and count them from 0."""
    present: BoolArray = np.bincount(code, minlength=n) > 0
    return present, (np.cumsum(present) - 1)[code]
