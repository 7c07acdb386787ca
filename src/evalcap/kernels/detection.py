"""Signal detection: how well true and false are told apart, and which way doubts are settled."""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from evalcap.kernels.arrays import FloatArray
from evalcap.kernels.proportion import Proportion, clustered_variance

_NORMAL = np.sqrt(2 * np.pi)


@dataclass(frozen=True, slots=True)
class Discrimination:
    """How well signals are told from noise.

    Attributes
    ----------
    d_prime
        Distance between the two distributions, in standard deviations; 0 is chance.
    criterion
        Where the line is drawn, in standard deviations from the midpoint: above 0, doubtful cases
        are taken for noise.
    d_prime_std_error, criterion_std_error
        Their standard errors.
    """

    d_prime: float
    criterion: float
    d_prime_std_error: float
    criterion_std_error: float


def discriminate(hit: Proportion, false_alarm: Proportion, *, log_linear: bool) -> Discrimination:
    r"""Find d' and the criterion c from the rates of hits and of false alarms.

    .. math:: d' = z(H) - z(F), \quad c = -\tfrac12 (z(H) + z(F))

    With the log-linear correction, half a success and one trial are added to each rate, so that
    rates of 0 and 1 have a finite z. Standard errors are by the delta method, from the spread
    between clusters where there are several, and never below those of independent trials.

    Parameters
    ----------
    hit
        Signals taken for signals.
    false_alarm
        Noise taken for a signal; by the same clusters, in the same order.
    log_linear
        Whether rates are corrected.

    Returns
    -------
    Discrimination
        Missing where a rate is, or where an uncorrected one is 0 or 1.

    References
    ----------
    Hautus, M. J. (1995). Corrections for extreme proportions and their biasing effects on
    estimated values of d'. Behavior Research Methods, Instruments and Computers 27(1), 46-51.
    Gourevitch, V. and Galanter, E. (1967). A significance test for one parameter isosensitivity
    functions. Psychometrika 32(1), 25-33.
    """
    rates = [_rate(found, log_linear=log_linear) for found in (hit, false_alarm)]
    if not all(0 < rate < 1 for rate in rates):
        return Discrimination(*[float("nan")] * 4)
    z_hit, z_false = (float(ndtri(rate)) for rate in rates)
    # What a small change of a rate does to its z.
    slopes = [_NORMAL * np.exp(z**2 / 2) for z in (z_hit, z_false)]
    independent = sum(
        slope**2 * rate * (1 - rate) / (found.trials + log_linear)
        for slope, rate, found in zip(slopes, rates, (hit, false_alarm), strict=True)
    )
    moved_hit, moved_false = slopes[0] * hit.influence, slopes[1] * false_alarm.influence
    return Discrimination(
        d_prime=z_hit - z_false,
        criterion=-(z_hit + z_false) / 2,
        d_prime_std_error=_std_error(moved_hit - moved_false, independent),
        criterion_std_error=_std_error((moved_hit + moved_false) / 2, independent / 4),
    )


def a_prime(hit: float, false_alarm: float) -> float:
    """Give A', a measure of discrimination that needs no distribution; 0.5 is chance.

    References
    ----------
    Stanislaw, H. and Todorov, N. (1999). Calculation of signal detection theory measures.
    Behavior Research Methods, Instruments and Computers 31(1), 137-149, equation 2.
    """
    gap = hit - false_alarm
    if np.isnan(gap):
        return float("nan")
    if not gap:
        return 0.5
    spread = 4 * max(hit, false_alarm) - 4 * hit * false_alarm
    return float(0.5 + np.sign(gap) * (gap**2 + abs(gap)) / spread)


def _rate(found: Proportion, *, log_linear: bool) -> float:
    if not found.trials:
        return float("nan")
    return (found.share * found.trials + log_linear / 2) / (found.trials + log_linear)


def _std_error(influence: FloatArray, independent: float) -> float:
    return float(np.sqrt(max(clustered_variance(influence), independent)))
