"""Whether treated units have comparison units with covariates like theirs."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from evalcap.dataset import Panel
from evalcap.dataset.number import column_names
from evalcap.diagnostics.baseline import Baseline, find_baseline
from evalcap.diagnostics.check import Check, Fact, Value, Verdict, facts
from evalcap.diagnostics.words import count_words, percent_words
from evalcap.kernels.arrays import BoolArray, FloatArray
from evalcap.kernels.groups import TRIM_FROM, comparison_odds, require_weight
from evalcap.kernels.least_squares import span
from evalcap.kernels.logit import SeparationError, logit

_BEYOND_CONCERN, _BEYOND_FAILED = 0.05, 0.20
_HEAVIEST_CONCERN, _HEAVIEST_FAILED = 0.10, 0.30


@dataclass(frozen=True, slots=True)
class _Overlap:
    """How far comparison units can stand for the treated.

    Attributes
    ----------
    share_beyond
        Weighted share of treated units whose propensity no comparison unit reaches.
    n_beyond
        Number of these units.
    n_comparison, n_trimmed
        Comparison units, and those among them whose propensity is too close to one to weigh.
    effective_size
        Equally weighted comparison units that would be as informative as the weighted ones.
    heaviest
        Share of all weight that the heaviest comparison unit carries.
    """

    share_beyond: float
    n_beyond: int
    n_treated: int
    n_comparison: int
    n_trimmed: int
    effective_size: float
    heaviest: float

    @property
    def verdict(self) -> Verdict:
        if self.share_beyond > _BEYOND_FAILED or self.heaviest > _HEAVIEST_FAILED:
            return "failed"
        thin = self.share_beyond > _BEYOND_CONCERN or self.heaviest > _HEAVIEST_CONCERN
        return "concern" if thin or self.n_trimmed else "passed"


def check_overlap(
    panel: Panel, *, covariates: Sequence[str] | None = None, before: object | None = None
) -> Check:
    """Compare the propensity to be treated of treated and comparison units before treatment.

    The propensity is a logit of the covariates, as weighting and doubly robust methods use it.
    Failed when covariates separate the groups, when more than 20 % of the treated have a
    propensity outside the range of comparison units, or when one comparison unit carries more
    than 30 % of the weight; of concern from 5 % and 10 % on, or when comparison units are trimmed
    because their propensity is 0.995 or more.

    Parameters
    ----------
    covariates
        Columns; those named in the panel by default.
    before
        The period compared, as a value of the time column. By default the last one before anyone
        is treated, as for the balance.

    Returns
    -------
    A check whose statistic is the effective number of comparison units under odds weights,
    (sum w)^2 / sum w^2 (Kish).

    Raises
    ------
    PeriodError, EmptySampleError, DatasetError
    """
    asked = panel.names.covariates if covariates is None else column_names(covariates)
    names = tuple(dict.fromkeys(asked))
    if not names:
        return _not_applicable()
    baseline = find_baseline(panel, names, before)
    if min(baseline.treated.sum(), (~baseline.treated).sum()) < 2:  # noqa: PLR2004 - a range needs two
        return _untested(baseline)
    try:
        overlap = _measure(baseline)
    except SeparationError:
        return _separated(baseline)
    return Check(
        name="overlap",
        verdict=overlap.verdict,
        sentence=_sentence(baseline, overlap),
        statistic=overlap.effective_size,
        details=_details(overlap),
        excluded=baseline.excluded,
        counts=_counts(baseline, overlap),
        discreet=_FINDING[overlap.verdict] + ".",
    )


def _measure(baseline: Baseline) -> _Overlap:
    treated, weight = baseline.treated.astype(float), baseline.weight
    constant = np.ones((len(treated), 1))
    regressors = span(np.hstack([constant, baseline.measures[:, 1:]])).basis
    propensity = logit(regressors, treated, weight).fitted
    odds, n_trimmed = comparison_odds(propensity, treated, weight)
    require_weight(odds)
    beyond, own = _beyond(baseline, propensity), baseline.weight[baseline.treated]
    return _Overlap(
        share_beyond=float(own[beyond].sum() / own.sum()),
        n_beyond=int(beyond.sum()),
        n_treated=int(treated.sum()),
        n_comparison=int((1 - treated).sum()),
        n_trimmed=n_trimmed,
        effective_size=float(odds.sum() ** 2 / (odds**2).sum()),
        heaviest=float(odds.max() / odds.sum()),
    )


def _beyond(baseline: Baseline, propensity: FloatArray) -> BoolArray:
    """Mark treated units that no comparison unit is like, shape (n_treated,)."""
    compared = propensity[~baseline.treated & (propensity < TRIM_FROM)]
    own = propensity[baseline.treated]
    if not len(compared):
        return np.ones(len(own), bool)
    outside: BoolArray = (own < compared.min()) | (own > compared.max())
    return outside


def _counts(baseline: Baseline, overlap: _Overlap) -> dict[str, int]:
    return {
        "treated beyond": overlap.n_beyond,
        f"{baseline.comparison_words} compared".replace(" units", ""): overlap.n_comparison,
    }


def _sentence(baseline: Baseline, overlap: _Overlap) -> str:
    facts_of = (
        f"{percent_words(overlap.share_beyond)} of treated units lie outside the range of "
        f"{baseline.comparison_words}, whose {count_words(overlap.n_comparison)} count for as much "
        f"as {count_words(round(overlap.effective_size))} once they are weighted to resemble the "
        f"treated, the heaviest for {percent_words(overlap.heaviest)}"
    )
    return f"{_FINDING[overlap.verdict]}: {facts_of}{_SO[overlap.verdict]}."


_FINDING: dict[Verdict, str] = {
    "passed": "Treated units have comparison units with covariates like theirs",
    "concern": "Some treated units have few comparison units with covariates like theirs",
    "failed": "Many treated units have no comparison units with covariates like theirs",
}
_SO: dict[Verdict, str] = {
    "passed": "",
    "concern": "; the result leans on these few",
    "failed": "; an adjusted estimate rests on the model rather than on like units",
}


def _details(overlap: _Overlap) -> tuple[Fact, ...]:
    measures: dict[str, Value] = {
        "share of treated units outside the comparison range": overlap.share_beyond,
        "treated units": overlap.n_treated,
        "comparison units": overlap.n_comparison,
        "comparison units trimmed (propensity 0.995 or more)": overlap.n_trimmed,
        "effective number of comparison units": overlap.effective_size,
        "largest share of weight": overlap.heaviest,
    }
    return facts({"measure": list(measures), "value": list(measures.values())})


def _separated(baseline: Baseline) -> Check:
    return Check(
        name="overlap",
        verdict="failed",
        sentence=(
            f"The covariates separate treated units from {baseline.comparison_words} perfectly: "
            "there are none alike to compare, and an adjusted estimate would rest on the model "
            "alone."
        ),
        excluded=baseline.excluded,
    )


def _untested(baseline: Baseline) -> Check:
    return Check(
        name="overlap",
        verdict="cannot_be_tested",
        sentence=(
            "Whether treated units have comparison units like them cannot be tested: it takes two "
            "of each observed before treatment."
        ),
        excluded=baseline.excluded,
    )


def _not_applicable() -> Check:
    return Check(
        name="overlap",
        verdict="not_applicable",
        sentence="Overlap does not apply: no covariates are used for adjustment.",
    )
