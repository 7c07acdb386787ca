"""The estimators that a plan can name, and the options each takes."""

import inspect
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any, Literal, get_args

from evalcap.estimate import EffectPath, Estimate, GroupTimeEffects, PanelFit
from evalcap.estimators.group_time import estimate_group_time
from evalcap.estimators.panel import estimate_panel
from evalcap.estimators.twfe import estimate_twfe
from evalcap.estimators.two_period import estimate_two_period

EstimatorName = Literal["group_time", "two_period", "twfe", "panel"]
Result = Estimate | EffectPath | GroupTimeEffects | PanelFit

ESTIMATORS: Mapping[EstimatorName, Callable[..., Result]] = {
    "group_time": estimate_group_time,
    "two_period": estimate_two_period,
    "twfe": estimate_twfe,
    "panel": estimate_panel,
}
assert set(ESTIMATORS) == set(get_args(EstimatorName))  # noqa: S101 - the two lists are one


def check_options(name: EstimatorName, options: Mapping[str, Any]) -> None:
    """Refuse options that the estimator does not take, and miss those it needs.

    Raises
    ------
    ValueError
        In the plan's words, for the model that reads the plan.
    """
    parameters = list(inspect.signature(ESTIMATORS[name]).parameters.values())[1:]
    known = [p.name for p in parameters]
    problems = [_unknown(option, name, known) for option in options if option not in known]
    needed = [p.name for p in parameters if p.default is p.empty and p.name not in options]
    problems += [f"estimator {name!r} needs the option {option!r}" for option in needed]
    if problems:
        raise ValueError("; ".join(problems))


def _unknown(option: str, name: str, known: list[str]) -> str:
    near = get_close_matches(option, known, 1)
    hint = f" (did you mean {near[0]!r}?)" if near else f" (it takes {', '.join(known)})"
    return f"estimator {name!r} has no option {option!r}{hint}"


def columns_in(options: Mapping[str, Any]) -> tuple[str, ...]:
    """Name the columns that an estimator's options use beside the design's."""
    named = [options.get(key, ()) for key in ("covariates", "regressors", "cluster")]
    return tuple(c for group in named for c in ([group] if isinstance(group, str) else group or ()))
