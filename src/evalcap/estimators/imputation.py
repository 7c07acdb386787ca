"""Imputation: effects as the distance from what untreated rows predict."""

import numpy as np

from evalcap.dataset import Panel
from evalcap.errors.design import DesignError
from evalcap.estimate import EffectPath, Estimate
from evalcap.estimate.spread import scores_without_rounding, spread_or_reason, without_rounding
from evalcap.estimators.imputation_sample import ImputationSample, draw_imputation_sample
from evalcap.estimators.option import choose_whole
from evalcap.kernels.arrays import BoolArray, FloatArray
from evalcap.kernels.company import accompanied
from evalcap.kernels.imputation import Imputed, impute
from evalcap.kernels.imputed_averages import Averages, average_effects
from evalcap.kernels.least_squares import surviving_columns
from evalcap.kernels.recoding import recode
from evalcap.kernels.rounding import rounding
from evalcap.kernels.sandwich import clustered
from evalcap.kernels.tall import combination, crossed, lengths


def estimate_imputation(
    panel: Panel, *, pre_periods: int = 0, anticipation: float = 0, cluster: str | None = None
) -> EffectPath:
    """Estimate effects by event time, and overall, by imputation.

    Unit and period effects are fitted to untreated rows alone; the effect of a treated row is
    its distance from the prediction. Effects are averaged by the rows' weights.

    Parameters
    ----------
    pre_periods
        So many coefficients before treatment, at the last event times that are seen, from a
        separate regression on untreated rows: each against all earlier periods.
    anticipation
        Periods before `treated_from` in which units may already react: they are not used as
        untreated and have effects of their own, which do not count in `.overall`.
    cluster
        A column at or above the unit; the panel's cluster by default.

    Returns
    -------
    Effects in units of the outcome, with `.overall` over all rows under treatment; conservative
    standard errors and the normal distribution, as R's didimputation. Coefficients before treatment
    have the clustered errors of R's fixest.

    Raises
    ------
    DesignError

    References
    ----------
    Borusyak, Jaravel and Spiess (2024). Review of Economic Studies 91(6), 3253-3285.
    """
    choose_whole("pre_periods", pre_periods, least=0)
    sample = draw_imputation_sample(panel, anticipation=anticipation, cluster=cluster)
    imputed = impute(sample.rows)
    at = np.unique(sample.event_time[sample.treated & sample.seen])
    event = np.searchsorted(at, sample.event_time)
    averages = average_effects(sample.rows, imputed, sample.grouped(event, cells_alike=True))
    effects = averages.estimate
    overall = _overall(sample, averages, at >= 0, "imputation")
    scores = scores_without_rounding(averages.scores, rounding(sample.rows.outcome))
    covariance = crossed(scores, scores)
    if pre_periods:
        before, pre, spread = _pre_trends(sample, imputed, pre_periods, anticipation)
        at, effects = np.concatenate([before, at]), np.concatenate([pre, effects])
        covariance = _block(spread, covariance)
    return EffectPath(
        by="event_time",
        at=at,
        estimate=effects,
        covariance=covariance,
        overall=overall,
        n_clusters=sample.n_clusters,
        pre_trends="separate" if pre_periods else "none",
        scores=None if pre_periods else scores,
        outcome=panel.names.outcome,
        notes=sample.notes,
    )


def estimate_two_stage(
    panel: Panel, *, anticipation: float = 0, cluster: str | None = None
) -> Estimate:
    """Estimate the overall effect in two stages.

    The point is the imputation estimate; the standard error takes one mean effect from all
    treated rows, as R's did2s, so that it also counts how effects differ.

    References
    ----------
    Gardner, J. (2022). Two-stage differences in differences. arXiv:2207.05943.
    """
    sample = draw_imputation_sample(panel, anticipation=anticipation, cluster=cluster)
    # One mean from all rows under treatment, another from those that only anticipate it.
    early = (sample.event_time < 0).astype(np.intp)
    averages = average_effects(
        sample.rows, impute(sample.rows), sample.grouped(early, cells_alike=False)
    )
    counts = np.arange(len(averages.estimate)) == 0
    return _overall(sample, averages, counts, "two-stage difference-in-differences")


def _overall(
    sample: ImputationSample, averages: Averages, counts: BoolArray, words: str
) -> Estimate:
    """Average groups that count by their weight, taken as fixed."""
    share = averages.weight * counts / (averages.weight @ counts)
    std_error = float(lengths(combination(averages.scores, share)))
    std_error, reason = spread_or_reason(std_error, rounding(sample.rows.outcome))
    return Estimate(
        estimand="ATT",
        point=float(share @ averages.estimate),
        std_error=std_error,
        n_obs=len(sample.cluster),
        n_units=sample.n_units,
        n_clusters=sample.n_clusters,
        excluded=sample.excluded,
        estimator=words,
        notes=(*sample.notes, *reason),
    )


def _pre_trends(
    sample: ImputationSample, imputed: Imputed, pre_periods: int, anticipation: float
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Regress untreated rows on dummies of the last event times seen before treatment."""
    free, rows = ~sample.rows.treated, sample.rows
    own = sample.event_time[sample.seen & ~sample.treated]
    seen = np.unique(own[np.isfinite(own)])
    at = seen[seen < -anticipation][-pre_periods:]
    dummies = (sample.by_row(sample.event_time)[:, None] == at).astype(float)
    regressors = imputed.effects.residuals(dummies)[free]
    if len(at) < pre_periods or not surviving_columns(lengths(dummies[free]), regressors).all():
        raise _unidentified(pre_periods)
    weighted = regressors * rows.weight[free, None]
    bread: FloatArray = np.linalg.inv(weighted.T @ regressors)
    response = imputed.distance[free]
    estimate = bread @ (weighted.T @ response)
    scores = weighted * (response - regressors @ estimate)[:, None]
    told, _ = accompanied((rows.layout.unit[free], rows.layout.period[free]))
    _, cluster = recode(sample.cluster[free][told])
    n_parameters = pre_periods + len(np.unique(rows.layout.period[free][told]))
    spread = clustered(bread, scores[told], [cluster], n_parameters)
    return at, estimate, without_rounding(spread, rounding(rows.outcome))


def _unidentified(pre_periods: int) -> DesignError:
    return DesignError(
        f"The data do not identify {pre_periods} coefficients before treatment.",
        needed="Treated and comparison units seen in each of these periods and in at least one "
        "before them.",
        do="Ask for fewer `pre_periods`.",
    )


def _block(first: FloatArray, second: FloatArray) -> FloatArray:
    k, m = len(first), len(second)
    matrix = np.zeros((k + m, k + m))
    matrix[:k, :k], matrix[k:, k:] = first, second
    return matrix
