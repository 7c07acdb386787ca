"""Doses compared: what each amount of a programme did to those who had it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from html import escape

import numpy as np
import pandas as pd

from evalcap.dataset import Panel
from evalcap.dataset.subset import with_units
from evalcap.errors import count
from evalcap.errors.design import DesignError, OptionError
from evalcap.estimate import Estimate
from evalcap.kernels.arrays import FloatArray

IDENTIFIES = (
    "Each row is the effect of a dose on those who had that dose. Differences between rows are "
    "not the effect of giving more: units that had more may gain more from any dose. That reading "
    "needs strong parallel trends: the same effect of each dose on all dose groups."
)


@dataclass(frozen=True, slots=True)
class DoseComparison:
    """Effects by dose group.

    Attributes
    ----------
    groups
        Lower and upper limit of each group's dose, both included.
    estimates
        One a group, against the same comparison units.
    identifies
        What may be read from them, and what not.
    """

    dose: str
    groups: tuple[tuple[float, float], ...]
    estimates: tuple[Estimate, ...]
    identifies: str = IDENTIFIES

    def to_frame(self, level: float = 0.95) -> pd.DataFrame:
        """Give one tidy row a group."""
        rows = pd.concat([e.to_frame(level) for e in self.estimates], ignore_index=True)
        rows["term"] = [f"{self.dose} {low:g} to {high:g}" for low, high in self.groups]
        return rows.assign(n_units=[e.n_units for e in self.estimates])

    def __str__(self) -> str:
        parts = [f"{t}: {e}" for t, e in zip(self.to_frame()["term"], self.estimates, strict=True)]
        return "\n".join([*parts, self.identifies])

    def _repr_html_(self) -> str:
        return self.to_frame().to_html(index=False) + f"<p>{escape(self.identifies)}</p>"


def compare_doses(
    panel: Panel,
    *,
    dose: str,
    groups: Sequence[tuple[float, float]],
    estimate: Callable[[Panel], Estimate],
) -> DoseComparison:
    """Estimate the effect on each dose group against the same untreated units.

    Parameters
    ----------
    dose
        Column with the amount each treated unit had, the same in all its rows.
    groups
        Limits of each group, both included and each of its own: a dose in two groups counts in
        both. `float("inf")` leaves the upper end open. Treated units of other doses are left out
        and counted in each estimate.
    estimate
        How each group is estimated, for example
        `lambda p: ec.estimate_group_time(p).aggregate("overall")`: gives one `Estimate`.

    Raises
    ------
    OptionError
        If a group is not two numbers in their order, or `estimate` gives no single estimate.
    DesignError
        Naming the group, if it has no treated unit or cannot be estimated.

    References
    ----------
    Callaway, B., Goodman-Bacon, A. and Sant'Anna, P. H. C. (2024). Difference-in-differences with
    a continuous treatment. NBER Working Paper 32117.
    """
    limits = _limits(groups)
    amount = _amounts(panel, dose)
    untreated = panel.treated_from > panel.periods[-1]
    estimates = []
    for low, high in limits:
        inside = ~untreated & (amount >= low) & (amount <= high)
        if not inside.any():
            raise DesignError(
                f"No treated unit has a {dose} from {low:g} to {high:g}.",
                needed="Treated units in every dose group.",
                do="Choose groups by the doses in the data.",
            )
        named = f"{dose} {low:g} to {high:g}"
        found = _estimate(estimate, with_units(panel, untreated | inside), named)
        others = {"treated units of other doses": int((~untreated & ~inside).sum())}
        estimates.append(replace(found, excluded=dict(found.excluded) | others))
    return DoseComparison(dose, limits, tuple(estimates))


def _limits(groups: Sequence[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    """Read the groups as pairs of numbers, the lower first."""
    try:
        limits = tuple((float(low), float(high)) for low, high in groups)
    except (TypeError, ValueError):
        limits = ()
    if not limits or not all(low <= high for low, high in limits):
        pairs = "pairs of a lower and an upper limit, such as [(1, 10), (11, 20)]"
        raise OptionError("groups", groups, (pairs,))
    return limits


def _estimate(estimate: Callable[[Panel], Estimate], part: Panel, named: str) -> Estimate:
    """Estimate one group, saying in a refusal which one it was."""
    try:
        found = estimate(part)
    except DesignError as error:
        raise DesignError(f"{named}: {error.wrong}", needed=error.needed, do=error.do) from None
    if not isinstance(found, Estimate):
        single = "a function of the panel that gives one Estimate, such as `.overall` of a path"
        raise OptionError("estimate", type(found).__name__, (single,))
    return found


def _amounts(panel: Panel, dose: str) -> FloatArray:
    """Read the dose of each unit, NaN where it has none, shape (n_units,)."""
    value = panel.column(dose)
    first = np.searchsorted(panel.unit, np.arange(panel.n_units))
    amount = value[first]
    same = (value == amount[panel.unit]) | (np.isnan(value) & np.isnan(amount[panel.unit]))
    if varying := len(np.unique(panel.unit[~same])):
        raise DesignError(
            f"Column {dose!r} takes several values within {count(varying, 'unit')}.",
            needed="One dose a unit: what it had in all.",
            do="Sum the dose over time in the study's prepare().",
        )
    return amount
