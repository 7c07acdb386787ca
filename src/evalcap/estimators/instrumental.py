"""Instrumental variables: a regressor moved by something that has no other way to the outcome."""

from collections.abc import Sequence
from typing import get_args

import numpy as np

from evalcap.dataset import Panel
from evalcap.errors.design import NoStandardErrorsError
from evalcap.errors.instruments import NothingEndogenousError, UnderidentifiedError
from evalcap.estimate.instrumental_fit import FirstStage, InstrumentalFit
from evalcap.estimate.wald import WaldTest
from evalcap.estimators.absorbed import ABSORBED_WORDS, Absorbed
from evalcap.estimators.instrumental_sample import (
    InstrumentalSample,
    Roles,
    draw_instrumental_sample,
)
from evalcap.estimators.instrumental_variance import IVVariance, Uncertainty
from evalcap.estimators.linear_models import TwoStageFit, fit_two_stage
from evalcap.estimators.option import choose
from evalcap.kernels.anderson_rubin import AndersonRubin
from evalcap.kernels.arrays import FloatArray
from evalcap.kernels.instruments import Reduced, critical_f, disagreement, effective_f, reduce
from evalcap.kernels.rounding import is_rounding, root, rounding

# A share of variance up to here is rounding.
_NOTHING = 1e-14


def estimate_instrumental(
    panel: Panel,
    *,
    endogenous: str,
    instruments: Sequence[str],
    covariates: Sequence[str] = (),
    model: Absorbed = "fixed_effects",
    variance: IVVariance = "clustered",
    cluster: str | None = None,
) -> InstrumentalFit:
    """Estimate what a regressor does, from the part of it that instruments move.

    Parameters
    ----------
    endogenous
        Column of the regressor, such as whether an offered training was taken up.
    instruments
        Columns that move it and have no other way to the outcome, such as the offer.
    covariates
        Further regressors, by row; redundant ones are left out with a note.
    model
        "fixed_effects" (of units), "two_way" (units and periods) or "pooled" (a constant).
    variance
        "classical", "robust" (HC1) or "clustered".
    cluster
        A column; the panel's cluster by default.

    Returns
    -------
    Two-stage least squares by linearmodels, with small-sample factors and the t distribution as
    R's fixest: t(G-1) if clustered. `.first_stage` has the effective F of Montiel Olea and
    Pflueger, `.robust_set()` the Anderson-Rubin confidence set, `.overidentification` Hansen's J.

    Raises
    ------
    DesignError
        If the instruments do not identify the effect, by name.
    """
    choose("model", model, get_args(Absorbed))
    choose("variance", variance, get_args(IVVariance))
    roles = Roles.of(endogenous, instruments, covariates)
    sample = draw_instrumental_sample(panel, roles, model)
    how = Uncertainty.of(panel, sample, variance, cluster)
    reduced = _require_relevant(reduce(*sample.beyond_covariates()), sample)
    fit = fit_two_stage(
        sample.outcome,
        sample.endogenous,
        sample.covariates,
        sample.instruments,
        variance=variance,
        cluster=how.cluster,
        n_absorbed=how.n_absorbed,
    )
    joint = how.joint(reduced, len(sample.roles.covariates))
    # Instruments and the endogenous regressor have a mean square of one here.
    if is_rounding(joint[len(reduced.endogenous) :, len(reduced.endogenous) :]):
        raise NoStandardErrorsError("first-stage")
    if root(np.diag(fit.covariance)).min() <= rounding(panel.outcome[sample.row]):
        raise NoStandardErrorsError(f"instrumental variables ({ABSORBED_WORDS[model]})")
    k = len(sample.roles.instruments)
    back = 1 / np.r_[sample.scale[0], sample.scale[k + 1 :]]
    dropped = ", ".join(sample.dropped)
    return InstrumentalFit(
        terms=(endogenous, *sample.roles.covariates),
        estimate=back * fit.coefficients,
        covariance=back[:, None] * fit.covariance * back,
        degrees_of_freedom=how.degrees_of_freedom,
        model=f"instrumental variables ({ABSORBED_WORDS[model]})",
        n_obs=len(sample.row),
        n_units=int(sample.unit.max()) + 1,
        n_clusters=how.n_clusters,
        first_stage=_first_stage(sample, reduced, joint),
        anderson_rubin=_anderson_rubin(sample, reduced, joint, how.degrees_of_freedom),
        overidentification=_overidentification(sample, fit, how),
        outcome=panel.names.outcome,
        excluded=sample.excluded,
        notes=(f"Redundant covariates left out: {dropped}.",) if dropped else (),
    )


def _require_relevant(reduced: Reduced, sample: InstrumentalSample) -> Reduced:
    roles = sample.roles
    if reduced.share <= _NOTHING:
        raise UnderidentifiedError(roles.endogenous, roles.instruments)
    if reduced.share >= 1 - _NOTHING:
        raise NothingEndogenousError(roles.endogenous, roles.instruments)
    return reduced


def _first_stage(sample: InstrumentalSample, reduced: Reduced, joint: FloatArray) -> FirstStage:
    k = len(reduced.endogenous)
    covariance = joint[k:, k:]
    unit = sample.scale[0] / sample.scale[1 : k + 1]
    return FirstStage(
        instruments=sample.roles.instruments,
        estimate=unit * reduced.endogenous,
        std_error=unit * np.sqrt(np.diag(covariance)),
        effective_f=effective_f(reduced.endogenous, covariance, reduced.gram),
        needed_f=critical_f(covariance, reduced.gram),
        share=reduced.share,
    )


def _anderson_rubin(
    sample: InstrumentalSample, reduced: Reduced, joint: FloatArray, degrees_of_freedom: float
) -> AndersonRubin:
    """Put the test into the units of the data."""
    k = len(reduced.endogenous)
    of_instruments = sample.scale[1 : k + 1]
    unit = np.r_[1 / of_instruments, sample.scale[0] / of_instruments]
    return AndersonRubin(
        outcome=unit[:k] * reduced.outcome,
        endogenous=unit[k:] * reduced.endogenous,
        covariance=unit[:, None] * joint * unit,
        degrees_of_freedom=degrees_of_freedom,
    )


def _overidentification(
    sample: InstrumentalSample, fit: TwoStageFit, how: Uncertainty
) -> WaldTest | None:
    outcome, endogenous, instruments = sample.beyond_covariates()
    k = instruments.shape[1]
    if k == 1:
        return None
    residual = outcome - fit.coefficients[0] * endogenous
    spread = how.moments(instruments, residual)
    statistic = disagreement(outcome, endogenous, instruments, spread)
    null = "The instruments agree on the effect (Hansen's J)"
    return WaldTest(null, statistic, k - 1, how.n_clusters)
