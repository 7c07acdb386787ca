"""Effects that a test does not reject whose size is right however weak instruments are."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq
from scipy.special import fdtrc, fdtri

from evalcap.kernels.arrays import BoolArray, FloatArray
from evalcap.kernels.distribution import Interval

# Roots this far from the unit circle, on which real ones lie, can still be double roots.
_NEAR = 1e-3


@dataclass(frozen=True, slots=True)
class AndersonRubin:
    r"""The test that an effect is `\beta`: then the instruments explain nothing of the rest.

    .. math:: \gamma - \beta \pi = 0

    Attributes
    ----------
    outcome, endogenous
        Coefficients of the instruments for outcome and endogenous regressor, shape
        (n_instruments,).
    covariance
        Of both together, shape (2 n_instruments, 2 n_instruments).
    degrees_of_freedom
        Of the F distribution's denominator.

    References
    ----------
    Anderson, T. W. and Rubin, H. (1949). Estimation of the parameters of a single equation in a
    complete system of stochastic equations. Annals of Mathematical Statistics 20(1), 46-63.
    """

    outcome: FloatArray
    endogenous: FloatArray
    covariance: FloatArray
    degrees_of_freedom: float

    @property
    def n_instruments(self) -> int:
        """Number of instruments."""
        return len(self.outcome)

    def statistic(self, effect: float) -> float:
        """F statistic of an effect, in units of the outcome for one of the regressor."""
        return self.along(1.0, effect)

    def p_value(self, effect: float = 0.0) -> float:
        """Probability of a statistic at least as large if this is the effect."""
        value = self.statistic(effect)
        return float(fdtrc(self.n_instruments, self.degrees_of_freedom, value))

    def along(self, own: float, effect: float) -> float:
        """F statistic of no effect of `own` times the outcome less `effect` times the regressor."""
        combine = np.kron([[own, -effect]], np.eye(self.n_instruments))
        gap = own * self.outcome - effect * self.endogenous
        spread = combine @ self.covariance @ combine.T
        return float(gap @ np.linalg.solve(spread, gap)) / self.n_instruments

    def accepted(self, level: float = 0.95) -> tuple[Interval, ...]:
        """Find the effects that are not rejected, as intervals from low to high.

        Seen as angles, all effects lie on a half circle whose ends are plus and minus infinity,
        and times a determinant the statistic is a trigonometric polynomial: its roots are all
        found at once. The set may be the whole line, two rays, or empty where several
        instruments contradict each other.
        """
        critical = float(fdtri(self.n_instruments, self.degrees_of_freedom, level))
        turned = _turned(self)

        def excess(angle: float) -> float:
            return self.along(*turned.weights(angle)) - critical

        angles = _roots(self, turned, critical)
        edges = np.append(angles, angles[:1] + np.pi)
        middles = (edges[1:] + edges[:-1]) / 2 if len(angles) else np.zeros(1)
        inside = np.array([excess(angle) <= 0 for angle in middles])
        if (inside == inside[0]).all():
            return (Interval(-np.inf, np.inf),) if inside[0] else ()
        return _intervals(excess, turned, middles, inside)


@dataclass(frozen=True, slots=True)
class _Turned:
    """Effects as angles: `centre + scale * tan(angle)`, where infinity is a point like others."""

    centre: float
    scale: float

    def weights(self, angle: float) -> tuple[float, float]:
        """Give the weights of outcome and regressor in the test of an angle's effect."""
        own = float(np.cos(angle))
        return own, self.centre * own + self.scale * float(np.sin(angle))

    def effect(self, angle: float) -> float:
        """Give the effect at an angle."""
        return self.centre + self.scale * float(np.tan(angle))


def _turned(test: AndersonRubin) -> _Turned:
    """Centre on the effect that the first stage suggests, about a standard error wide."""
    k = test.n_instruments
    weights = np.linalg.solve(test.covariance[k:, k:], test.endogenous)
    centre = float(weights @ test.outcome / (weights @ test.endogenous))
    combine = np.kron([[1.0, -centre]], np.eye(k))
    spread = np.trace(combine @ test.covariance @ combine.T)
    return _Turned(centre, float(np.sqrt(spread / (test.endogenous @ test.endogenous))))


def _roots(test: AndersonRubin, turned: _Turned, critical: float) -> FloatArray:
    """Find the angles at which the statistic may be critical, increasing, over half a turn."""
    k = test.n_instruments
    angles = np.pi * np.arange(2 * k + 1) / (2 * k + 1)
    values = []
    for own, effect in map(turned.weights, angles):
        combine = np.kron([[own, -effect]], np.eye(k))
        volume = np.linalg.det(combine @ test.covariance @ combine.T)
        values.append(volume * (test.along(own, effect) - critical))
    frequencies = np.arange(-k, k + 1)
    terms = np.exp(-2j * np.outer(frequencies, angles)) @ np.array(values)
    roots = np.roots(terms[::-1])
    near = np.abs(np.abs(roots) - 1) < _NEAR
    return np.sort(np.angle(roots[near]) / 2)


def _intervals(
    excess: Callable[[float], float], turned: _Turned, middles: FloatArray, inside: BoolArray
) -> tuple[Interval, ...]:
    """Join arcs that are inside, each from the edge where it is entered to that where it is left.

    Parameters
    ----------
    middles, inside
        A point of each arc between possible edges, increasing, and whether it is accepted.
    """
    before = np.append(middles[-1] - np.pi, middles[:-1])
    changes = np.flatnonzero(inside != np.roll(inside, 1))
    edges = [float(brentq(excess, before[i], middles[i], xtol=1e-15)) for i in changes]
    first = 0 if inside[changes[0]] else 1
    edges = edges[first:] + [edge + np.pi for edge in edges[:first]]
    found = []
    for entered, left in zip(edges[::2], edges[1::2], strict=True):
        low, high = turned.effect(entered), turned.effect(left)
        passes = np.floor(left / np.pi - 0.5) != np.floor(entered / np.pi - 0.5)
        if passes:
            found += [Interval(-np.inf, high), Interval(low, np.inf)]
        else:
            found.append(Interval(low, high))
    return tuple(sorted(found))
