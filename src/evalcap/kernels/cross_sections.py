r"""The effect in one two-by-two comparison of repeated cross-sections.

Different people before and after: four group means, or predictions, take the place of changes.
Influence is by row.

References
----------
Sant'Anna, P. H. C. and Zhao, J. (2020). Doubly robust difference-in-differences estimators.
Journal of Econometrics 219(1), 101-122. Locally efficient forms, as in their R package DRDID.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from evalcap.kernels.arrays import FloatArray
from evalcap.kernels.contrasts import (
    CollinearTreatedError,
    Contrast,
    Mean,
    Method,
    propensity_gradient,
    tilted_odds,
    weighted_mean,
)
from evalcap.kernels.groups import (
    CollinearComparisonError,
    comparison_odds,
    fit_propensity,
    mean_regressors,
    require_weight,
)
from evalcap.kernels.least_squares import Fit, independent_columns, least_squares


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of one comparison.

    Attributes
    ----------
    outcome
        Shape (n_rows,).
    post
        1 in the later period, 0 in the base period, shape (n_rows,).
    treated
        1 for treated, 0 for comparison, shape (n_rows,).
    regressors
        Constant and covariates, shape (n_rows, k).
    weight
        Shape (n_rows,).
    """

    outcome: FloatArray
    post: FloatArray
    treated: FloatArray
    regressors: FloatArray
    weight: FloatArray

    def fit(self, treated: float, post: float, weight: FloatArray) -> Fit:
        """Regress the outcome in one of the four groups."""
        inside = weight * (self.treated == treated) * (self.post == post)
        if not independent_columns(self.regressors, inside).all():
            raise CollinearTreatedError if treated else CollinearComparisonError
        return least_squares(self.regressors, self.outcome, inside)

    def odds(self, propensity: Fit) -> tuple[FloatArray, int]:
        """Odds of treatment of comparison rows times weight, and how many were trimmed."""
        odds, n_trimmed = comparison_odds(propensity.fitted, self.treated, self.weight)
        self.require_weight(odds)
        return odds, n_trimmed

    def require_weight(self, odds: FloatArray) -> None:
        """Refuse odds that leave no comparison row of a period any weight."""
        for period in (0, 1):
            require_weight(odds * (self.post == period))


def unadjusted(rows: Rows) -> Contrast:
    """Contrast four means."""
    gain = _change(rows.outcome, rows.weight * rows.treated, rows.post)
    trend = _change(rows.outcome, rows.weight * (1 - rows.treated), rows.post)
    return Contrast(gain.value - trend.value, gain.influence - trend.influence)


def regression(rows: Rows) -> Contrast:
    """Subtract the change that comparison rows predict for the treated."""
    before, after = rows.fit(0, 0, rows.weight), rows.fit(0, 1, rows.weight)
    among = rows.weight * rows.treated
    gain = _change(rows.outcome, among, rows.post)
    trend = weighted_mean(after.fitted - before.fitted, among)
    towards = mean_regressors(rows.regressors, among)
    influence = gain.influence - trend.influence
    influence -= after.influence(towards) - before.influence(towards)
    return Contrast(gain.value - trend.value, influence)


def ipw(rows: Rows) -> Contrast:
    """Reweight comparison rows by their odds, weights summing to one in each period (Hajek)."""
    propensity = fit_propensity(rows.treated, rows.regressors, rows.weight)
    odds, n_trimmed = rows.odds(propensity)
    gain = _change(rows.outcome, rows.weight * rows.treated, rows.post)
    trend = _change(rows.outcome, odds, rows.post)
    towards = propensity_gradient(trend, rows.regressors)
    influence = gain.influence - trend.influence - propensity.influence(towards)
    return Contrast(gain.value - trend.value, influence, n_trimmed)


def ipw_unnormalised(rows: Rows) -> Contrast:
    """Reweight comparison rows by their odds, weights as they fall (Horvitz and Thompson)."""
    propensity = fit_propensity(rows.treated, rows.regressors, rows.weight)
    odds, n_trimmed = rows.odds(propensity)
    later = float((rows.weight * rows.post).sum() / rows.weight.sum())
    timing = (rows.post - later) / (later * (1 - later))
    size = (rows.weight * rows.treated).mean()
    parts = (rows.weight * rows.treated - odds) * timing * rows.outcome
    att = float(parts.mean() / size)
    towards = (odds * timing * rows.outcome) @ rows.regressors / len(odds)
    influence = parts - propensity.influence(towards) - rows.weight * rows.treated * att
    influence += _timing_influence(rows, odds, later)
    return Contrast(att, influence / size, n_trimmed)


