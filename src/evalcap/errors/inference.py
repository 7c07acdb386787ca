"""Errors of inference: a test that these data or options do not allow."""

from collections.abc import Collection, Sequence

from evalcap.errors.design import DesignError
from evalcap.errors.root import count, preview


class InferenceError(DesignError):
    """The data cannot answer this question about uncertainty."""


class TooManyEffectsError(InferenceError):
    """More ways of fixed effects were named than are absorbed."""

    def __init__(self, names: Collection[str]) -> None:
        super().__init__(
            f"`fixed_effects` names {count(names, 'column')}: {preview(names)}.",
            needed="One or two ways of fixed effects are absorbed.",
            do="Keep the two with most levels; add the others to `regressors` as 0/1 columns.",
        )


class TooFewRowsError(InferenceError):
    """There are no more rows than parameters."""

    def __init__(self, n_rows: int, n_parameters: int) -> None:
        super().__init__(
            f"There are {count(n_rows, 'row')} for {n_parameters:,} coefficients and fixed "
            "effects.",
            needed="Inference needs more rows than parameters.",
            do="Use fewer regressors or fixed effects.",
        )


class PerfectFitError(InferenceError):
    """Residuals leave nothing to draw from."""

    def __init__(self, parameter: str) -> None:
        super().__init__(
            f"The regression leaves no residual variation around the coefficient of {parameter!r}.",
            needed="Inference rests on residuals.",
            do="Check whether the outcome was computed from the regressors, and whether there are "
            "fewer coefficients than clusters.",
        )


class DecisiveClustersError(InferenceError):
    """Some coefficient rests on one cluster alone."""

    def __init__(self, n_clusters: int) -> None:
        super().__init__(
            f"Without {count(n_clusters, 'cluster')}, each left out by itself, some coefficient "
            "is not identified.",
            needed="kind='CR3' compares the estimate with that of every other cluster together.",
            do="Use kind='CR2', drop the regressor that only one cluster varies, or use "
            "randomisation_test.",
        )


class NoRefitsError(InferenceError):
    """Leaving out clusters leaves nothing to compare."""

    def __init__(self, n_clusters: int, reasons: Sequence[str]) -> None:
        first = f" The first reason: {reasons[0].splitlines()[0]}" if reasons else ""
        super().__init__(
            f"Of {count(n_clusters, 'cluster')}, fewer than two could be left out.{first}",
            needed="The jackknife compares estimates that leave out one cluster each.",
            do="Use randomisation_test, or a design with more clusters in both groups.",
        )


class NoSpreadError(InferenceError):
    """Leaving out clusters changes nothing."""

    def __init__(self, n_clusters: int) -> None:
        super().__init__(
            f"Leaving out any of {count(n_clusters, 'cluster')} does not change the estimate.",
            needed="The jackknife measures how estimates differ.",
            do="Check that the outcome varies between units.",
        )


class AssignmentError(InferenceError):
    """Treatment cannot be assigned anew."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"Treatment cannot be assigned anew: {reason}.",
            needed="A randomisation test moves treatment among units, or among clusters whose "
            "units are all treated alike.",
            do="Name as `cluster` the level at which treatment was assigned, and check "
            "`treated_from`.",
        )


class NoStudentisingError(InferenceError):
    """The estimate has no standard error to be divided by."""

    def __init__(self) -> None:
        super().__init__(
            "The estimate has no standard error, so that it cannot be studentised.",
            needed="statistic='studentised' divides estimates by their standard errors.",
            do="Pass statistic='estimate'.",
        )


class NoInversionError(InferenceError):
    """A randomisation test gives no interval."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"This randomisation test gives no interval: {reason}.",
            needed="An interval collects the effects that the test does not reject, which needs "
            "an estimator that is linear in the outcome and estimates with the outcome shifted.",
            do="Pass invert=True for an estimator linear in the outcome, or report the p-value.",
        )


class PValuesError(InferenceError):
    """Numbers that are no p-values."""

    def __init__(self, wrong: int, total: int) -> None:
        super().__init__(
            f"{count(wrong, 'value')} of {total:,} are no p-values.",
            needed="Numbers from 0 to 1, none missing, one for each outcome tested.",
            do="Leave out outcomes that were not tested, and say so.",
        )


class BootstrapShapeError(InferenceError):
    """Statistics and their draws do not match."""

    def __init__(self, n_statistics: int, shape: tuple[int, ...]) -> None:
        super().__init__(
            f"{count(n_statistics, 'statistic')} came with draws of shape {shape}.",
            needed="One row a draw and one column a statistic, every row from one draw of the "
            "clusters.",
            do="Draw all statistics together.",
        )


class SummaryIndexError(InferenceError):
    """Outcomes cannot be joined into one index."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__(
            "\n".join(problems),
            needed="Outcomes that vary in the comparison group and are not combinations of each "
            "other, each with a better direction; a 0/1 column that marks the comparison group.",
            do="Correct or leave out these columns.",
        )
