"""The smallest effect that a clustered panel design is likely to find."""

from dataclasses import dataclass
from numbers import Real
from typing import TYPE_CHECKING, get_args

import numpy as np
import pandas as pd

from evalcap.diagnostics.panel_design import PanelDesign
from evalcap.diagnostics.words import number_words, percent_words
from evalcap.errors.design import OptionError
from evalcap.estimate.interval import require_level
from evalcap.estimators.option import choose
from evalcap.kernels.design_power import Comparison, Correlation, distance_for, power_at

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_WORDS: dict[Comparison, str] = {
    "difference_in_differences": "the change over time",
    "ancova": "outcomes after, given those before",
    "after_only": "outcomes after",
}


@dataclass(frozen=True, slots=True)
class DetectableEffect:
    """What a design can find.

    Attributes
    ----------
    effect
        Found with probability `power`, in units of the outcome.
    design
        The design, with its standard error and degrees of freedom.
    """

    effect: float
    power: float
    level: float
    design: PanelDesign

    def power_for(self, effect: float) -> float:
        """Probability to find this effect, in units of the outcome."""
        return power_at(
            abs(effect) / self.design.std_error, self.design.degrees_of_freedom, self.level
        )

    def to_frame(self) -> pd.DataFrame:
        """Give the effect with the power and standard error as one tidy row."""
        return pd.DataFrame(
            {
                "comparison": [self.design.comparison],
                "power": [self.power],
                "effect": [self.effect],
                "effect_in_sd": [self.effect / self.design.sd],
                "std_error": [self.design.std_error],
                "degrees_of_freedom": [self.design.degrees_of_freedom],
            }
        )

    def plot(self) -> "Axes":
        """Draw the power over the size of the effect."""
        from evalcap.diagnostics.power_plot import plot_power  # noqa: PLC0415 - slow to load

        effects = np.linspace(0, 2 * self.effect, 101)
        power = np.array([self.power_for(effect) for effect in effects])
        return plot_power(effects, power, target=self.power)

    def __str__(self) -> str:
        return (
            f"Comparing {_WORDS[self.design.comparison]} in {self.design.n_clusters} clusters of "
            f"{self.design.units_per_cluster:g}, an effect of {number_words(self.effect)} "
            f"({number_words(self.effect / self.design.sd)} standard deviations) is found at "
            f"{percent_words(1 - self.level)} significance with probability "
            f"{percent_words(self.power)}; smaller effects are found less often."
        )


def minimum_detectable_effect(
    *,
    n_clusters: int,
    units_per_cluster: float,
    icc: float,
    periods_before: int = 1,
    periods_after: int = 1,
    autocorrelation: float = 0.5,
    correlation: Correlation = "constant",
    comparison: Comparison = "difference_in_differences",
    share_treated: float = 0.5,
    power: float = 0.8,
    level: float = 0.95,
    sd: float = 1.0,
) -> DetectableEffect:
    """Find the smallest effect that a design finds with some probability.

    Parameters
    ----------
    n_clusters
        Clusters, of which `share_treated` are treated from one date on; four or more.
    units_per_cluster
        Units observed in each cluster and period.
    icc
        Intra-cluster correlation in one period, 0 to 1.
    periods_before, periods_after
        Periods observed; only "after_only" does without one before.
    autocorrelation
        Correlation of a cluster's mean between two periods, 0 to below 1.
    correlation
        Whether it is the same for all periods ("constant") or falls with their distance as a
        power ("decaying").
    comparison
        "difference_in_differences", "ancova" (outcomes after, given the mean before) or
        "after_only".
    power, level
        Probability to find the effect, and confidence level of the test.
    sd
        Standard deviation of the outcome in one period, in its units.

    Returns
    -------
    The effect in units of the outcome, by the noncentral t distribution with clusters less two
    (less three for "ancova") degrees of freedom. Without clusters (`icc=0`, one unit each) it is
    the two-sample t test's.

    Raises
    ------
    ImpossibleDesignError
        Naming every number that is out of range.
    OptionError, DesignError

    References
    ----------
    McKenzie, D. (2012). Beyond baseline and follow-up. Journal of Development Economics 99(2),
    210-221. Burlig, F., Preonas, L. and Woerman, M. (2020). Panel data and experimental design.
    Journal of Development Economics 144, 102458.
    """
    choose("comparison", comparison, get_args(Comparison))
    choose("correlation", correlation, get_args(Correlation))
    require_level(level)
    if not isinstance(power, Real) or not 1 - level < power < 1:
        raise OptionError("power", power, ("a probability above 1 - level and below 1",))
    design = PanelDesign(
        n_clusters=n_clusters,
        units_per_cluster=units_per_cluster,
        icc=icc,
        periods_before=periods_before,
        periods_after=periods_after,
        autocorrelation=autocorrelation,
        correlation=correlation,
        comparison=comparison,
        share_treated=share_treated,
        sd=sd,
    )
    distance = distance_for(power, design.degrees_of_freedom, level)
    return DetectableEffect(distance * design.std_error, power, level, design)
