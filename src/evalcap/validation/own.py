"""Our own row rules as expectations. Importing this imports Great Expectations and registers them.

Great Expectations finds an expectation by its class, and a class is the only way to add one. Each
of ours is one function of `row_rules` in the same wrapper, so the classes are made from a table:
`waves_without_gaps` becomes the metric `multicolumn_values.waves_without_gaps` and the expectation
`expect_waves_without_gaps`, which takes the function's columns, in its order, as `column_list`.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

import pandas as pd
from great_expectations.execution_engine.pandas_execution_engine import PandasExecutionEngine
from great_expectations.expectations.expectation import MulticolumnMapExpectation
from great_expectations.expectations.metrics.map_metric_provider import (  # type: ignore[attr-defined]
    MulticolumnMapMetricProvider,
    multicolumn_condition_partial,
)

from evalcap.validation import row_rules

RowRule = Callable[..., pd.Series]

# Function to its further kwargs, each with the type that a suite must give.
_RULES: Final[Mapping[RowRule, Mapping[str, Any]]] = {
    row_rules.waves_without_gaps: {},
    row_rules.constant_within_unit: {},
    row_rules.stays_treated: {},
    row_rules.answered_only_if_asked: {"asked": list[Any]},
    row_rules.answered_where_asked: {"asked": list[Any]},
    row_rules.persons_told_apart: {},
    row_rules.within_usual_range: {"spreads": float},
    row_rules.within_usual_multiple: {"times": float},
    row_rules.missing_alike_in_groups: {"most_gap": float},
    row_rules.one_of_them_recorded: {},
}


def _register(rule: RowRule, further: Mapping[str, Any]) -> type[MulticolumnMapExpectation]:
    """Make the metric and the expectation of a row rule; defining them registers them."""
    name = rule.__name__
    metric = f"multicolumn_values.{name}"
    title = "".join(word.capitalize() for word in name.split("_"))

    @multicolumn_condition_partial(engine=PandasExecutionEngine)  # type: ignore[untyped-decorator]
    def pandas_condition(_provider: type, column_list: pd.DataFrame, **given: Any) -> pd.Series:
        return rule(column_list, **{key: given[key] for key in further})

    keys = ("batch_id", "table", "column_list", "row_condition", "condition_parser")
    type(
        title,
        (MulticolumnMapMetricProvider,),
        {
            "condition_metric_name": metric,
            "condition_domain_keys": (*keys, "ignore_row_if"),
            "condition_value_keys": tuple(further),
            "_pandas": pandas_condition,
            "__module__": __name__,
        },
    )
    return type(
        f"Expect{title}",
        (MulticolumnMapExpectation,),
        {
            "__doc__": rule.__doc__,
            "__module__": __name__,
            "__annotations__": dict(further),
            "map_metric": metric,
            "success_keys": ("mostly", *further),
            "args_keys": ("column_list", *further),
        },
    )


EXPECTATIONS: Final = tuple(_register(rule, further) for rule, further in _RULES.items())
