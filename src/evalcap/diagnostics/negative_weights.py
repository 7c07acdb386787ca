"""Which treated rows count negatively in two-way fixed effects."""

from dataclasses import dataclass

from evalcap.dataset import Panel
from evalcap.diagnostics.words import number_words, percent_words
from evalcap.errors.balanced import NoUnitEffectsError
from evalcap.errors.design import NoTreatedError
from evalcap.estimators.selection import Selection
from evalcap.estimators.usable import usable_rows
from evalcap.kernels.rounding import rounding
from evalcap.kernels.within import TwoWay


@dataclass(frozen=True, slots=True)
class NegativeWeights:
    """Treated rows whose effect lowers the two-way fixed effects coefficient when it grows.

    Attributes
    ----------
    n_treated
        Treated rows.
    n_negative
        Those with a negative weight.
    total
        Sum of the negative weights; all weights of treated rows sum to one.
    """

    n_treated: int
    n_negative: int
    total: float

    @property
    def share(self) -> float:
        """Share of treated rows with a negative weight."""
        return self.n_negative / self.n_treated

    def __str__(self) -> str:
        if not self.n_negative:
            return "No treated row has a negative weight."
        return (
            f"{percent_words(self.share)} of treated rows have negative weights, "
            f"{number_words(self.total)} in all where all weights sum to 1: the larger the effect "
            "in these rows, the smaller the coefficient."
        )


def count_negative_weights(panel: Panel) -> NegativeWeights:
    """Weigh the effect in each treated row as two-way fixed effects do.

    Under parallel trends the coefficient is the sum of these weights times the effects. Any
    panel will do, with gaps and weights; covariates are not taken out.

    Raises
    ------
    NoUnitEffectsError
        If rows are repeated cross-sections.
    NoTreatedError
        If treatment does not vary within units and periods.

    References
    ----------
    de Chaisemartin, C. and D'Haultfoeuille, X. (2020). Two-way fixed effects estimators with
    heterogeneous treatment effects. American Economic Review 110(9), 2964-2996.
    """
    if not panel.is_repeated:
        raise NoUnitEffectsError("Two-way fixed effects")
    usable = usable_rows(panel, ())
    rows = Selection.of(panel, usable.keep)
    weight, treated = usable.weight[rows.row], panel.is_treated[rows.row]
    left = TwoWay.of(rows.layout, weight).residual(treated.astype(float))
    drawn = (weight * left)[treated]
    if not drawn.sum() > rounding(weight) * rows.n_rows:
        raise NoTreatedError("treatment does not vary within units and periods")
    drawn = drawn / drawn.sum()
    negative = drawn < -rounding(drawn)
    return NegativeWeights(len(drawn), int(negative.sum()), float(drawn[negative].sum()))
