"""Errors of models for counts, rates and yes-or-no outcomes."""

from collections.abc import Collection

from evalcap.errors.design import DesignError
from evalcap.errors.root import count, quoted


class NegativeCountsError(DesignError):
    """A count or rate is below zero."""

    def __init__(self, outcome: str, n_rows: int) -> None:
        super().__init__(
            f"Outcome {outcome!r} is negative in {count(n_rows, 'row')}.",
            needed="Counts and rates are zero or more.",
            do="Check for codes such as -9 that mean missing, or use estimate_panel.",
        )


class ExposureError(DesignError):
    """Events were counted where nothing was exposed, or exposure is negative."""

    def __init__(self, exposure: str, *, n_negative: int, n_events: int) -> None:
        wrong = []
        if n_negative:
            wrong.append(f"Exposure {exposure!r} is negative in {count(n_negative, 'row')}.")
        if n_events:
            wrong.append(
                f"Exposure {exposure!r} is zero in {count(n_events, 'row')} with events all the "
                "same."
            )
        super().__init__(
            "\n".join(wrong),
            needed="What events are counted in, such as documents examined: above zero wherever "
            "there are events.",
            do="Correct the column; rows without exposure and without events are left out.",
        )


class NoEventsError(DesignError):
    """The outcome is zero throughout."""

    def __init__(self, outcome: str, reasons: str) -> None:
        super().__init__(
            f"No row is left in which {outcome!r} tells anything ({reasons}).",
            needed="A rate ratio needs units with events and more than one row each.",
            do="Check the outcome; where events are this rare, count them over longer periods.",
        )


class SeparatedCountsError(DesignError):
    """A rate ratio is zero or infinite."""

    def __init__(self, outcome: str, terms: Collection[str], n_rows: int) -> None:
        super().__init__(
            f"{outcome!r} is always 0 in {count(n_rows, 'row')} that {quoted(terms)} single out: "
            f"{'its rate ratio is' if len(terms) == 1 else 'their rate ratios are'} zero or "
            "infinite.",
            needed="Events with and without each regressor, beyond the fixed effects.",
            do="Leave the regressor out, join it with a neighbouring one, or report the counts "
            "themselves.",
        )


class NoMaximumFoundError(DesignError):
    """A Poisson regression went on without end."""

    def __init__(self, outcome: str) -> None:
        super().__init__(
            f"The Poisson regression of {outcome!r} found no best fit.",
            needed="Counts that are no more than some hundred orders of magnitude apart.",
            do="Check the outcome, its exposure and its weights for numbers that cannot be.",
        )


class NoCounterfactualError(DesignError):
    """Nothing would have happened without treatment, as far as the data tell."""

    def __init__(self, outcome: str) -> None:
        super().__init__(
            f"No {outcome} would have been expected without treatment, so that nothing can be "
            "set in relation to it.",
            needed="Events among the treated units before their treatment.",
            do="Report the difference, .aggregate(), or ratios over more units and periods.",
        )


class NotBinaryError(DesignError):
    """A yes-or-no outcome has other values."""

    def __init__(self, outcome: str, n_rows: int) -> None:
        super().__init__(
            f"Outcome {outcome!r} is neither 0 nor 1 in {count(n_rows, 'row')}.",
            needed="A logit is for outcomes that are 0 or 1 in each row.",
            do="Recode it; for a count or a rate use estimate_poisson, for a score estimate_panel.",
        )


class SeparatedOutcomeError(DesignError):
    """Regressors predict a yes-or-no outcome perfectly."""

    def __init__(self, outcome: str, terms: Collection[str]) -> None:
        super().__init__(
            f"{quoted(terms)} predict {outcome!r} perfectly, in all rows or in some.",
            needed="Both outcomes at similar values of the regressors: else odds ratios are zero "
            "or infinite.",
            do="Leave out or join regressors that mark rows of one outcome only, or estimate the "
            "difference in shares with estimate_panel.",
        )


class NoSharesError(DesignError):
    """A conditional logit was asked for effects on shares."""

    def __init__(self) -> None:
        super().__init__(
            "A conditional logit has no effects on shares.",
            needed="The level of each unit, which conditioning takes out and nothing estimates.",
            do="Report odds ratios, saying that they are no ratios of shares; or use "
            "model='pooled', or estimate_panel for the difference in shares within units.",
        )


class WeightsOfRowsError(DesignError):
    """Rows were weighted where the method counts whole histories."""

    def __init__(self, weight: str) -> None:
        super().__init__(
            f"The panel has weights ({weight!r}).",
            needed="A conditional logit compares the rows of each unit among themselves, and "
            "counts every unit alike.",
            do="Read the panel without `weight`, or use model='pooled'.",
        )


class ClusterSplitsUnitError(DesignError):
    """A cluster divides the rows of a unit."""

    def __init__(self, cluster: object) -> None:
        super().__init__(
            f"Clusters {cluster!r} divide the rows of some units.",
            needed="A unit's rows are one observation here, so that it lies in one cluster.",
            do="Cluster at the level of units or above.",
        )
