"""Our own row rules as expectations. Importing this imports Great Expectations and registers them.

Great Expectations finds an expectation by its class, and a class is the only way to add one: each
here is one row rule in its wrapper, named in suites as `expect_waves_without_gaps` and
`expect_constant_within_unit`, with the unit first in `column_list`.
"""

from typing import Any

import pandas as pd
from great_expectations.execution_engine.pandas_execution_engine import PandasExecutionEngine
from great_expectations.expectations.expectation import MulticolumnMapExpectation
from great_expectations.expectations.metrics.map_metric_provider import (  # type: ignore[attr-defined]
    MulticolumnMapMetricProvider,
    multicolumn_condition_partial,
)

from evalcap.validation.row_rules import constant_within_unit, waves_without_gaps


class WavesWithoutGaps(MulticolumnMapMetricProvider):
    """Metric of `waves_without_gaps`."""

    condition_metric_name = "multicolumn_values.waves_without_gaps"
    condition_domain_keys = (
        "batch_id",
        "table",
        "column_list",
        "row_condition",
        "condition_parser",
        "ignore_row_if",
    )

    @multicolumn_condition_partial(engine=PandasExecutionEngine)  # type: ignore[untyped-decorator]
    def _pandas(cls, column_list: pd.DataFrame, **_: Any) -> pd.Series:  # noqa: N805
        return waves_without_gaps(column_list)


class ConstantWithinUnit(MulticolumnMapMetricProvider):
    """Metric of `constant_within_unit`."""

    condition_metric_name = "multicolumn_values.constant_within_unit"
    condition_domain_keys = WavesWithoutGaps.condition_domain_keys

    @multicolumn_condition_partial(engine=PandasExecutionEngine)  # type: ignore[untyped-decorator]
    def _pandas(cls, column_list: pd.DataFrame, **_: Any) -> pd.Series:  # noqa: N805
        return constant_within_unit(column_list)


class ExpectWavesWithoutGaps(MulticolumnMapExpectation):
    """Expect each unit in every wave between its first and its last."""

    map_metric = WavesWithoutGaps.condition_metric_name
    args_keys = ("column_list",)


class ExpectConstantWithinUnit(MulticolumnMapExpectation):
    """Expect a column to have one value a unit."""

    map_metric = ConstantWithinUnit.condition_metric_name
    args_keys = ("column_list",)
