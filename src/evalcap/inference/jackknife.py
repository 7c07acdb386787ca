"""The delete-one-cluster jackknife, for any estimator."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Literal, get_args

import numpy as np
import pandas as pd

from evalcap.dataset import Panel
from evalcap.dataset.subset import without_cluster
from evalcap.errors import EvalcapError, count
from evalcap.errors.inference import NoRefitsError, NoSpreadError
from evalcap.estimate import Estimate
from evalcap.estimate.interval import half_width
from evalcap.estimators.option import choose
from evalcap.kernels.arrays import FloatArray
from evalcap.kernels.distribution import Interval, two_sided_p
from evalcap.kernels.rounding import rounding

Centre = Literal["estimate", "mean"]
Estimator = Callable[[Panel], Estimate]


@dataclass(frozen=True, slots=True)
class FailedRefit:
    """A cluster without which the estimate is not identified, and why."""

    left_out: object
    reason: str


@dataclass(frozen=True, slots=True)
class Jackknife:
    """An estimate and what it becomes without each cluster.

    Attributes
    ----------
    estimate
        Of the whole sample.
    left_out
        Label of the cluster that each refit leaves out.
    refits
        Point estimates, in units of the outcome, shape (n_refits,).
    centre
        What refits are compared with: the estimate (CV3) or their mean (CV3J).
    failed
        Clusters without which nothing could be estimated; the standard error lacks them.
    excluded
        Clusters without a row in the estimation sample.
    """

    estimate: Estimate
    left_out: pd.Index = field(repr=False, compare=False)
    refits: FloatArray = field(repr=False, compare=False)
    centre: Centre = "estimate"
    failed: tuple[FailedRefit, ...] = ()
    excluded: Mapping[str, int] = field(default_factory=dict)

    @property
    def point(self) -> float:
        """The estimate from all clusters, in units of the outcome."""
        return self.estimate.point

    @property
    def n_clusters(self) -> int:
        """Clusters that were left out in turn."""
        return len(self.refits)

    @property
    def std_error(self) -> float:
        """Jackknife standard error, in units of the outcome."""
        centre = self.point if self.centre == "estimate" else self.refits.mean()
        share = (self.n_clusters - 1) / self.n_clusters
        return float(np.sqrt(share * ((self.refits - centre) ** 2).sum()))

    @property
    def statistic(self) -> float:
        """The estimate in standard errors."""
        return self.point / self.std_error

    @property
    def p_value(self) -> float:
        """Two-sided p-value of no effect, from t(G-1)."""
        return float(two_sided_p(self.statistic, self.n_clusters - 1))

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader must know before using the standard error."""
        if not self.failed:
            return ()
        clusters = count(self.failed, "cluster")
        note = (
            f"Without {clusters}, each left out by itself, nothing could be estimated: the "
            "estimate rests on them, and the standard error, which lacks them, is too small."
        )
        return (note,)

    def interval(self, level: float = 0.95) -> Interval:
        """Confidence interval from t(G-1), in units of the outcome."""
        reach = half_width(level, self.n_clusters - 1, self.std_error)
        return Interval(self.point - reach, self.point + reach)

    def to_frame(self) -> pd.DataFrame:
        """Give one row a refit: `left_out`, `estimate`, and its `change` from the estimate."""
        return pd.DataFrame(
            {
                "left_out": self.left_out,
                "estimate": self.refits,
                "change": self.refits - self.point,
            }
        )

    def __str__(self) -> str:
        low, high = self.interval()
        return (
            f"{self.estimate.estimand} {self.point:.4g} (95% CI {low:.4g} to {high:.4g}, "
            f"p = {self.p_value:.3g}; jackknife of {self.n_clusters} clusters)"
        )

    def _repr_html_(self) -> str:
        notes = "".join(f"<li>{escape(note)}</li>" for note in self.notes)
        return f"<p>{escape(str(self))}</p>" + (f"<ul>{notes}</ul>" if notes else "")


def jackknife_clusters(
    panel: Panel, estimator: Estimator, *, centre: Centre = "estimate"
) -> Jackknife:
    """Estimate again without each of the panel's clusters.

    Parameters
    ----------
    estimator
        Gives one number from a panel, such as
        `lambda p: estimate_group_time(p).aggregate("overall")`.
    centre
        Compare refits with the "estimate" (CV3, more conservative) or their "mean" (CV3J).

    Returns
    -------
    Standard error with t(G-1), G the clusters left out in turn. For least squares, CV3 is R's
    summclust; clubSandwich's CR3 lacks its factor (G-1)/G.

    Raises
    ------
    NoRefitsError
        If fewer than two clusters can be left out.
    NoSpreadError
        If leaving out clusters changes nothing.

    References
    ----------
    MacKinnon, J. G., Nielsen, M. O. and Webb, M. D. (2023). Fast and reliable jackknife and
    bootstrap methods for cluster-robust inference. Journal of Applied Econometrics 38(5),
    671-694.
    """
    choose("centre", centre, get_args(Centre))
    whole = estimator(panel)
    codes, points, failed, idle = [], [], [], 0
    for code, label in enumerate(panel.cluster_labels):
        refit = _refit(panel, estimator, code)
        if isinstance(refit, str):
            failed.append(FailedRefit(label, refit))
        elif refit.n_obs == whole.n_obs:
            idle += 1
        else:
            codes.append(code)
            points.append(refit.point)
    if len(points) < 2:  # noqa: PLR2004 - a spread needs two
        raise NoRefitsError(panel.n_clusters, [f.reason for f in failed])
    if np.ptp([whole.point, *points]) <= rounding(panel.outcome[~np.isnan(panel.outcome)]):
        raise NoSpreadError(len(points))
    return Jackknife(
        estimate=whole,
        left_out=panel.cluster_labels[codes],
        refits=np.array(points),
        centre=centre,
        failed=tuple(failed),
        excluded={"clusters without a row in the sample": idle} if idle else {},
    )


def _refit(panel: Panel, estimator: Estimator, code: int) -> Estimate | str:
    """Estimate without a cluster, or say why that cannot be done."""
    try:
        refit = estimator(without_cluster(panel, code))
    except EvalcapError as error:
        return str(error)
    return refit if np.isfinite(refit.point) else "The estimate is not a finite number."
