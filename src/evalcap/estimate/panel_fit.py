"""A fitted panel regression with several terms."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from evalcap.estimate.coefficients import coefficient_rows, term_position
from evalcap.estimate.effect import Estimate
from evalcap.kernels.arrays import FloatArray
from evalcap.kernels.rounding import root


@dataclass(frozen=True, slots=True, repr=False)
class PanelFit:
    """Coefficients of a panel regression.

    Attributes
    ----------
    terms
        Names of the regressors.
    estimate
        Coefficients, in units of the outcome for each unit of the regressor, shape (k,).
    covariance
        Shape (k, k).
    degrees_of_freedom
        Of the t distribution.
    model
        The model in words.
    r_squared
        Share of variance explained, by the model's own definition.
    """

    terms: tuple[str, ...]
    estimate: FloatArray
    covariance: FloatArray
    degrees_of_freedom: float
    model: str
    n_obs: int
    n_units: int
    n_clusters: int
    r_squared: float
    outcome: str = "outcome"
    excluded: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def std_error(self) -> FloatArray:
        """Standard errors, shape (k,)."""
        return root(np.diag(self.covariance))

    def term(self, name: str) -> Estimate:
        """Give one coefficient as an estimate."""
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
            notes=self.notes,
        )

    def to_frame(self, level: float = 0.95) -> pd.DataFrame:
        """Give the coefficients as tidy rows."""
        return coefficient_rows(
            self.terms,
            self.estimate,
            self.std_error,
            degrees_of_freedom=self.degrees_of_freedom,
            level=level,
        )

    def __str__(self) -> str:
        terms = "; ".join(
            f"{t} {b:.4g} (se {s:.4g})"
            for t, b, s in zip(self.terms, self.estimate, self.std_error, strict=True)
        )
        return f"{self.model}: {terms}; {self.n_obs:,} rows, {self.n_units:,} units"

    def _repr_html_(self) -> str:
        return f"<p>{self}</p>{self.to_frame().to_html(index=False)}"
