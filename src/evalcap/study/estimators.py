"""The estimators that a plan can name, and the options each takes."""

import inspect
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal, get_args, get_type_hints

from pydantic import TypeAdapter, ValidationError

from evalcap.errors.mistakes import near
from evalcap.estimate import (
    CountEffects,
    EffectPath,
    Estimate,
    GroupTimeEffects,
    InstrumentalFit,
    PanelFit,
    RatioFit,
)
from evalcap.estimators.extended_poisson import estimate_extended_poisson
from evalcap.estimators.extended_twfe import estimate_extended_twfe
from evalcap.estimators.group_time import estimate_group_time
from evalcap.estimators.group_time_triple_difference import (
    estimate_group_time_triple_difference,
)
from evalcap.estimators.imputation import estimate_imputation, estimate_two_stage
from evalcap.estimators.instrumental import estimate_instrumental
from evalcap.estimators.local_projection import estimate_local_projection
from evalcap.estimators.logit import estimate_logit
from evalcap.estimators.panel import estimate_panel
from evalcap.estimators.poisson import estimate_poisson
from evalcap.estimators.stacked import estimate_stacked
from evalcap.estimators.sun_abraham import estimate_sun_abraham
from evalcap.estimators.synthetic import estimate_synthetic
from evalcap.estimators.triple_difference import estimate_triple_difference
from evalcap.estimators.twfe import estimate_twfe
from evalcap.estimators.two_period import estimate_two_period

EstimatorName = Literal[
    "group_time",
    "two_period",
    "twfe",
    "panel",
    "instrumental",
    "poisson",
    "logit",
    "imputation",
    "two_stage",
    "sun_abraham",
    "extended_twfe",
    "extended_poisson",
    "local_projection",
    "stacked",
    "synthetic",
    "triple_difference",
    "group_time_triple_difference",
]
Result = (
    Estimate | EffectPath | GroupTimeEffects | CountEffects | PanelFit | InstrumentalFit | RatioFit
)

ESTIMATORS: Mapping[str, Callable[..., Result]] = {
    "group_time": estimate_group_time,
    "two_period": estimate_two_period,
    "twfe": estimate_twfe,
    "panel": estimate_panel,
    "instrumental": estimate_instrumental,
    "poisson": estimate_poisson,
    "logit": estimate_logit,
    "imputation": estimate_imputation,
    "two_stage": estimate_two_stage,
    "sun_abraham": estimate_sun_abraham,
    "extended_twfe": estimate_extended_twfe,
    "extended_poisson": estimate_extended_poisson,
    "local_projection": estimate_local_projection,
    "stacked": estimate_stacked,
    "synthetic": estimate_synthetic,
    "triple_difference": estimate_triple_difference,
    "group_time_triple_difference": estimate_group_time_triple_difference,
}
assert set(ESTIMATORS) == set(get_args(EstimatorName))  # noqa: S101 - the two lists are one

# They regress on columns of the data, whatever treatment the design names.
OF_COLUMNS: tuple[EstimatorName, ...] = ("panel", "instrumental", "poisson", "logit")
# They give one effect for each of these columns.
OF_SEVERAL: tuple[EstimatorName, ...] = ("panel", "poisson", "logit")


def options_of(name: str) -> dict[str, bool]:
    """Name the options of an estimator, and say which it cannot do without."""
    parameters = list(inspect.signature(ESTIMATORS[name]).parameters.values())[1:]
    return {p.name: p.default is p.empty for p in parameters}


def option_mistakes(name: str, options: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Find options that an estimator does not take, lacks, or takes with other values.

    Yields
    ------
    The option and what is wrong with it.
    """
    kinds, known = get_type_hints(ESTIMATORS[name]), list(options_of(name))
    for option, value in options.items():
        if option not in known:
            hint = near(option, known) or f" (it takes {', '.join(known)})"
            yield option, f"the estimator {name!r} has no such option{hint}"
        elif not _fits(value, kinds[option]):
            yield option, _expected(value, kinds[option])
    for option, is_needed in options_of(name).items():
        if is_needed and option not in options:
            yield option, f"missing; the estimator {name!r} needs it"


def _fits(value: object, kind: Any) -> bool:
    try:
        TypeAdapter(kind).validate_python(value, strict=True)
    except ValidationError:
        return False
    return True


def _expected(value: object, kind: Any) -> str:
    choices = _choices(kind)
    if choices:
        hint = near(str(value), choices)
        return f"must be one of {', '.join(choices)}{hint} (got {value!r})"
    if "Sequence" in str(kind):
        words = "a list of columns, in square brackets"
    else:
        words = "a column" if str in (kind, *get_args(kind)) else "a number"
    return f"must be {words} (got {value!r})"


def _choices(kind: Any) -> list[str]:
    """Give the texts that a type allows, empty if it is no list of texts."""
    parts = (kind, *get_args(kind))
    return [text for part in parts for text in get_args(part) if isinstance(text, str)]


# Options whose values are columns.
_COLUMN_OPTIONS = (
    "covariates",
    "regressors",
    "endogenous",
    "instruments",
    "exposure",
    "cluster",
    "eligible",
)


def columns_in(options: Mapping[str, Any]) -> tuple[str, ...]:
    """Name the columns that an estimator's options use beside the design's."""
    return tuple(column for _, column in columns_by_option(options))


def columns_by_option(options: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Name the same columns, each after the option that uses it."""
    for option in _COLUMN_OPTIONS:
        named = options.get(option) or ()
        yield from ((option, name) for name in ([named] if isinstance(named, str) else named))
