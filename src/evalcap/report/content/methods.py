"""The methods annex: every estimator that was used, in words and as a formula."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from evalcap.evidence import Evidence
from evalcap.evidence.model import AnalysisRecord
from evalcap.report.markdown import Markdown
from evalcap.words import Catalogue
from evalcap.words.catalogue import read_words
from evalcap.words.grammar import written
from evalcap.words.names import analysis_name, listed, named

# Estimators whose standard errors are an option of the plan.
_WITH_VARIANCE = ("panel", "twfe", "instrumental", "poisson")


@dataclass(frozen=True, slots=True)
class MethodView:
    """One method.

    Attributes
    ----------
    formulas
        Display math, our own.
    used_by
        The analyses that use it.
    """

    title: str
    words: str
    formulas: tuple[Markdown, ...]
    std_errors: str
    source: str
    used_by: str


def method_views(evidence: Evidence, words: Catalogue) -> tuple[MethodView, ...]:
    """View each method once, in the order of the analyses; one unknown to us has no entry."""
    table = read_words(words.language, "methods")
    users: dict[tuple[str, ...], list[AnalysisRecord]] = {}
    for analysis in evidence.analyses:
        for path in _paths(analysis):
            if _at(table, path) is not None:
                users.setdefault(path, []).append(analysis)
    planned = evidence.design.comparison
    return tuple(_view(table, path, using, planned, words) for path, using in users.items())


def _paths(analysis: AnalysisRecord) -> Iterator[tuple[str, ...]]:
    """Name the entries of the table that an analysis needs."""
    options = analysis.options
    match analysis.estimator:
        case "group_time" | "two_period" | "triple_difference" | "group_time_triple_difference":
            default = "doubly_robust" if options.get("covariates") else "unadjusted"
            yield (analysis.estimator,)
            yield "adjustment", options.get("method", default)
        case "panel" | "instrumental" | "poisson":
            yield analysis.estimator, options.get("model", "fixed_effects")
        case "logit":
            yield "logit", options.get("model", "pooled")
        case other:
            yield (other,)


def _at(table: Mapping[str, Any], path: tuple[str, ...]) -> Mapping[str, Any] | None:
    found: Any = table
    for step in path:
        found = found.get(step) if isinstance(found, Mapping) else None
    return found if isinstance(found, Mapping) and "formulas" in found else None


def _view(
    table: Mapping[str, Any],
    path: tuple[str, ...],
    using: list[AnalysisRecord],
    planned: str,
    words: Catalogue,
) -> MethodView:
    entry = _at(table, path) or {}
    first = using[0]
    comparison = named("comparison", first.options.get("comparison", planned), words)
    names = dict.fromkeys(analysis_name(a.name, words) for a in using)
    return MethodView(
        title=entry["title"],
        words=written(entry["words"], {"comparison": comparison.lower()}, words.language),
        formulas=tuple(Markdown(f"\n$${formula}$$\n") for formula in entry["formulas"]),
        std_errors=entry.get("std_errors", "") or _variance(table, first),
        source=entry.get("source", ""),
        used_by=listed(names, words),
    )


def _variance(table: Mapping[str, Any], analysis: AnalysisRecord) -> str:
    """Say how a regression's standard errors are made; adjustments say nothing of their own."""
    if analysis.estimator not in _WITH_VARIANCE:
        return ""
    variance: str = table["variance"].get(analysis.options.get("variance", "clustered"), "")
    return variance
