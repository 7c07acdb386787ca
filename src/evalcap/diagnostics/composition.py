"""Whether those observed became other units over time, differently in the two groups."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from evalcap.dataset import Panel
from evalcap.dataset.number import column_names
from evalcap.diagnostics.baseline import first_rows, group_units, last_before_treatment
from evalcap.diagnostics.check import Check, Verdict, facts
from evalcap.diagnostics.joint_test import JointTest, Untested, joint_test
from evalcap.diagnostics.significance import FAILED_BELOW
from evalcap.diagnostics.words import number_words, p_words
from evalcap.estimators.usable import UsableRows, usable_rows
from evalcap.kernels.arrays import BoolArray, FloatArray, IntArray
from evalcap.kernels.contrasts import weighted_mean
from evalcap.kernels.least_squares import independent_columns
from evalcap.kernels.sandwich import clustered

_LARGE = 0.25
# Relative to a covariate's size, what arithmetic alone can leave of a zero.
_ROUNDING = 1e-12
_CELLS = 4


@dataclass(frozen=True, slots=True)
class _Observed:
    """Rows of two periods, with what their units were like when first seen.

    Attributes
    ----------
    values
        Covariates, shape (n, k).
    later, treated
        Whether the row is of the later period, and of a treated unit, shape (n,).
    weight, cluster
        Shape (n,).
    names
        Of the covariates.
    periods
        The two periods, in words.
    """

    values: FloatArray
    later: BoolArray
    treated: BoolArray
    weight: FloatArray
    cluster: IntArray
    names: tuple[str, ...]
    periods: tuple[str, str]

    @property
    def cells(self) -> tuple[BoolArray, ...]:
        """Treated later and before, comparison later and before, each of shape (n,)."""
        t, later = self.treated, self.later
        return t & later, t & ~later, ~t & later, ~t & ~later


@dataclass(frozen=True, slots=True)
class _Changes:
    """How the mean of each covariate changed in treated and in comparison units, shape (k,)."""

    treated: FloatArray
    comparison: FloatArray
    normalised: FloatArray
    test: JointTest | Untested

    @property
    def verdict(self) -> Verdict:
        large = bool((np.abs(self.normalised) > _LARGE).any())
        sure = isinstance(self.test, JointTest) and self.test.p_value < FAILED_BELOW
        if large and sure:
            return "failed"
        return "concern" if large or sure else "passed"


def check_composition(panel: Panel, *, covariates: Sequence[str] | None = None) -> Check:
    """Compare how those observed changed between the groups, from before treatment to the end.

    For each covariate the change of its mean among treated less that among comparison units, over
    its standard deviation before treatment. Units observed over time keep the value of their
    first row, so that only who is observed can change; in repeated cross-sections each row has its
    own. Failed when a difference is beyond 0.25 and jointly they are significant at 5 %, of
    concern when only one of these holds.

    Parameters
    ----------
    covariates
        Columns that treatment cannot change; those named in the panel by default.

    Returns
    -------
    A check whose statistic is the Wald statistic of all differences, with p from F with clusters
    less one in the denominator.

    Raises
    ------
    EmptySampleError, DatasetError
    """
    asked = panel.names.covariates if covariates is None else column_names(covariates)
    names = tuple(dict.fromkeys(asked))
    if not names:
        return _no_verdict("not_applicable", "no covariates are named that could tell")
    seen = _observe(panel, usable_rows(panel, names), names)
    if not all(cell.sum() > 1 for cell in seen.cells):
        reason = "it takes two treated and two comparison units before treatment and at the end"
        return _no_verdict("cannot_be_tested", reason)
    changes = _compare(seen)
    return Check(
        name="composition",
        verdict=changes.verdict,
        sentence=_sentence(seen, changes),
        statistic=changes.test.statistic if isinstance(changes.test, JointTest) else None,
        p_value=changes.test.p_value if isinstance(changes.test, JointTest) else None,
        details=facts(
            {
                "covariate": seen.names,
                "change_treated": changes.treated.tolist(),
                "change_comparison": changes.comparison.tolist(),
                "normalised_difference": changes.normalised.tolist(),
            }
        ),
    )


def _observe(panel: Panel, usable: UsableRows, names: tuple[str, ...]) -> _Observed:
    before, last = last_before_treatment(panel, usable), int(panel.period[usable.keep].max())
    inside = usable.keep & np.isin(panel.period, (before, last))
    row = np.flatnonzero(inside)
    unit = panel.unit[row]
    source = first_rows(panel, usable.keep)[unit] if panel.is_repeated else row
    labels = [panel.calendar.label(panel.periods[p]) for p in (before, last)]
    return _Observed(
        values=usable.covariates[source],
        later=panel.period[row] != before,
        treated=group_units(panel, panel.treated_from[unit])[0],
        weight=usable.weight[row],
        cluster=np.unique(panel.cluster[unit], return_inverse=True)[1],
        names=names,
        periods=(f"{panel.names.time} {labels[0]}", f"{panel.names.time} {labels[1]}"),
    )


def _compare(seen: _Observed) -> _Changes:
    means = [[weighted_mean(v, seen.weight * c) for v in seen.values.T] for c in seen.cells]
    value = np.array([[m.value for m in cell] for cell in means])
    treated, comparison = value[0] - value[1], value[2] - value[3]
    influence = [np.column_stack([m.influence for m in cell]) for cell in means]
    together = (influence[0] - influence[1] - influence[2] + influence[3]) / len(seen.values)
    gap = treated - comparison
    size = _ROUNDING * np.abs(seen.values).max(axis=0)
    gap = np.where(np.abs(gap) > size, gap, 0.0)
    return _Changes(treated, comparison, _normalised(seen, gap), _test(seen, gap, together))


def _test(seen: _Observed, gap: FloatArray, influence: FloatArray) -> JointTest | Untested:
    n_clusters = int(seen.cluster.max()) + 1
    if n_clusters < 2:  # noqa: PLR2004 - variance needs two
        return Untested("all rows are of one cluster")
    matrix = clustered(np.eye(len(gap)), influence, [seen.cluster], n_parameters=_CELLS)
    moving = np.flatnonzero(gap != 0)
    if not len(moving):
        return Untested("nothing changed")
    moving = moving[independent_columns(influence[:, moving])]
    return joint_test(
        gap[moving],
        matrix[np.ix_(moving, moving)],
        n_clusters=n_clusters,
        degrees_of_freedom=n_clusters - 1,
    )


def _normalised(seen: _Observed, gap: FloatArray) -> FloatArray:
    """Differences in standard deviations before treatment, infinite where there was no spread."""
    variances = [_variance(seen, cell) for cell in (seen.cells[1], seen.cells[3])]
    scale = np.sqrt((variances[0] + variances[1]) / 2)
    infinite = np.where(gap != 0, np.copysign(np.inf, gap), 0.0)
    return np.divide(gap, scale, out=infinite, where=(scale > 0) & (gap != 0))


def _variance(seen: _Observed, cell: BoolArray) -> FloatArray:
    values, weight = seen.values[cell], seen.weight[cell]
    share = weight / weight.sum()
    return np.asarray(share @ (values - share @ values) ** 2)


def _sentence(seen: _Observed, changes: _Changes) -> str:
    span = f"Between {seen.periods[0]} and {seen.periods[1]}"
    if not changes.normalised.any():
        return f"{span} the same kinds of units were observed in both groups."
    i = int(np.argmax(np.abs(changes.normalised)))
    size = abs(changes.normalised[i])
    amount = "beyond any spread" if np.isinf(size) else f"{number_words(size)} standard deviations"
    largest = f"the largest difference, in {seen.names[i]}, is {amount}; {_joint(changes.test)}"
    if changes.verdict == "passed":
        return (
            f"{span} who was observed changed alike in treated and comparison units as far as "
            f"covariates show ({largest})."
        )
    how = "may have changed" if changes.verdict == "concern" else "changed"
    return (
        f"{span} who was observed {how} differently in treated and comparison units ({largest}), "
        "so part of the effect may be that other units were observed."
    )


def _joint(test: JointTest | Untested) -> str:
    if isinstance(test, Untested):
        return f"together they cannot be tested ({test.reason})"
    return f"together {p_words(test.p_value)}"


def _no_verdict(verdict: Verdict, reason: str) -> Check:
    does = "does not apply" if verdict == "not_applicable" else "cannot be tested"
    return Check(
        name="composition",
        verdict=verdict,
        sentence=f"Change in who was observed {does}: {reason}.",
    )
