"""What two-way fixed effects compare, and how much each comparison counts."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np
import pandas as pd

from evalcap.dataset import Panel
from evalcap.diagnostics.negative_weights import NegativeWeights, count_negative_weights
from evalcap.diagnostics.words import number_words, percent_words
from evalcap.errors.design import NoTreatedError
from evalcap.estimators.balanced import balanced_outcomes
from evalcap.estimators.label import period_label
from evalcap.kernels.aggregation import sum_within
from evalcap.kernels.arrays import FloatArray
from evalcap.kernels.decomposition import compare_timing

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Comparison = Literal[
    "treated vs never", "earlier vs later", "later vs earlier", "treated vs always"
]
Label = int | float | str
# Comparisons with units already treated, whose effect must not change for them to serve.
_ALREADY = ("later vs earlier", "treated vs always")


@dataclass(frozen=True, slots=True, repr=False)
class Decomposition:
    """A two-way fixed effects coefficient as a weighted average of comparisons.

    Attributes
    ----------
    comparison
        Who is compared with whom, shape (k,).
    cohort
        First observed period under treatment of the group whose treatment begins, shape (k,).
    against
        That of the other group; "never" or "always", shape (k,).
    estimate
        Differences in differences, in units of the outcome, shape (k,).
    weight
        Positive, sums to one, shape (k,).
    negative_weights
        Treated rows that count negatively.
    """

    comparison: tuple[Comparison, ...]
    cohort: tuple[Label, ...]
    against: tuple[Label, ...]
    estimate: FloatArray
    weight: FloatArray
    negative_weights: NegativeWeights
    outcome: str = "outcome"

    @property
    def coefficient(self) -> float:
        """The two-way fixed effects coefficient, in units of the outcome."""
        return float(self.estimate @ self.weight)

    def to_frame(self) -> pd.DataFrame:
        """Give one row a comparison."""
        return pd.DataFrame(
            {
                "comparison": list(self.comparison),
                "cohort": list(self.cohort),
                "against": list(self.against),
                "estimate": self.estimate,
                "weight": self.weight,
            }
        )

    def by_comparison(self) -> pd.DataFrame:
        """Give one row a kind of comparison: its weight, and its average estimate."""
        frame = self.to_frame().assign(part=self.estimate * self.weight)
        sums = frame.groupby("comparison")[["weight", "part"]].sum()
        sums = sums.reindex([kind for kind in get_args(Comparison) if kind in sums.index])
        sums = sums.assign(estimate=sums["part"] / sums["weight"])
        return sums[["estimate", "weight"]].reset_index()

    def plot(self) -> "Axes":
        """Draw each comparison's estimate against its weight."""
        from evalcap.diagnostics.decomposition_plot import (  # noqa: PLC0415 - matplotlib is slow
            plot_decomposition,
        )

        return plot_decomposition(self)

    def __str__(self) -> str:
        kinds = self.by_comparison()
        parts = ", ".join(
            f"{percent_words(weight)} {kind} ({number_words(estimate)})"
            for kind, estimate, weight in kinds.itertuples(index=False)
        )
        head = (
            f"The two-way fixed effects coefficient of {number_words(self.coefficient)} averages "
            f"{len(self.weight)} comparisons: {parts}."
        )
        return " ".join([head, self._already(), str(self.negative_weights)])

    def _already(self) -> str:
        share = self.weight[np.isin(self.comparison, _ALREADY)].sum()
        if not share:
            return "None is with units already treated."
        return (
            f"{percent_words(share)} of the weight compares with units already treated, and is "
            "right only if their effect stays as it is."
        )

    def _repr_html_(self) -> str:
        return f"<p>{self}</p>{self.to_frame().to_html(index=False)}"


def decompose_twfe(panel: Panel) -> Decomposition:
    """Decompose the two-way fixed effects coefficient without covariates into comparisons.

    Units treated in or before the first period are kept as "always", units first treated after
    the last as "never".

    Returns
    -------
    Comparisons whose weighted sum is the point of `estimate_twfe(panel)`, as R's bacondecomp.

    Raises
    ------
    DesignError
        If units have gaps or weights, which `count_negative_weights` takes, or if treatment does
        not vary.

    References
    ----------
    Goodman-Bacon, A. (2021). Difference-in-differences with variation in treatment timing.
    Journal of Econometrics 225(2), 254-277.
    """
    everyone = np.ones(panel.n_units, bool)
    outcome = balanced_outcomes(
        panel, everyone, method="The decomposition", instead="count_negative_weights"
    )
    begins, group = np.unique(
        np.searchsorted(panel.periods, panel.treated_from), return_inverse=True
    )
    n_periods = len(panel.periods)
    if len(begins) < 2 or not ((begins > 0) & (begins < n_periods)).any():  # noqa: PLR2004 - to compare
        raise NoTreatedError("treatment does not vary within units and periods")
    size = np.bincount(group)
    mean = sum_within(outcome, group, len(begins)) / size[:, None]
    found = compare_timing(mean, size, begins)
    labels = tuple(_label(panel, begin) for begin in begins)
    pairs = list(zip(found.group, found.against, strict=True))
    return Decomposition(
        comparison=tuple(_kind(begins[k], begins[j], n_periods) for k, j in pairs),
        cohort=tuple(labels[k] for k, _ in pairs),
        against=tuple(labels[j] for _, j in pairs),
        estimate=found.estimate,
        weight=found.weight,
        negative_weights=count_negative_weights(panel),
        outcome=panel.names.outcome,
    )


def _kind(begin: int, other: int, n_periods: int) -> Comparison:
    if other in (0, n_periods):
        return "treated vs always" if other == 0 else "treated vs never"
    return "earlier vs later" if begin < other else "later vs earlier"


def _label(panel: Panel, begin: int) -> Label:
    if begin in (0, len(panel.periods)):
        return "never" if begin else "always"
    return period_label(panel, float(panel.periods[begin]))
