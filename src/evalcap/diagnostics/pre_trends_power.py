"""Which trends the test of differences before treatment would have missed."""

from dataclasses import dataclass

import numpy as np
from scipy.special import chdtri, fdtri

from evalcap.diagnostics.before import Before, find_before
from evalcap.diagnostics.joint_test import Untested, joint_test
from evalcap.diagnostics.words import number_words, percent_words
from evalcap.errors.design import OptionError
from evalcap.errors.diagnostics import PreTestError
from evalcap.estimate import EffectPath, GroupTimeEffects
from evalcap.kernels.pre_test import PreTest

SIZE = 0.05


@dataclass(frozen=True, slots=True)
class PreTrendsPower:
    """A steady trend, how surely the pre-test finds it, and what it does to the first effect.

    Attributes
    ----------
    slope
        How far treated and comparison units part in each period, in units of the outcome.
    power
        Probability that the joint test at 5 % finds this trend.
    bias
        What the trend adds to the first effect, in units of the outcome.
    bias_after_passing
        The same on average among samples that pass the test; None where the covariance of the
        first effect with the differences is unknown.
    n_differences
        Differences before treatment that are tested.
    """

    slope: float
    power: float
    bias: float
    bias_after_passing: float | None
    n_differences: int
    outcome: str = "outcome"

    def __str__(self) -> str:
        text = (
            f"If {self.outcome} in treated and comparison units parted steadily by "
            f"{number_words(abs(self.slope))} a period, the test of {self.n_differences} "
            f"differences before treatment would find it in {percent_words(self.power)} of "
            f"samples; it would shift the first effect by {number_words(abs(self.bias))}"
        )
        if self.bias_after_passing is None:
            return f"{text}."
        passed = number_words(abs(self.bias_after_passing))
        return f"{text}, and by {passed} on average in samples that pass the test."


def pre_trends_power(
    effects: GroupTimeEffects | EffectPath,
    *,
    slope: float | None = None,
    power: float = 0.5,
    anticipation: float = 0,
) -> PreTrendsPower:
    """Find the steady trend that the pre-test detects with some power, or its power against one.

    Parameters
    ----------
    effects
        What `check_pre_trends` takes, with a known base period: group-time effects, or a path
        whose coefficients are all relative to one.
    slope
        How far treated and comparison units part in each period, in units of the outcome.
    power
        Where no slope is given: the trend found with this probability, above 0.05.
    anticipation
        Periods before treatment that are not tested.

    Returns
    -------
    Power of the joint test at 5 % that `check_pre_trends` makes, with the covariance taken as
    known, and the bias of the first effect under the trend. Roth's R package pretrends takes any
    single significant coefficient as the test instead.

    Raises
    ------
    NotByEventTimeError, PreTestError, OptionError

    References
    ----------
    Roth, J. (2022). Pretest with caution: event-study estimates after testing for parallel
    trends. American Economic Review: Insights 4(3), 305-322.
    """
    before = find_before(effects, anticipation)
    reason = _why_untested(before)
    if reason:
        raise PreTestError(reason)
    if not SIZE < power < 1:
        raise OptionError("power", power, ("a probability above 0.05 and below 1",))
    if slope is not None and not np.isfinite(slope):
        raise OptionError("slope", slope, ("a number",))
    return of_differences(before, slope=slope, power=power)


def of_differences(
    before: Before, *, slope: float | None = None, power: float = 0.5
) -> PreTrendsPower:
    """Find the power of the joint test of differences whose trend is known."""
    assert before.trend is not None  # noqa: S101 - callers have asked
    trend = before.trend
    test = PreTest(trend.distance, before.covariance, _critical(before))
    slope = test.slope_for(power) if slope is None else slope
    with_first = trend.covariance_with_first
    return PreTrendsPower(
        slope=slope,
        power=test.power(slope),
        bias=slope * trend.first,
        bias_after_passing=(
            None if with_first is None else test.bias_after_passing(slope, trend.first, with_first)
        ),
        n_differences=len(trend.distance),
        outcome=before.outcome,
    )


def _why_untested(before: Before) -> str:
    if not len(before.estimate):
        return "there is no difference before treatment"
    test = joint_test(before.estimate, before.covariance, n_clusters=before.n_clusters)
    if isinstance(test, Untested):
        return test.reason
    return "" if before.trend else "the differences are not all relative to a known base period"


def _critical(before: Before) -> float:
    k = len(before.estimate)
    if np.isinf(before.degrees_of_freedom):
        return float(chdtri(k, SIZE))
    return float(k * fdtri(k, before.degrees_of_freedom, 1 - SIZE))
