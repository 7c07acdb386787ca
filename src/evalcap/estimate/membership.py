"""The units behind group-time effects, and the cells that they cannot identify."""

from dataclasses import dataclass

from evalcap.kernels.arrays import FloatArray, IntArray


@dataclass(frozen=True, slots=True)
class Membership:
    """The units that group-time effects were estimated on.

    Attributes
    ----------
    treated_from
        First treated period of each unit, infinite for never, shape (n_units,).
    weight
        Weight of each unit in cohort shares, averaging one, shape (n_units,).
    cluster
        Cluster of each unit, coded from 0, shape (n_units,).
    n_clusters
        Number of clusters.
    """

    treated_from: FloatArray
    weight: FloatArray
    cluster: IntArray
    n_clusters: int


@dataclass(frozen=True, slots=True)
class RefusedCell:
    """A cell whose effect is not identified, and why."""

    cohort: float
    time: float
    reason: str