def _timing_influence(rows: Rows, odds: FloatArray, later: float) -> FloatArray:
    """Give what estimating the shares of later and earlier rows contributes, shape (n_rows,).

    DRDID takes the mean weight, by which both are divided, as known, and so do we.
    """
    signed = (rows.weight * rows.treated - odds) * rows.outcome
    own = rows.weight / rows.weight.mean()
    influence = np.zeros(len(own))
    for sign, member, share in ((1.0, rows.post, later), (-1.0, 1 - rows.post, 1 - later)):
        influence -= sign * (own * member / share - 1) * (signed * member).mean() / share
    return influence


def doubly_robust(rows: Rows) -> Contrast:
    """Logit and least squares in each of the four groups."""
    propensity = fit_propensity(rows.treated, rows.regressors, rows.weight)
    odds, n_trimmed = rows.odds(propensity)
    before, after = rows.fit(0, 0, rows.weight), rows.fit(0, 1, rows.weight)
    contrast, trend = _locally_efficient(rows, odds, before, after)
    towards = propensity_gradient(trend, rows.regressors)
    influence = contrast.influence - propensity.influence(towards)
    influence += after.influence(_towards_prediction(rows, odds, rows.post))
    # The derivative has a minus here. DRDID adds, and so do we, to give its numbers: both vanish
    # where the propensity is right (docs/decisions/0003-standard-errors-as-the-references.md).
    influence += before.influence(_towards_prediction(rows, odds, 1 - rows.post))
    influence += _composition_influence(rows, before, after)
    return Contrast(contrast.att, influence, n_trimmed)


def doubly_robust_improved(rows: Rows) -> Contrast:
    """Tilting and regression with the same weights, without first-order effect of either."""
    if not independent_columns(rows.regressors, rows.weight * (1 - rows.treated)).all():
        raise CollinearComparisonError
    odds, n_trimmed = tilted_odds(rows.treated, rows.regressors, rows.weight)
    rows.require_weight(odds)
    before, after = rows.fit(0, 0, odds), rows.fit(0, 1, odds)
    contrast, _ = _locally_efficient(rows, odds, before, after)
    return Contrast(contrast.att, contrast.influence, n_trimmed)


def _locally_efficient(
    rows: Rows, odds: FloatArray, before: Fit, after: Fit
) -> tuple[Contrast, Mean]:
    """Give the contrast with nuisances taken as known, and the trend it subtracts."""
    among = rows.weight * rows.treated
    left = rows.outcome - rows.post * after.fitted - (1 - rows.post) * before.fitted
    gain, trend = _change(left, among, rows.post), _change(left, odds, rows.post)
    own_before, own_after = rows.fit(1, 0, rows.weight), rows.fit(1, 1, rows.weight)
    gap_after, gap_before = own_after.fitted - after.fitted, own_before.fitted - before.fitted
    everyone_after, everyone_before = (
        weighted_mean(gap_after, among),
        weighted_mean(gap_before, among),
    )
    sampled_after = weighted_mean(gap_after, among * rows.post)
    sampled_before = weighted_mean(gap_before, among * (1 - rows.post))
    att = gain.value - trend.value
    att += everyone_after.value - sampled_after.value
    att -= everyone_before.value - sampled_before.value
    influence = gain.influence - trend.influence
    influence = influence + everyone_after.influence - sampled_after.influence
    influence = influence - everyone_before.influence + sampled_before.influence
    return Contrast(att, influence), trend


def _towards_prediction(rows: Rows, odds: FloatArray, period: FloatArray) -> FloatArray:
    """Comparison less treated mean of the regressors in one period, shape (k,)."""
    among = rows.weight * rows.treated
    return mean_regressors(rows.regressors, odds * period) - mean_regressors(
        rows.regressors, among * period
    )


def _composition_influence(rows: Rows, before: Fit, after: Fit) -> FloatArray:
    """Give what regressions contribute through treated rows that a period did not sample."""
    among = rows.weight * rows.treated
    own_before, own_after = rows.fit(1, 0, rows.weight), rows.fit(1, 1, rows.weight)
    everyone = mean_regressors(rows.regressors, among)
    towards_after = everyone - mean_regressors(rows.regressors, among * rows.post)
    towards_before = everyone - mean_regressors(rows.regressors, among * (1 - rows.post))
    of_after = own_after.influence(towards_after) - after.influence(towards_after)
    of_before = own_before.influence(towards_before) - before.influence(towards_before)
    return np.asarray(of_after - of_before)


def _change(values: FloatArray, weight: FloatArray, post: FloatArray) -> Mean:
    after, before = weighted_mean(values, weight * post), weighted_mean(values, weight * (1 - post))
    return Mean(after.value - before.value, after.influence - before.influence)


ESTIMATORS: dict[Method, Callable[[Rows], Contrast]] = {
    "doubly_robust": doubly_robust,
    "doubly_robust_improved": doubly_robust_improved,
    "ipw": ipw,
    "ipw_unnormalised": ipw_unnormalised,
    "regression": regression,
    "unadjusted": unadjusted,
}
