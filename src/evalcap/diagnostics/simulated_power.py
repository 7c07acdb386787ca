"""Power found by rehearsing the study on its own data from before treatment."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from evalcap.dataset import Panel
from evalcap.dataset.subset import with_units
from evalcap.diagnostics.usual_effect import EstimateOf, usual_effect, with_std_error
from evalcap.diagnostics.words import number_words, percent_words
from evalcap.errors import EvalcapError
from evalcap.errors.design import OptionError, PeriodError
from evalcap.errors.diagnostics import NoBaselineError
from evalcap.estimate.interval import require_level
from evalcap.estimators.option import choose_whole
from evalcap.inference.assignment import Assignment
from evalcap.kernels.arrays import FloatArray
from evalcap.kernels.assignments import assignment_blocks

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_FEWEST_PERIODS, _FEWEST_GROUPS = 2, 4


@dataclass(frozen=True, slots=True)
class SimulatedPower:
    """How often effects were found in rehearsals.

    Attributes
    ----------
    effect
        Effects that were added, in units of the outcome, shape (k,).
    power
        Share of rehearsals in which each was found, shape (k,).
    size
        Share in which an effect of zero was found.
    draws
        Rehearsals that gave an estimate.
    failed
        Rehearsals that gave none, or none with a standard error; they count nowhere else.
    """

    effect: FloatArray
    power: FloatArray
    size: float
    draws: int
    failed: int
    level: float
    n_groups: int
    n_treated: int
    outcome: str = "outcome"

    @property
    def std_error(self) -> FloatArray:
        """Monte Carlo standard error of each power, shape (k,)."""
        return np.sqrt(self.power * (1 - self.power) / self.draws)

    def to_frame(self) -> pd.DataFrame:
        """Give tidy rows: effect, power, std_error."""
        return pd.DataFrame(
            {"effect": self.effect, "power": self.power, "std_error": self.std_error}
        )

    def plot(self) -> "Axes":
        """Draw the power over the size of the effect."""
        from evalcap.diagnostics.power_plot import plot_power  # noqa: PLC0415 - slow to load

        return plot_power(self.effect, self.power, error=self.std_error)

    def __str__(self) -> str:
        found = ", ".join(
            f"an effect of {number_words(effect)} in {percent_words(power)}"
            for effect, power in zip(self.effect, self.power, strict=True)
        )
        return (
            f"With {self.n_treated} of {self.n_groups} treated, {self.draws} rehearsals on "
            f"{self.outcome} before treatment found {found}, and one where there was none in "
            f"{percent_words(self.size)} ({percent_words(1 - self.level)} is what the test "
            "promises)."
        )


def simulate_power(
    panel: Panel,
    *,
    effect: float | Sequence[float],
    estimate: EstimateOf = usual_effect,
    share_treated: float = 0.5,
    start: object | None = None,
    draws: int = 200,
    level: float = 0.95,
    seed: int = 1,
) -> SimulatedPower:
    """Rehearse a study on its periods before treatment: treat at random, add an effect, estimate.

    Real data carry their own clustering, seasons and outliers, which no formula knows.

    Parameters
    ----------
    effect
        One or several effects, in units of the outcome, added to rows that count as treated.
    estimate
        What gives an effect from a panel: the study's own estimator. By default the average of
        group-time effects.
    share_treated
        Share of clusters (units, where no cluster is named) that count as treated.
    start
        First treated period, as a value of the time column; by default in the middle of those
        before treatment.
    draws
        Rehearsals; all assignments when they are no more.
    level
        Confidence level at which zero is rejected.

    Raises
    ------
    NoBaselineError
        If there are fewer than two periods before anyone is treated, or four clusters.
    OptionError, PeriodError
    """
    require_level(level)
    choose_whole("draws", draws, least=1)
    effects = _effects(effect)
    placebo = _placebo(_baseline(panel), share_treated, start)
    assignment = Assignment.of(placebo, None)
    blocks = assignment_blocks(assignment.kind, assignment.stratum, draws, seed=seed)
    found = [
        _found(assignment.dealt(placebo, kind), np.append(effects, 0.0), estimate, 1 - level)
        for block in blocks
        for kind in block
    ]
    known = np.array([f for f in found if f is not None], float).reshape(-1, len(effects) + 1)
    if not len(known):
        # Every rehearsal failed: let the estimator say why, or its standard error.
        with_std_error(estimate(placebo))
    rate = known.mean(axis=0)
    return SimulatedPower(
        effect=effects,
        power=rate[:-1],
        size=float(rate[-1]),
        draws=len(known),
        failed=len(found) - len(known),
        level=level,
        n_groups=len(assignment.kind),
        n_treated=int(np.isfinite(assignment.starts[assignment.kind]).sum()),
        outcome=panel.names.outcome,
    )


def _effects(given: float | Sequence[float]) -> FloatArray:
    effects = np.asarray(given, float).reshape(-1)
    if not len(effects) or not np.isfinite(effects).all():
        raise OptionError("effect", given, ("one or more numbers",))
    return effects


def _baseline(panel: Panel) -> Panel:
    """Keep units seen before anyone is treated, without the outcomes of later periods."""
    starts = panel.treated_from[panel.treated_from > panel.periods[0]]
    before = panel.time < starts.min(initial=np.inf)
    early = (panel.treated_from <= panel.periods[0])[panel.unit]
    usable = before & ~early & ~np.isnan(panel.outcome)
    seen = np.bincount(panel.unit[usable], minlength=panel.n_units) > 0
    rest = with_units(replace(panel, outcome=np.where(usable, panel.outcome, np.nan)), seen)
    n_periods = len(np.unique(panel.period[usable]))
    if n_periods < _FEWEST_PERIODS or rest.n_clusters < _FEWEST_GROUPS:
        raise NoBaselineError(n_periods, rest.n_clusters)
    return rest


def _placebo(panel: Panel, share: float, start: object | None) -> Panel:
    """Let the first clusters be treated; who is will be dealt anew."""
    n_treated = round(share * panel.n_clusters)
    if not 0 < n_treated < panel.n_clusters:
        raise OptionError("share_treated", share, ("a share that leaves clusters on both sides",))
    treated = panel.cluster < n_treated
    return replace(panel, treated_from=np.where(treated, _start(panel, start), np.inf))


def _start(panel: Panel, named: object | None) -> float:
    periods = panel.periods[np.unique(panel.period[~np.isnan(panel.outcome)])]
    if named is None:
        return float(periods[(len(periods) + 1) // 2])
    place = panel.place(named)
    if place not in periods[1:]:
        raise PeriodError({"start": named}, [panel.calendar.label(p) for p in periods[1:]])
    return place


def _found(
    panel: Panel, effects: FloatArray, estimate: EstimateOf, alpha: float
) -> list[bool] | None:
    """Say for each effect whether zero is rejected; None where nothing can be estimated."""
    try:
        estimates = [
            estimate(replace(panel, outcome=panel.outcome + size * panel.is_treated))
            for size in effects
        ]
    except EvalcapError:
        return None
    if not all(np.isfinite(found.std_error) for found in estimates):
        return None
    return [found.p_value() < alpha for found in estimates]
