"""Whether treated and comparison units were alike before treatment."""

from collections.abc import Sequence

import numpy as np

from evalcap.dataset import Panel
from evalcap.dataset.number import column_names
from evalcap.diagnostics.baseline import Baseline, find_baseline
from evalcap.diagnostics.check import Check, Fact, Verdict, facts
from evalcap.diagnostics.difference import MeanDifference, difference_in_means
from evalcap.diagnostics.joint_test import JointTest, Untested
from evalcap.diagnostics.words import number_words, p_words
from evalcap.kernels.arrays import BoolArray, FloatArray
from evalcap.kernels.distribution import critical_value
from evalcap.kernels.least_squares import independent_columns

_CONCERN_ABOVE, _FAILED_ABOVE = 0.25, 1.0
_SIGNIFICANT_BELOW = 0.05
# Relative to a measure's size, what arithmetic alone can leave of a zero.
_ROUNDING = 1e-12


def check_balance(
    panel: Panel, *, covariates: Sequence[str] | None = None, period: object | None = None
) -> Check:
    r"""Compare treated and comparison units as they were before treatment.

    For the outcome and each covariate the normalised difference, in standard deviations:

    .. math:: (\bar{x}_1 - \bar{x}_0) / \sqrt{(s_1^2 + s_0^2) / 2}

    Any beyond 0.25 is of concern (the rule of thumb of Imbens and Rubin), any beyond 1 fails. A
    joint test on the clustered covariance of all differences is given beside, without part in
    the verdict: with many units it rejects differences that do not matter, with few it accepts
    those that do. The limits in the details are 95 % intervals of the differences, clustered.

    Parameters
    ----------
    covariates
        Columns to compare besides the outcome; those named in the panel by default.
    period
        The period compared, as a value of the time column. By default the last one before anyone
        is treated; a unit without a usable row there is taken at its first usable row before its
        treatment.

    Returns
    -------
    A check whose statistic is the Wald statistic and whose p-value is from F with clusters less
    one in the denominator; None for both when the differences reach half the number of clusters.
    Comparison units are those not treated within the data, or, where there are none, those
    treated after the first cohort.

    Raises
    ------
    PeriodError, EmptySampleError, DatasetError

    References
    ----------
    Imbens, G. W. and Rubin, D. B. (2015). Causal Inference for Statistics, Social, and Biomedical
    Sciences, chapter 14. Cambridge University Press.
    """
    asked = panel.names.covariates if covariates is None else column_names(covariates)
    names = tuple(dict.fromkeys(name for name in asked if name != panel.names.outcome))
    baseline = find_baseline(panel, names, period)
    treated = baseline.treated
    if min(treated.sum(), (~treated).sum()) < 2:  # noqa: PLR2004 - a spread needs two
        return _untested(baseline)
    means = difference_in_means(baseline.measures, treated, baseline.weight, baseline.cluster)
    normalised = _normalised(baseline, means)
    test = means.test(_independent(baseline))
    verdict = _verdict(normalised)
    return Check(
        name="balance",
        verdict=verdict,
        sentence=f"{_sentence(baseline, normalised, verdict)}; {_joint_words(test)}.",
        statistic=test.statistic if isinstance(test, JointTest) else None,
        p_value=test.p_value if isinstance(test, JointTest) else None,
        details=_details(baseline, means, normalised),
        excluded=baseline.excluded,
        notes=_notes(baseline),
    )


def _scale(baseline: Baseline) -> FloatArray:
    """Give the standard deviation of each measure, the groups' variances averaged."""
    treated = baseline.treated
    spread = [_variances(baseline, group) for group in (treated, ~treated)]
    return np.asarray(np.sqrt((spread[0] + spread[1]) / 2))


def _normalised(baseline: Baseline, means: MeanDifference) -> FloatArray:
    """Differences in standard deviations, infinite where a difference meets no spread."""
    scale = _scale(baseline)
    nothing = _ROUNDING * np.abs(baseline.measures).max(axis=0)
    apart, varies = np.abs(means.difference) > nothing, scale > nothing
    normalised = np.where(apart, np.copysign(np.inf, means.difference), 0.0)
    return np.divide(means.difference, scale, out=normalised, where=apart & varies)


