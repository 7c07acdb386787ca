"""A clustered panel design in numbers, and how precise it is."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from numbers import Integral, Real

import numpy as np

from evalcap.errors.diagnostics import ImpossibleDesignError
from evalcap.kernels.design_power import (
    Comparison,
    Correlation,
    correlation_matrix,
    mean_variance,
    relative_variance,
)

_FEWEST_CLUSTERS = 4
# Parameters that each comparison of cluster means estimates.
_PARAMETERS: dict[Comparison, int] = {"difference_in_differences": 2, "ancova": 3, "after_only": 2}


@dataclass(frozen=True, slots=True)
class PanelDesign:
    """Who is observed when, how outcomes vary, and what is compared.

    Attributes
    ----------
    sd
        Standard deviation of the outcome in one period, in its units.

    Raises
    ------
    ImpossibleDesignError
        Naming every number that is out of range.
    """

    n_clusters: int
    units_per_cluster: float
    icc: float
    periods_before: int
    periods_after: int
    autocorrelation: float
    correlation: Correlation
    comparison: Comparison
    share_treated: float
    sd: float

    def __post_init__(self) -> None:
        if problems := list(self._problems()):
            raise ImpossibleDesignError(problems)

    @property
    def std_error(self) -> float:
        """Of the estimated effect, in units of the outcome."""
        n_periods = self.periods_before + self.periods_after
        matrix = correlation_matrix(self.correlation, self.autocorrelation, n_periods)
        relative = relative_variance(matrix, self.periods_before, self.comparison)
        own = mean_variance(1.0, self.units_per_cluster, self.icc)
        spread = self.share_treated * (1 - self.share_treated) * self.n_clusters
        return float(self.sd * np.sqrt(own * relative / spread))

    @property
    def degrees_of_freedom(self) -> int:
        """Clusters less the parameters of the comparison of their means."""
        return self.n_clusters - _PARAMETERS[self.comparison]

    def _problems(self) -> Iterator[str]:
        fewest_before = 0 if self.comparison == "after_only" else 1
        whole = {
            "n_clusters": _FEWEST_CLUSTERS,
            "periods_before": fewest_before,
            "periods_after": 1,
        }
        for name, fewest in whole.items():
            if not isinstance(given := getattr(self, name), Integral) or given < fewest:
                yield f"{name}={given!r} is not a whole number, {fewest} or more"
        limits: dict[str, tuple[Callable[[float], bool], str]] = {
            "units_per_cluster": (lambda n: 1 <= n < np.inf, "1 or more"),
            "icc": (lambda share: 0 <= share <= 1, "from 0 to 1"),
            "autocorrelation": (lambda share: 0 <= share < 1, "from 0 to below 1"),
            "share_treated": (lambda share: 0 < share < 1, "between 0 and 1"),
            "sd": (lambda sd: 0 < sd < np.inf, "above 0"),
        }
        for name, (allows, allowed) in limits.items():
            if not isinstance(given := getattr(self, name), Real) or not allows(float(given)):
                yield f"{name}={given!r} is not {allowed}"
