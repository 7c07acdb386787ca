"""Coefficients of an event study relative to one base period, as sensitivity kernels take them."""

from dataclasses import dataclass

import numpy as np

from evalcap.kernels.arrays import FloatArray
from evalcap.kernels.rounding import root


@dataclass(frozen=True, slots=True)
class EventStudy:
    """Evenly spaced coefficients, and the average of later ones that is of interest.

    Attributes
    ----------
    estimate
        Relative to a base period that lies between the first `n_before` and the rest, in units
        of the outcome, shape (k,).
    covariance
        Shape (k, k).
    n_before
        Coefficients before the base period, one or more.
    target
        Weights of the coefficients after the base period, shape (k - n_before,).
    """

    estimate: FloatArray
    covariance: FloatArray
    n_before: int
    target: FloatArray

    @property
    def weights(self) -> FloatArray:
        """Weights of all coefficients in the number of interest, shape (k,)."""
        return np.concatenate([np.zeros(self.n_before), self.target])

    @property
    def point(self) -> float:
        """The number of interest, in units of the outcome."""
        return float(self.weights @ self.estimate)

    @property
    def std_error(self) -> float:
        """Its standard error, in units of the outcome."""
        return float(root(self.weights @ self.covariance @ self.weights))

    @property
    def steps(self) -> FloatArray:
        """Change of each coefficient from the period before, as weights, shape (k, k)."""
        k = len(self.estimate)
        differences = np.diff(np.eye(k + 1), axis=0)
        return np.delete(differences, self.n_before, axis=1)