def _variances(baseline: Baseline, group: BoolArray) -> FloatArray:
    """Sample variance of each column, weights taken as measures of reliability."""
    values, weight = baseline.measures[group], baseline.weight[group]
    share = weight / weight.sum()
    squares = share @ (values - share @ values) ** 2
    return np.asarray(squares / (1 - (share**2).sum()))


def _independent(baseline: Baseline) -> BoolArray:
    """Mark columns to test; a redundant or constant one would add nothing."""
    constant = np.ones(len(baseline.measures))
    return independent_columns(np.column_stack([constant, baseline.measures]))[1:]


def _verdict(normalised: FloatArray) -> Verdict:
    largest = np.abs(normalised).max()
    if largest > _FAILED_ABOVE:
        return "failed"
    return "concern" if largest > _CONCERN_ABOVE else "passed"


def _sentence(baseline: Baseline, normalised: FloatArray, verdict: Verdict) -> str:
    k = len(normalised)
    all_of_them = "the one measure" if k == 1 else f"all {k} measures"
    over = int((np.abs(normalised) > _CONCERN_ABOVE).sum())
    largest = _largest(baseline, normalised)
    pair = f"treated units and {baseline.comparison_words}"
    if verdict == "passed":
        return (
            f"Before treatment ({baseline.period}) {pair} were alike on average in "
            f"{all_of_them} compared ({largest}); "
            "they may still differ in what was not measured"
        )
    how = "noticeably" if verdict == "concern" else "strongly"
    so = (
        "so the result leans on how these differences are taken into account"
        if verdict == "concern"
        else "so much that adjustment may not make them comparable"
    )
    return (
        f"Before treatment ({baseline.period}) {pair} differed {how} in "
        f"{all_of_them if over == k else f'{over} of {k} measures'} compared ({largest}), {so}"
    )


def _largest(baseline: Baseline, normalised: FloatArray) -> str:
    i = int(np.argmax(np.abs(normalised)))
    name, size = baseline.names[i], abs(normalised[i])
    if np.isinf(size):
        return f"above all in {name}, which differs between the groups and is constant in each"
    return (
        f"the largest difference, in {name}, is {number_words(size)} standard deviations; "
        "0.25 is the rule of thumb of Imbens and Rubin 2015"
    )


def _joint_words(test: JointTest | Untested) -> str:
    if isinstance(test, Untested):
        return f"whether together they are more than chance cannot be tested ({test.reason})"
    chance = "are more than" if test.p_value < _SIGNIFICANT_BELOW else "could be"
    return f"together the differences {chance} chance ({p_words(test.p_value)})"


def _details(baseline: Baseline, means: MeanDifference, normalised: FloatArray) -> tuple[Fact, ...]:
    reach = _reach(baseline, means)
    return facts(
        {
            "covariate": baseline.names,
            "mean_treated": means.treated.tolist(),
            "mean_comparison": means.comparison.tolist(),
            "normalised_difference": normalised.tolist(),
            "conf_low": (normalised - reach).tolist(),
            "conf_high": (normalised + reach).tolist(),
        }
    )


def _reach(baseline: Baseline, means: MeanDifference) -> FloatArray:
    """Half of each 95 % interval, in standard deviations, which are taken as known."""
    scale, critical = _scale(baseline), critical_value(0.95, means.degrees_of_freedom)
    error = np.sqrt(np.diag(means.covariance))
    unknown = np.full_like(error, np.nan)
    return critical * np.divide(error, scale, out=unknown, where=scale > 0)


def _notes(baseline: Baseline) -> tuple[str, ...]:
    if not baseline.n_elsewhere:
        return ()
    note = (
        f"{baseline.n_elsewhere:,} units have no usable row in {baseline.period} and are taken "
        "at their first usable row before treatment."
    )
    return (note,)


def _untested(baseline: Baseline) -> Check:
    few = "treated" if baseline.treated.sum() < 2 else "comparison"  # noqa: PLR2004 - a spread needs two
    return Check(
        name="balance",
        verdict="cannot_be_tested",
        sentence=(
            "Whether treated and comparison units were alike before treatment cannot be tested: "
            f"fewer than two {few} units were observed before treatment."
        ),
        excluded=baseline.excluded,
    )
