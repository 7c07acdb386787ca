"""Whether small studies tell another story than large ones."""

from dataclasses import dataclass

import numpy as np

from evalcap.kernels.arrays import FloatArray
from evalcap.kernels.distribution import two_sided_p


@dataclass(frozen=True, slots=True)
class Asymmetry:
    """How far effects over their standard errors lie from a line through the origin.

    Attributes
    ----------
    intercept
        In standard errors; zero where small studies agree with large ones.
    """

    intercept: float
    std_error: float
    degrees_of_freedom: int

    @property
    def p_value(self) -> float:
        """Probability of an intercept at least as far from zero, if small studies agree."""
        return float(two_sided_p(self.intercept / self.std_error, self.degrees_of_freedom))


def egger_test(effect: FloatArray, std_error: FloatArray) -> Asymmetry:
    """Regress effects over their standard errors on one over their standard errors.

    Parameters
    ----------
    effect, std_error
        Shape (n_studies,); the standard errors differ.

    References
    ----------
    Egger, M., Davey Smith, G., Schneider, M. and Minder, C. (1997). Bias in meta-analysis detected
    by a simple, graphical test. BMJ 315, 629-634.
    """
    design = np.column_stack([np.ones_like(effect), 1 / std_error])
    standardised = effect / std_error
    bread = np.linalg.inv(design.T @ design)
    fitted = bread @ (design.T @ standardised)
    spare = len(effect) - 2
    variance = float(np.square(standardised - design @ fitted).sum()) / spare
    return Asymmetry(float(fitted[0]), float(np.sqrt(variance * bread[0, 0])), spare)
