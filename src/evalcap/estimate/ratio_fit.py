"""A regression whose coefficients are logarithms of rate or odds ratios."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from evalcap.errors.outcomes import NoSharesError
from evalcap.estimate.coefficients import coefficient_rows, term_position
from evalcap.estimate.effect import Estimate, sample_words
from evalcap.estimate.ratio import Ratio, RatioKind
from evalcap.kernels.arrays import FloatArray


@dataclass(frozen=True, slots=True)
class AverageEffects:
    """What one more unit of each regressor does to the outcome, averaged over the rows used.

    For a regressor of only 0 and 1 the step from 0 to 1, for others the slope.

    Attributes
    ----------
    estimate
        In units of the outcome, shape (k,).
    covariance
        Shape (k, k).
    """

    estimate: FloatArray
    covariance: FloatArray


@dataclass(frozen=True, slots=True, repr=False)
class RatioFit:
    """Coefficients of a Poisson or logit model.

    Attributes
    ----------
    kind
        Whether exponentials of coefficients are rate ratios or odds ratios.
    terms
        Names of the regressors; a constant is fitted and not among them.
    estimate
        Coefficients: logarithms of ratios for one more unit of the regressor, shape (k,).
    covariance
        Shape (k, k).
    degrees_of_freedom
        Of the t distribution; infinite means the normal distribution.
    model
        The model in words.
    average_effects
        On the outcome's own scale; None where the model has none.
    """

    kind: RatioKind
    terms: tuple[str, ...]
    estimate: FloatArray
    covariance: FloatArray
    degrees_of_freedom: float
    model: str
    n_obs: int
    n_units: int
    n_clusters: int
    average_effects: AverageEffects | None
    outcome: str = "outcome"
    excluded: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def std_error(self) -> FloatArray:
        """Standard errors of the coefficients, shape (k,)."""
        return np.sqrt(np.diag(self.covariance))

    def ratio(self, name: str) -> Ratio:
        """Give the ratio of a regressor, for one more unit of it."""
        i = term_position(name, self.terms)
        return Ratio(
            kind=self.kind,
            log=float(self.estimate[i]),
            std_error=float(self.std_error[i]),
            degrees_of_freedom=self.degrees_of_freedom,
        )

    def term(self, name: str) -> Estimate:
        """Give one coefficient, the logarithm of a ratio, as an estimate."""
        ratio = self.ratio(name)
        estimand = f"logarithm of the {self.kind} of {name}"
        return self._estimate(estimand, ratio.log, ratio.std_error, self.notes)

    def effect(self, name: str) -> Estimate:
        """Give what a regressor does to the outcome itself, averaged over the rows used.

        Raises
        ------
        NoSharesError
            For a conditional logit.
        """
        i = term_position(name, self.terms)
        if self.average_effects is None:
            raise NoSharesError
        point = float(self.average_effects.estimate[i])
        std_error = float(np.sqrt(self.average_effects.covariance[i, i]))
        note = f"{name}: {self.ratio(name)}."
        return self._estimate(f"average effect of {name}", point, std_error, (*self.notes, note))

    def _estimate(
        self, estimand: str, point: float, std_error: float, notes: tuple[str, ...]
    ) -> Estimate:
        return Estimate(
            estimand=estimand,
            point=point,
            std_error=std_error,
            n_obs=self.n_obs,
            n_units=self.n_units,
            n_clusters=self.n_clusters,
            excluded=self.excluded,
            degrees_of_freedom=self.degrees_of_freedom,
            estimator=self.model,
            notes=notes,
        )

    def to_frame(self, level: float = 0.95) -> pd.DataFrame:
        """Give the coefficients as tidy rows, with their ratios and average effects."""
        rows = coefficient_rows(
            self.terms,
            self.estimate,
            self.std_error,
            degrees_of_freedom=self.degrees_of_freedom,
            level=level,
        )
        ratios = [self.ratio(name) for name in self.terms]
        limits = [ratio.interval(level) for ratio in ratios]
        rows["ratio"] = [ratio.ratio for ratio in ratios]
        for end in ("low", "high"):
            rows[f"ratio_{end}"] = np.array([getattr(interval, end) for interval in limits])
        if self.average_effects is not None:
            rows["effect"] = self.average_effects.estimate
            rows["effect_std_error"] = np.sqrt(np.diag(self.average_effects.covariance))
        return rows

    def __str__(self) -> str:
        told = "; ".join(f"{name} {self.ratio(name)}" for name in self.terms)
        caution = " Odds ratios are no ratios of shares." if self.kind == "odds ratio" else ""
        return (
            f"{self.model}: {told}; {self.n_obs:,} rows, "
            f"{sample_words(self.n_units, self.n_clusters)}.{caution}"
        )

    def _repr_html_(self) -> str:
        return f"<p>{self}</p>{self.to_frame().to_html(index=False)}"
