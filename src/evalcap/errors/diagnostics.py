"""Errors of checks: what was passed cannot be checked for this."""

from collections.abc import Collection

from evalcap.errors.design import DesignError
from evalcap.errors.root import count, preview


class NotByEventTimeError(DesignError):
    """A path that does not count from the start of treatment has no "before"."""

    def __init__(self, by: str) -> None:
        super().__init__(
            f"This path gives effects by {by.replace('_', ' ')}.",
            needed="Differences before treatment are found on a path by event time.",
            do='Pass the group-time effects themselves, or `effects.aggregate("event_time")`.',
        )


_ONE_BASE = (
    'Use estimate_group_time(..., base_period="universal").aggregate("event_time"), or '
    "EffectPath.from_estimates for a path estimated elsewhere."
)
_ONE_CALENDAR = (
    "Leave out, with `where`, the cohorts whose last period before treatment was not observed, or "
    "pass the path of one cohort."
)


class OneBaseNeededError(DesignError):
    """Coefficients before and after treatment are not relative to the same period."""

    def __init__(self, pre_trends: str) -> None:
        made = {
            "varying_base": "each relative to the period before it",
            "several_bases": "relative to base periods at different event times, as the calendar "
            "has gaps",
            "separate": "from a regression of their own",
            "none": "not there, or of another kind than those after it",
        }
        super().__init__(
            f"The coefficients before treatment are {made[pre_trends]}.",
            needed="Trends before and after treatment can be compared only in coefficients that "
            "are all relative to one base period.",
            do=_ONE_CALENDAR if pre_trends == "several_bases" else _ONE_BASE,
        )


class NothingBeforeError(DesignError):
    """No coefficient before the base period, or none from treatment on."""

    def __init__(self, times: Collection[float], base: float) -> None:
        super().__init__(
            f"The path has event times {preview([f'{t:g}' for t in times], 12)}, relative to "
            f"{base:g}.",
            needed="At least one coefficient before the base period, and one from treatment on.",
            do="Take earlier periods into the path (a lower `min_e`), or do without this check.",
        )


class UnevenTimesError(DesignError):
    """Event times have gaps, so that steps between them do not compare."""

    def __init__(self, times: Collection[float]) -> None:
        super().__init__(
            f"The event times {preview([f'{t:g}' for t in times], 12)} and one base period are "
            "not evenly spaced.",
            needed="Steps of equal length between all coefficients; the base period may be left "
            "out of the path.",
            do="Choose event times without a gap by `min_e` and `max_e`.",
        )


class TooFewClustersError(DesignError):
    """The covariance of the coefficients before treatment rests on too few clusters to weigh by."""

    def __init__(self, n_before: int, n_clusters: int) -> None:
        super().__init__(
            f"The path has {n_before} coefficients before treatment and {n_clusters} clusters.",
            needed="Smoothness weighs these coefficients by their covariance, which takes more "
            "than two clusters for each.",
            do='Choose fewer by `min_e`, or method="relative_magnitude".',
        )


class SingularCovarianceError(DesignError):
    """Some combination of coefficients has no variance, so that weights would lean on it alone."""

    def __init__(self, n_coefficients: int, rank: int) -> None:
        super().__init__(
            f"The covariance of the {n_coefficients} coefficients has rank {rank}.",
            needed="Smoothness weighs coefficients by their covariance, which must have full rank.",
            do='Choose fewer event times by `min_e` and `max_e`, or method="relative_magnitude".',
        )


class PreTestError(DesignError):
    """There is no test of differences before treatment whose power could be given."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"The test of differences before treatment has no power that can be given: {reason}.",
            needed="Differences before treatment that can be tested jointly, from base periods "
            "that are known.",
            do='Pass the group-time effects, or a path with base_period="universal"; choose fewer '
            "event times by `min_e` where clusters are few.",
        )


class NotBinaryError(DesignError):
    """A column that must be 0 or 1 holds something else."""

    def __init__(self, column: str, rows: int) -> None:
        super().__init__(
            f"Column {column!r} is neither 0 nor 1 in {count(rows, 'row')}.",
            needed="1 for yes, 0 for no, an empty cell for not known.",
            do="Recode the column in the study's [recode], or in prepare().",
        )


class EmptyCellsError(DesignError):
    """A group in which no outcome is observed cannot be compared."""

    def __init__(self, empty: int, cells: int) -> None:
        wrong = (
            f"In {empty} of {count(cells, 'cell')} of the columns to tighten by, one of the groups "
            "has no observed outcome."
            if cells > 1
            else "One of the groups has no observed outcome."
        )
        super().__init__(
            wrong,
            needed="Observed treated and comparison units, in every cell where there are cells.",
            do="Tighten by fewer columns or fewer values, or check the columns `outcome`, "
            "`treated` and `selected`.",
        )


class SeparatedLossError(DesignError):
    """Covariates predict perfectly who is lost."""

    def __init__(self, group: str) -> None:
        super().__init__(
            f"Among {group} units the covariates predict perfectly who is lost.",
            needed="Units that stay, whatever the covariates, to stand for those who are lost.",
            do="Use fewer covariates, or bounds (lee_bounds) instead of weights.",
        )


class ImpossibleDesignError(DesignError):
    """A design is described by numbers that no design has."""

    def __init__(self, problems: Collection[str]) -> None:
        super().__init__(
            f"No design is like this: {'; '.join(problems)}.",
            needed="Shares and correlations between their limits, and counts of one or more.",
            do="Correct these options.",
        )


class NoBaselineError(DesignError):
    """There are too few periods before anyone is treated to rehearse a study on."""

    def __init__(self, n_periods: int, n_groups: int) -> None:
        super().__init__(
            f"The data have {count(n_periods, 'period')} before anyone is treated, with "
            f"{count(n_groups, 'cluster')}.",
            needed="Two periods without treatment and four clusters (units, where no cluster is "
            "named), to pretend that some were treated in the later one.",
            do="Add earlier periods, or use minimum_detectable_effect with numbers from elsewhere.",
        )
