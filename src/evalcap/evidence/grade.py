"""How strong the evidence of a primary analysis is, by the rules in grade.toml."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from evalcap.evidence.model import GradeRecord, Role

Cap = Literal["experimental", "difference_in_differences", "before_after_or_cross_section"]
Departure = Literal["unaccepted", "plan_changed", "unpublished"]


@dataclass(frozen=True, slots=True)
class Standing:
    """What a grade is decided on.

    Attributes
    ----------
    cap
        What kind of comparison the design allows.
    n_clusters
        Clusters that inference counts.
    verdicts
        Check name to its verdict; a check that was not made is absent.
    share_missing
        Share of the analysis' rows that lack the outcome, from 0 to 1.
    departure
        How the plan was not kept in a point that touches the outcome; None where it was. Of
        several the gravest.
    """

    cap: Cap
    n_clusters: int
    verdicts: Mapping[str, str]
    share_missing: float = 0.0
    departure: Departure | None = None


@cache
def rules() -> Mapping[str, Any]:
    """Read the table of rules."""
    return tomllib.loads((files(__package__) / "grade.toml").read_text(encoding="utf-8"))


def grade(standing: Standing, *, outcome: str, analysis: str, role: Role) -> GradeRecord:
    """Grade one primary analysis; simulated data get no grade."""
    table = rules()
    if role == "demonstration":
        reason = "simulated data show how the report works and are no evidence"
        return _record(outcome, analysis, None, None, (reason,))
    cap = table["cap"][standing.cap]
    applied = [table["downgrade"][name] for name in _downgrades(standing, table["downgrade"])]
    reached = max(1, cap["most"] - sum(rule["steps"] for rule in applied))
    reasons = [f"At most {cap['most']}: {cap['because']}."]
    reasons += [f"Down {rule['steps']}: {rule['because']}." for rule in applied]
    return _record(outcome, analysis, reached, cap["most"], tuple(reasons))


def _record(
    outcome: str, analysis: str, reached: int | None, cap: int | None, reasons: tuple[str, ...]
) -> GradeRecord:
    scale = rules()["scale"]
    return GradeRecord(
        outcome=outcome, analysis=analysis, grade=reached, cap=cap, scale=scale, reasons=reasons
    )


def _downgrades(standing: Standing, table: Mapping[str, Any]) -> Iterator[str]:
    """Name the rules that apply; of two signs of one weakness only the first."""
    yield from _of_trends(standing)
    failed = {name for name, verdict in standing.verdicts.items() if verdict == "failed"}
    if failed & {"balance", "overlap"}:
        yield "balance_failed" if "balance" in failed else "overlap_failed"
    if "attrition" in failed:
        yield "attrition_failed"
    elif standing.share_missing > table["missing_data"]["more_than"]:
        yield "missing_data"
    if standing.n_clusters < table["few_clusters"]["fewer_than"]:
        yield "few_clusters"
    elif "leave_one_cluster_out" in failed:
        yield "one_cluster"
    if standing.departure:
        yield standing.departure


def _of_trends(standing: Standing) -> Iterator[str]:
    randomised = standing.cap == "experimental"
    pre_trends = standing.verdicts.get("pre_trends", "not_applicable")
    if pre_trends == "failed":
        yield "pre_trends_failed"
    elif pre_trends in ("not_applicable", "cannot_be_tested") and not randomised:
        yield "pre_trends_untested"
    # A lottery rules out by design that trends would have parted.
    if standing.verdicts.get("sensitivity") == "failed" and not randomised:
        yield "sensitivity_failed"
