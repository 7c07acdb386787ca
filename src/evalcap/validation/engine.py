"""Run expectations through Great Expectations, and trust nothing it leaves unsaid."""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final

import pandas as pd

from evalcap.errors.validation import EngineError, SuiteError
from evalcap.validation.lean import lean_frame
from evalcap.validation.placeholders import Check

# Values of respondents never enter a result; rows are known by their position.
_POSITIONS: Final = {
    "result_format": "COMPLETE",
    "exclude_unexpected_values": True,
    "return_unexpected_index_query": False,
}


@dataclass(frozen=True)
class Outcome:
    """What one check came to.

    Attributes
    ----------
    met
        Whether the data meet the rule; None if the check itself failed.
    n_checked
        Rows compared with it.
    n_unexpected
        Rows that do not meet it; None for a rule about the table as a whole.
    positions
        Positions of these rows, from 0, also where the rule tolerates as many.
    """

    met: bool | None
    n_checked: int = 0
    n_unexpected: int | None = None
    positions: tuple[int, ...] = ()


def start() -> Any:
    """Import Great Expectations, on first use, with our own expectations registered.

    Raises
    ------
    EngineError
        It cannot be imported. Beside an incomplete pyspark its import ends the interpreter with
        exit code 0: an unattended run would look as if it had checked everything.
    """
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    try:
        # It takes 2 to 7 seconds: only when data are checked.
        great_expectations = import_module("great_expectations")
        import_module("evalcap.validation.own")
    except SystemExit as stop:
        reason = f"importing Great Expectations ended the program (exit code {stop.code})"
        raise EngineError(reason) from stop
    except ImportError as error:
        raise EngineError(f"Great Expectations cannot be imported ({error})") from error
    return great_expectations


def build(checks: Sequence[Check]) -> dict[str, Any]:
    """Make the expectation of every check, by its id.

    A suite given as plain dicts would drop an expectation that it does not know, log it, and
    pass: here each is looked up and made, or reported.

    Raises
    ------
    SuiteError
        Every rule whose type is unknown or whose kwargs do not fit it.
    """
    start()
    from great_expectations.expectations.registry import (  # noqa: PLC0415
        get_expectation_impl,
        list_registered_expectation_implementations,
    )

    known = set(list_registered_expectation_implementations())
    made: dict[str, Any] = {}
    problems = []
    for check in checks:
        rule = check.rule
        if rule.type not in known:
            problems.append(f"rule {rule.id}: there is no expectation {rule.type!r}")
            continue
        meta = {**rule.meta, "id": check.id}
        try:
            implementation: Any = get_expectation_impl(rule.type)
            expectation = implementation(**check.kwargs, meta=meta, severity=rule.severity)
        except (TypeError, ValueError) as error:
            problems.append(f"rule {rule.id}: {' '.join(str(error).split())}")
        else:
            made[check.id] = expectation
    if problems:
        raise SuiteError(list(dict.fromkeys(problems)))
    return made


def run(frame: pd.DataFrame, expectations: Mapping[str, Any]) -> dict[str, Outcome]:
    """Compare a frame with expectations.

    Parameters
    ----------
    frame
        The data, shape (n_rows, n_columns); not changed.
    expectations
        Id to expectation, as `build` made them.

    Returns
    -------
    dict
        Id to outcome, for every expectation. Data that a check cannot digest make it fail, not
        this function.

    Raises
    ------
    EngineError
        Great Expectations gave no answer for some rule.
    """
    try:
        results = _results(frame, expectations)
    except EngineError:
        raise
    except Exception:  # noqa: BLE001  (bad data must end in findings, whatever they do to it)
        return dict.fromkeys(expectations, Outcome(met=None))
    return {name: _outcome(result, len(frame)) for name, result in results.items()}


def raised(exception_info: Mapping[str, Any]) -> bool:
    """Say whether a check itself failed, from either shape in which that is reported."""
    shapes: Iterable[Any] = (exception_info, *exception_info.values())
    return any(isinstance(shape, Mapping) and shape.get("raised_exception") for shape in shapes)


def _results(frame: pd.DataFrame, expectations: Mapping[str, Any]) -> dict[str, Any]:
    """Validate in a context that exists in memory only; id to result."""
    if not expectations:
        return {}
    gx = start()
    from great_expectations.data_context.types.base import ProgressBarsConfig  # noqa: PLC0415

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    asset = context.data_sources.add_pandas("evalcap").add_dataframe_asset("data")
    needed = lean_frame(frame, list(expectations.values()))
    batch = asset.add_batch_definition_whole_dataframe("all").get_batch({"dataframe": needed})
    suite = gx.ExpectationSuite(name="evalcap", expectations=list(expectations.values()))
    answers = batch.validate(suite, result_format=dict(_POSITIONS)).results
    # They come back in another order.
    results = {answer.expectation_config.meta["id"]: answer for answer in answers}
    silent = [name for name in expectations if name not in results]
    if silent:
        raise EngineError(f"Great Expectations gave no answer for {', '.join(silent)}")
    return {name: results[name] for name in expectations}


def _outcome(result: Any, n_rows: int) -> Outcome:
    if raised(result.exception_info):
        return Outcome(met=None)
    counts = result.result or {}
    return Outcome(
        met=bool(result.success),
        n_checked=counts.get("element_count", n_rows) - counts.get("missing_count", 0),
        n_unexpected=counts.get("unexpected_count"),
        positions=tuple(int(row) for row in counts.get("unexpected_index_list") or ()),
    )
