"""The effect that a check estimates when it is not told how."""

from collections.abc import Callable

import numpy as np

from evalcap.dataset import Panel
from evalcap.errors.design import NoVariationError
from evalcap.estimate import Estimate
from evalcap.estimators.cells import ComparisonGroup
from evalcap.estimators.group_time import estimate_group_time

EstimateOf = Callable[[Panel], Estimate]


def usual_effect(panel: Panel) -> Estimate:
    """Average group-time effects over all treated cells, with the panel's covariates.

    Against units not treated within the data, or not treated yet where all are in the end.

    Raises
    ------
    DesignError
    """
    never = bool((panel.treated_from > panel.periods[-1]).any())
    comparison: ComparisonGroup = "never_treated" if never else "not_yet_treated"
    effects = estimate_group_time(panel, comparison=comparison, covariates=panel.names.covariates)
    return effects.aggregate("overall")


def with_std_error(estimate: Estimate) -> Estimate:
    """Give back an estimate that can be told from zero, or not.

    Raises
    ------
    NoVariationError
        If it has no standard error.
    """
    if not np.isfinite(estimate.std_error):
        raise NoVariationError
    return estimate
