"""Errors of methods that need every unit in every period, and what they can infer from."""

from collections.abc import Collection, Sequence

from evalcap.errors.design import DesignError
from evalcap.errors.root import count


class IncompleteUnitsError(DesignError):
    """Some units lack an outcome in some period."""

    def __init__(
        self, method: str, instead: str, *, n_incomplete: int, n_units: int, n_cells: int
    ) -> None:
        super().__init__(
            f"{count(n_incomplete, 'unit')} of {n_units:,} "
            f"{'lacks' if n_incomplete == 1 else 'lack'} an outcome in at least one period "
            f"({count(n_cells, 'cell')} in all).",
            needed=f"{method} needs an outcome of every unit in every period.",
            do="Keep complete units only (mark them in the study's prepare() and name the mark in "
            f"`where`), shorten the period, or use {instead}, which takes units with gaps.",
        )


class WeightsRefusedError(DesignError):
    """A method that cannot weight its rows was given weights."""

    def __init__(self, method: str, instead: str, weight: str) -> None:
        super().__init__(
            f"The panel has weights ({weight!r}).",
            needed=f"{method} counts every unit alike.",
            do=f"Read the panel without `weight`, or use {instead}, which takes weights.",
        )


class NoUnitEffectsError(DesignError):
    """A method that compares units with themselves was given repeated cross-sections."""

    def __init__(self, method: str) -> None:
        super().__init__(
            f"{method} was asked for repeated cross-sections.",
            needed="The same units in several periods.",
            do="Name the `unit` of the panel, or use estimate_group_time.",
        )


class NeverTreatedNeededError(DesignError):
    """Every unit is treated by the last period."""

    def __init__(self) -> None:
        super().__init__(
            "No unit stays untreated to the last period.",
            needed="Synthetic methods weight untreated units to stand for the treated.",
            do="Leave out the periods in which all are treated, or use "
            "estimate_group_time(comparison='not_yet_treated').",
        )


class TooLittleBeforeError(DesignError):
    """Too little is seen before treatment for weights to be fitted."""

    def __init__(self, cohort: str, *, n_before: int, n_comparison: int) -> None:
        super().__init__(
            f"Weights for the units treated from {cohort} would rest on "
            f"{count(n_comparison, 'comparison unit')} in {count(n_before, 'period')} before "
            "treatment.",
            needed="Two comparison units and two periods before treatment at the least; some ten "
            "of each for weights worth having.",
            do="Leave these units out with `where`, or use method='did', which fits no weights.",
        )


class ResamplingError(DesignError):
    """The sample is too small for the way of inference that was asked for."""

    def __init__(self, inference: str, wrong: str, needed: str, works: Sequence[str]) -> None:
        super().__init__(
            f"inference={inference!r} cannot work here: {wrong}.",
            needed=needed,
            do=_instead(works),
        )


def _instead(works: Collection[str]) -> str:
    if works:
        return f"Use inference={' or '.join(map(repr, works))}."
    return "Add units, or report the estimate without inference (inference=None)."
