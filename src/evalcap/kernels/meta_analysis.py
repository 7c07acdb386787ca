"""Effects of several studies put together, by random effects."""

from dataclasses import dataclass

import numpy as np
from scipy.special import chdtrc, fdtrc

from evalcap.kernels.arrays import FloatArray
from evalcap.kernels.between_studies import generalised_q, information_left, q_profile
from evalcap.kernels.distribution import Interval, critical_value


@dataclass(frozen=True, slots=True)
class Pooled:
    """Coefficients of a random-effects model.

    Attributes
    ----------
    coefficients
        In units of the effects, shape (n_terms,); the mean effect where there is one term.
    covariance
        Shape (n_terms, n_terms), with the scale of Hartung and Knapp in it.
    scale
        By how much their variance differs from the one that takes `tau2` for known.
    tau2
        Variance between studies.
    weights
        Share of each study, shape (n_studies,); they add up to one.
    """

    coefficients: FloatArray
    covariance: FloatArray
    scale: float
    tau2: float
    weights: FloatArray

    @property
    def degrees_of_freedom(self) -> int:
        """Studies beyond the number of coefficients."""
        return len(self.weights) - len(self.coefficients)

    def interval(self, term: int = 0, level: float = 0.95) -> Interval:
        """Give the interval of a coefficient, by Student's t."""
        reach = critical_value(level, self.degrees_of_freedom) * self.std_error(term)
        return Interval(self.coefficients[term] - reach, self.coefficients[term] + reach)

    def std_error(self, term: int = 0) -> float:
        """Give the standard error of a coefficient."""
        return float(np.sqrt(self.covariance[term, term]))

    def prediction(self, level: float = 0.95) -> Interval:
        """Give the interval for the effect in a new study, by Student's t with k - 2 degrees.

        References
        ----------
        Higgins, J. P. T., Thompson, S. G. and Spiegelhalter, D. J. (2009). A re-evaluation of
        random-effects meta-analysis. Journal of the Royal Statistical Society A 172(1), 137-159.
        """
        spread = np.sqrt(self.tau2 + self.covariance[0, 0])
        reach = critical_value(level, len(self.weights) - 2) * spread
        return Interval(self.coefficients[0] - reach, self.coefficients[0] + reach)

    def joint_p_value(self, first: int = 1) -> float:
        """Probability of coefficients from `first` on at least as far from zero, by an F test."""
        tested = self.coefficients[first:]
        distance = tested @ np.linalg.solve(self.covariance[first:, first:], tested)
        n_tested = len(tested)
        return float(fdtrc(n_tested, self.degrees_of_freedom, distance / n_tested))


@dataclass(frozen=True, slots=True)
class Heterogeneity:
    """How unlike the studies' effects are.

    Attributes
    ----------
    q, q_degrees_of_freedom, q_p_value
        Cochran's test that all true effects are the same.
    tau2, tau2_interval
        Variance between studies and its interval by the Q-profile method.
    i2
        Share of the variance of effects that lies between studies, from 0 to 1.
    """

    q: float
    q_degrees_of_freedom: int
    q_p_value: float
    tau2: float
    tau2_interval: Interval
    i2: float


def pool(
    effect: FloatArray,
    variance: FloatArray,
    design: FloatArray,
    tau2: float,
    *,
    least_scale: float = 1.0,
) -> Pooled:
    r"""Estimate the mean effect, or how it moves with what differs between studies.

    .. math::
        \hat\beta = (X'WX)^{-1} X'Wy, \quad
        s^2 = \max\Big(1, \frac{\sum_i w_i (y_i - x_i'\hat\beta)^2}{k - p}\Big), \quad
        \widehat{Var} = s^2 (X'WX)^{-1}

    Parameters
    ----------
    effect, variance
        Effects and their sampling variances, shape (n_studies,).
    design
        Shape (n_studies, n_terms); a column of ones for the mean effect.
    tau2
        Variance between studies.
    least_scale
        The least by which the variance is multiplied; below one, chance agreement of few studies
        gives intervals narrower than those of a single common effect.

    References
    ----------
    Knapp, G. and Hartung, J. (2003). Improved tests for a random effects meta-regression with a
    single covariate. Statistics in Medicine 22(17), 2693-2710.
    Rover, C., Knapp, G. and Friede, T. (2015). Hartung-Knapp-Sidik-Jonkman approach and its
    modification for random-effects meta-analysis with few studies. BMC Medical Research
    Methodology 15, 99.
    """
    weight = 1 / (variance + tau2)
    weighted = design * weight[:, None]
    bread = np.linalg.inv(design.T @ weighted)
    coefficients = bread @ (weighted.T @ effect)
    spare = len(effect) - design.shape[1]
    scale = max(least_scale, generalised_q(effect, variance, design, tau2) / spare)
    return Pooled(coefficients, scale * bread, scale, tau2, weight / weight.sum())


def heterogeneity(
    effect: FloatArray, variance: FloatArray, design: FloatArray, tau2: float
) -> Heterogeneity:
    """Describe how unlike the effects are, beyond what chance within studies explains."""
    spare = len(effect) - design.shape[1]
    q = generalised_q(effect, variance, design)
    typical = spare / information_left(variance, design)
    return Heterogeneity(
        q=q,
        q_degrees_of_freedom=spare,
        q_p_value=float(chdtrc(spare, q)),
        tau2=tau2,
        tau2_interval=q_profile(effect, variance, design),
        i2=tau2 / (tau2 + typical),
    )
