"""Errors of instrumental variables: the instruments do not identify the effect."""

from collections.abc import Collection

from evalcap.errors.design import DesignError
from evalcap.errors.root import count, quoted


class InstrumentsError(DesignError):
    """Some instruments carry nothing of their own."""

    def __init__(self, absorbed: Collection[str], redundant: Collection[str], model: str) -> None:
        self.absorbed, self.redundant = tuple(absorbed), tuple(redundant)
        wrong = []
        if absorbed:
            wrong.append(f"Nothing varies beyond the {model} in: {quoted(absorbed)}.")
        if redundant:
            wrong.append(f"Covariates and instruments before determine: {quoted(redundant)}.")
        super().__init__(
            "\n".join(["Some instruments cannot be used.", *wrong]),
            needed="Each instrument must vary beyond the fixed effects, the covariates and the "
            "other instruments.",
            do="Leave these instruments out. One that does not vary over time, such as a "
            "distance, can be multiplied by something that does, or used with model='pooled'.",
        )


class OwnInstrumentError(DesignError):
    """The endogenous regressor serves as an instrument or covariate, or one column as both."""

    def __init__(self, names: Collection[str]) -> None:
        super().__init__(
            f"Named in more than one role: {quoted(names)}.",
            needed="The endogenous regressor, the instruments and the covariates are different "
            "columns.",
            do="Name each column once: as an instrument only if it moves the outcome through the "
            "endogenous regressor alone, else as a covariate.",
        )


class UnderidentifiedError(DesignError):
    """The instruments do not move the endogenous regressor at all."""

    def __init__(self, endogenous: str, instruments: Collection[str]) -> None:
        super().__init__(
            f"In this sample {quoted(instruments)} explain nothing of {endogenous!r}.",
            needed="The effect is identified by what instruments change in the regressor.",
            do="Check the instruments' coding, or estimate what the instruments do to the outcome "
            "itself with estimate_panel.",
        )


class NothingEndogenousError(DesignError):
    """The instruments determine the endogenous regressor."""

    def __init__(self, endogenous: str, instruments: Collection[str]) -> None:
        super().__init__(
            f"{quoted(instruments)} and the covariates determine {endogenous!r} entirely.",
            needed="Instruments are for a regressor that also moves for other reasons.",
            do=f"Regress the outcome on {endogenous!r} with estimate_panel: the numbers are the "
            "same.",
        )


class TooManyInstrumentsError(DesignError):
    """There are not more clusters than instruments."""

    def __init__(self, n_instruments: int, n_clusters: int) -> None:
        super().__init__(
            f"{count(n_instruments, 'instrument')} came with {count(n_clusters, 'cluster')}.",
            needed="The joint variance of the instruments' coefficients needs more clusters than "
            "instruments.",
            do="Use fewer instruments, or cluster at a lower level.",
        )
