"""A regression with an instrumented regressor, beside what its instruments are worth."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from evalcap.estimate.coefficients import coefficient_rows, term_position
from evalcap.estimate.effect import Estimate
from evalcap.estimate.interval import require_level
from evalcap.estimate.wald import WaldTest
from evalcap.kernels.anderson_rubin import AndersonRubin
from evalcap.kernels.arrays import FloatArray
from evalcap.kernels.distribution import Interval


@dataclass(frozen=True, slots=True)
class FirstStage:
    """What the instruments do to the endogenous regressor.

    Attributes
    ----------
    instruments
        Their names.
    estimate, std_error
        Coefficients, in units of the endogenous regressor for one of the instrument, shape (k,).
    effective_f
        Montiel Olea and Pflueger's statistic; the squared t statistic of a single instrument.
    needed_f
        What it must exceed for a bias of at most a tenth of the worst case, with 95 %
        confidence.
    share
        Share of the regressor's variance, beyond covariates and fixed effects, that the
        instruments explain.
    """

    instruments: tuple[str, ...]
    estimate: FloatArray
    std_error: FloatArray
    effective_f: float
    needed_f: float
    share: float

    @property
    def is_weak(self) -> bool:
        """Whether the conventional interval cannot be relied upon."""
        return self.effective_f <= self.needed_f

    def to_frame(self) -> pd.DataFrame:
        """Give one tidy row an instrument."""
        rows = {"term": list(self.instruments), "estimate": self.estimate}
        return pd.DataFrame(rows | {"std_error": self.std_error})

    def __str__(self) -> str:
        strength = "weak" if self.is_weak else "strong"
        named = ", ".join(self.instruments)
        return (
            f"{named}: effective F {self.effective_f:.4g} ({strength}; {self.needed_f:.4g} is "
            f"needed), explaining {self.share:.1%} of what varies"
        )


@dataclass(frozen=True, slots=True, repr=False)
class InstrumentalFit:
    """Two-stage least squares coefficients.

    Attributes
    ----------
    terms
        The endogenous regressor, then the covariates.
    estimate
        Coefficients, in units of the outcome for one of the regressor, shape (k,).
    covariance
        Shape (k, k).
    degrees_of_freedom
        Of the t distribution.
    model
        The model in words.
    first_stage
        How strong the instruments are.
    anderson_rubin
        The test of an effect whose size is right however weak they are.
    overidentification
        Whether they agree with each other; None with one instrument.
    """

    terms: tuple[str, ...]
    estimate: FloatArray
    covariance: FloatArray
    degrees_of_freedom: float
    model: str
    n_obs: int
    n_units: int
    n_clusters: int
    first_stage: FirstStage
    anderson_rubin: AndersonRubin
    overidentification: WaldTest | None
    outcome: str = "outcome"
    excluded: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def std_error(self) -> FloatArray:
        """Standard errors, shape (k,)."""
        return np.sqrt(np.diag(self.covariance))

    def robust_set(self, level: float = 0.95) -> tuple[Interval, ...]:
        """Effects of the endogenous regressor that the Anderson-Rubin test does not reject.

        One interval; or two rays or the whole line, if instruments are weak; or none, if several
        contradict each other.
        """
        require_level(level)
        return self.anderson_rubin.accepted(level)

    def robust_interval(self, level: float = 0.95) -> Interval:
        """Give the smallest interval that holds the robust set; NaN where that is empty."""
        accepted = self.robust_set(level)
        if not accepted:
            return Interval(np.nan, np.nan)
        return Interval(accepted[0].low, accepted[-1].high)

    def term(self, name: str) -> Estimate:
        """Give one coefficient as an estimate; that of the instrumented regressor with its set."""
        i = term_position(name, self.terms)
        return Estimate(
            estimand=name,
            point=float(self.estimate[i]),
            std_error=float(self.std_error[i]),
            n_obs=self.n_obs,
            n_units=self.n_units,
            n_clusters=self.n_clusters,
            excluded=self.excluded,
            degrees_of_freedom=self.degrees_of_freedom,
            estimator=self.model,
            notes=(*self.notes, *(() if i else self._warnings())),
        )

    def _warnings(self) -> tuple[str, ...]:
        robust = (
            f"Whatever the strength of the instruments ({self.first_stage}), the Anderson-Rubin "
            f"95% set holds {set_words(self.robust_set())}."
        )
        notes = [robust]
        if self.first_stage.is_weak:
            notes.append("The instruments are weak: read this set, not the conventional interval.")
        if self.overidentification is not None:
            notes.append(f"{self.overidentification}.")
        return tuple(notes)

    def to_frame(self, level: float = 0.95) -> pd.DataFrame:
        """Give the coefficients as tidy rows, with the ends of the robust interval."""
        rows = coefficient_rows(
            self.terms,
            self.estimate,
            self.std_error,
            degrees_of_freedom=self.degrees_of_freedom,
            level=level,
        )
        low, high = self.robust_interval(level)
        instrumented = np.arange(len(rows)) == 0
        return rows.assign(
            robust_low=np.where(instrumented, low, np.nan),
            robust_high=np.where(instrumented, high, np.nan),
        )

    def __str__(self) -> str:
        first = self.term(self.terms[0])
        low, high = first.interval()
        return (
            f"{self.terms[0]} {first.point:.4g} (95% CI {low:.4g} to {high:.4g}; Anderson-Rubin "
            f"set: {set_words(self.robust_set())}), instrumented by {self.first_stage}; "
            f"{self.n_obs:,} rows, {self.n_units:,} units"
        )

    def _repr_html_(self) -> str:
        return f"<p>{self}</p>{self.to_frame().to_html(index=False)}"


def set_words(accepted: Sequence[Interval]) -> str:
    """Write a set of effects in words."""
    return " or ".join(map(_words, accepted)) or "no effect: the instruments contradict each other"


def _words(interval: Interval) -> str:
    low, high = (f"{limit:.4g}" if np.isfinite(limit) else "" for limit in interval)
    if low and high:
        return f"{low} to {high}"
    if low or high:
        return f"all from {low} on" if low else f"all up to {high}"
    return "every effect"
