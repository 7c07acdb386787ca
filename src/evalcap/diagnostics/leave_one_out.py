"""Whether the effect hangs on one cluster."""

from dataclasses import dataclass

import numpy as np

from evalcap.dataset import Panel
from evalcap.dataset.subset import without_cluster
from evalcap.diagnostics.check import Check, Fact, Verdict, facts
from evalcap.diagnostics.significance import FAILED_BELOW
from evalcap.diagnostics.usual_effect import EstimateOf, usual_effect
from evalcap.diagnostics.words import number_words
from evalcap.errors.design import DesignError
from evalcap.estimate import Estimate
from evalcap.kernels.arrays import FloatArray

# With more clusters than this none carries the estimate alone, and each costs an estimate.
_MOST = 200
_LARGE_CHANGE = 1.0


@dataclass(frozen=True, slots=True)
class _LeftOut:
    """The effect without each cluster in turn.

    Attributes
    ----------
    point, p_value
        NaN where the effect cannot be estimated without the cluster, shape (n_clusters,).
    """

    full: Estimate
    point: FloatArray
    p_value: FloatArray

    @property
    def change(self) -> FloatArray:
        """From the full estimate, in its standard errors, shape (n_clusters,)."""
        return (self.point - self.full.point) / self.full.std_error

    @property
    def n_needed(self) -> int:
        return int(np.isnan(self.point).sum())

    @property
    def is_found(self) -> bool:
        """Whether there is an effect to lose."""
        return self.full.p_value() < FAILED_BELOW

    @property
    def verdict(self) -> Verdict:
        known = ~np.isnan(self.point)
        turns = (np.sign(self.point[known]) != np.sign(self.full.point)).any()
        if self.n_needed or (self.is_found and turns):
            return "failed"
        if np.isnan(self.full.std_error):
            return "cannot_be_tested"
        found = self.p_value[known] < FAILED_BELOW
        moves = (np.abs(self.change[known]) > _LARGE_CHANGE).any()
        return "concern" if moves or (found != self.is_found).any() else "passed"


def check_leave_one_cluster_out(panel: Panel, *, estimate: EstimateOf = usual_effect) -> Check:
    """Estimate the effect again without each cluster in turn.

    Failed when it turns its sign without one cluster (where it is significant with all), or
    cannot be estimated without one; of concern when it crosses significance at 5 %, or moves by
    more than its standard error. Not tested where the effect has no standard error, and not
    applicable beyond 200 clusters.

    Parameters
    ----------
    estimate
        What gives an effect from a panel: the study's own estimator. By default the average of
        group-time effects.

    Returns
    -------
    A check whose statistic is the largest change in standard errors of the full estimate.

    Raises
    ------
    DesignError
        If the effect cannot be estimated with all clusters.
    """
    if panel.n_clusters > _MOST:
        return _not_applicable(panel)
    left = _leave_out(panel, estimate)
    changes = left.change[~np.isnan(left.change)]
    return Check(
        name="leave_one_cluster_out",
        verdict=left.verdict,
        sentence=_sentence(panel, left),
        statistic=float(np.abs(changes).max()) if len(changes) else None,
        details=_details(panel, left),
    )


def _leave_out(panel: Panel, estimate: EstimateOf) -> _LeftOut:
    full = estimate(panel)
    found = [_without(panel, code, estimate) for code in range(panel.n_clusters)]
    return _LeftOut(
        full=full,
        point=np.array([np.nan if e is None else e.point for e in found]),
        p_value=np.array([np.nan if e is None else e.p_value() for e in found]),
    )


def _without(panel: Panel, code: int, estimate: EstimateOf) -> Estimate | None:
    try:
        return estimate(without_cluster(panel, code))
    except DesignError:
        return None


def _sentence(panel: Panel, left: _LeftOut) -> str:
    outcome = panel.names.outcome
    if left.n_needed:
        times = "one cluster" if left.n_needed == 1 else f"any of {left.n_needed} clusters"
        return f"The effect on {outcome} cannot be estimated without {times}, and hangs on it."
    low, high = number_words(left.point.min()), number_words(left.point.max())
    spread = (
        f"without one of {panel.n_clusters} clusters the effect on {outcome} "
        f"({number_words(left.full.point)} with all) is between {low} and {high}"
    )
    endings: dict[Verdict, str] = {
        "passed": "no single cluster decides what is found",
        "concern": "one cluster decides how surely an effect is found, or how large it is",
        "failed": "one cluster decides whether the effect is a gain or a loss",
        "cannot_be_tested": "whether one decides what is found cannot be tested, as the effect has "
        "no standard error",
    }
    return f"{spread[:1].upper()}{spread[1:]}: {endings[left.verdict]}."


def _details(panel: Panel, left: _LeftOut) -> tuple[Fact, ...]:
    """Name clusters only where they are more than the units themselves."""
    named = panel.names.cluster is not None
    labels = [str(c) for c in panel.cluster_labels]
    return facts(
        {
            "left_out": labels if named else [f"unit {i + 1}" for i in range(len(labels))],
            "estimate": left.point.tolist(),
            "p_value": left.p_value.tolist(),
            "change_in_std_errors": left.change.tolist(),
        }
    )


def _not_applicable(panel: Panel) -> Check:
    return Check(
        name="leave_one_cluster_out",
        verdict="not_applicable",
        sentence=(
            f"Leaving out one cluster does not apply: with {panel.n_clusters:,} clusters none "
            "carries the effect alone."
        ),
    )
