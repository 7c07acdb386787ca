"""What a joint test of differences before treatment would find, and what passes it unseen."""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq
from scipy.special import chdtr, chndtr

from evalcap.kernels.arrays import FloatArray

_MOST_NONCENTRAL = 1e4
_NEVER = 1e-12


@dataclass(frozen=True, slots=True)
class PreTest:
    """A Wald test of differences before treatment, against a steady trend.

    The differences are taken as normal with known covariance.

    Attributes
    ----------
    distance
        Periods over which each difference is taken, negative where it looks back, shape (k,).
    covariance
        Of the differences, full rank, shape (k, k).
    critical
        The test rejects when its chi-squared statistic is larger.
    """

    distance: FloatArray
    covariance: FloatArray
    critical: float

    def power(self, slope: float) -> float:
        """Probability that the test finds a trend of this slope, in units a period."""
        return 1 - self._passing(slope**2 * self._information, len(self.distance))

    def slope_for(self, power: float) -> float:
        """Slope, in units a period, that the test finds with this probability.

        It must exceed the size of the test.
        """
        k = len(self.distance)

        def excess(noncentral: float) -> float:
            return 1 - self._passing(noncentral, k) - power

        return float(np.sqrt(brentq(excess, 0.0, _MOST_NONCENTRAL) / self._information))

    def bias_after_passing(
        self, slope: float, first_distance: float, covariance_with_first: FloatArray
    ) -> float:
        """Mean error of the first effect under this trend, among samples that pass the test.

        Passing draws the differences towards zero by one factor, as it depends on them only
        through a norm; the first effect follows as far as it is correlated with them.

        Parameters
        ----------
        first_distance
            Periods from the base period to the first effect.
        covariance_with_first
            Of the first effect and the differences, shape (k,).
        """
        k, noncentral = len(self.distance), slope**2 * self._information
        passing = self._passing(noncentral, k)
        # Where none would pass, those that did would lie at the test's very edge.
        kept = (
            self._passing(noncentral, k + 2) / passing
            if passing > _NEVER
            else np.sqrt(self.critical / noncentral)
        )
        follows = covariance_with_first @ np.linalg.solve(self.covariance, self.distance)
        return float(slope * (first_distance - (1 - kept) * follows))

    @property
    def _information(self) -> float:
        return float(self.distance @ np.linalg.solve(self.covariance, self.distance))

    def _passing(self, noncentral: float, degrees_of_freedom: int) -> float:
        if noncentral == 0:
            return float(chdtr(degrees_of_freedom, self.critical))
        return float(chndtr(self.critical, degrees_of_freedom, noncentral))
