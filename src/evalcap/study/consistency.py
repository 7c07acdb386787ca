"""What the keys of study.toml ask of each other."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from evalcap.errors.mistakes import near
from evalcap.study.estimators import ESTIMATORS, OF_SEVERAL, option_mistakes
from evalcap.study.privacy_section import privacy_contradictions

Table = Mapping[str, Any]


def inconsistencies(written: Table) -> list[str]:
    """Find every contradiction between keys, also in a plan whose keys are mistaken.

    Parameters
    ----------
    written
        The file's content as TOML gives it; whatever has another shape than a plan is passed
        over, since the model of the plan reports it.

    Returns
    -------
    list of str
        Each with its key.
    """
    outcomes, analyses = _tables(written, "outcomes"), _tables(written, "analyses")
    return [
        *_repeated("sources", [_text(s, "name") for s in _tables(written, "sources")]),
        *_repeated("outcomes", [_text(o, "name") for o in outcomes]),
        *_repeated("analyses", [_text(a, "outcome", "name") for a in analyses]),
        *_period(_table(written, "period")),
        *_treatment(written.get("design")),
        *_groups(_table(written, "disaggregate"), _table(written, "design")),
        *_protection(_table(written, "disclosure")),
        *privacy_contradictions(_table(written, "privacy")),
        *_known_outcomes(outcomes, analyses),
        *_primaries(outcomes, analyses),
        *_estimators(analyses),
    ]


def _repeated(section: str, names: Sequence[str]) -> Iterator[str]:
    for position, name in enumerate(names):
        if name and name in names[:position]:
            yield f"{section}[{position + 1}]: {name!r} is declared a second time"


def _period(period: Table) -> Iterator[str]:
    start, end = period.get("start"), period.get("end")
    if type(start) is date and type(end) is date and end < start:
        yield "period: `end` is before `start`"


def _treatment(design: object) -> Iterator[str]:
    if not isinstance(design, Mapping):
        return
    named = [key for key in ("treated_from", "treated") if key in design]
    if len(named) != 1:
        yield f"design: name one of `treated_from` and `treated`{', not both' if named else ''}"


def _groups(disaggregate: Table, design: Table) -> Iterator[str]:
    by, unit = disaggregate.get("by"), design.get("unit")
    if unit is not None and isinstance(by, list) and unit in by:
        yield f"disaggregate.by: {unit!r} is the unit itself; name columns that group units"


def _protection(disclosure: Table) -> Iterator[str]:
    """Refuse more protection than a label such as "<10" leaves room for: from 1 to 9."""
    sizes = [disclosure.get("min_cell", 10), disclosure.get("rounding", 1)]
    asked = disclosure.get("protection")
    if all(type(size) is int for size in [*sizes, asked]):
        most = max(0, max(sizes) - 3)
        if asked > most:
            yield (
                f"disclosure.protection: {asked} is more than counts below {max(sizes)} leave "
                f"room for; ask for {most} at the most, or raise `min_cell`"
            )


def _known_outcomes(outcomes: Sequence[Table], analyses: Sequence[Table]) -> Iterator[str]:
    names = [_text(o, "name") for o in outcomes]
    for position, analysis in enumerate(analyses):
        name = _text(analysis, "outcome")
        if name and name not in names:
            known = near(name, names) or f" (they are {', '.join(filter(None, names)) or 'none'})"
            yield f"analyses[{position + 1}].outcome: no outcome is called {name!r}{known}"


def _primaries(outcomes: Sequence[Table], analyses: Sequence[Table]) -> Iterator[str]:
    for position, outcome in enumerate(outcomes):
        name, primary = _text(outcome, "name"), outcome.get("primary") is True
        named = [_text(a, "name") for a in analyses if _is_primary(a) and a.get("outcome") == name]
        if name and len(named) > 1:
            yield (
                f"outcomes[{position + 1}]: {name!r} has {len(named)} primary analyses "
                f"({', '.join(named)}) and may have one"
            )
        if name and primary and not named:
            yield f"outcomes[{position + 1}]: {name!r} is primary and no analysis of it is"
    if outcomes and not any(o.get("primary") is True for o in outcomes):
        yield "outcomes: none is primary"


def _estimators(analyses: Sequence[Table]) -> Iterator[str]:
    for position, analysis in enumerate(analyses):
        place, name = f"analyses[{position + 1}]", _text(analysis, "estimator")
        options = analysis.get("options", {})
        if name not in ESTIMATORS or not isinstance(options, Mapping):
            continue
        for option, mistake in option_mistakes(name, options):
            yield f"{place}.options.{option}: {mistake}"
        if name in OF_SEVERAL and _is_primary(analysis):
            yield (
                f"{place}: a primary analysis gives one effect, and the estimator {name!r} gives "
                f"one for each regressor; use {_instead(name)}"
            )


def _instead(name: str) -> str:
    return "extended_poisson" if name == "poisson" else "group_time, two_period or twfe"


def _is_primary(analysis: Table) -> bool:
    return analysis.get("primary") is True


def _table(written: Table, key: str) -> Table:
    found = written.get(key)
    return found if isinstance(found, Mapping) else {}


def _tables(written: Table, key: str) -> list[Table]:
    """Give the tables of a list, an empty one for whatever is none, so that places stay."""
    found = written.get(key)
    tables = found if isinstance(found, list) else []
    return [table if isinstance(table, Mapping) else {} for table in tables]


def _text(table: Table, *keys: str) -> str:
    """Join the texts under some keys with a slash; empty unless all are there."""
    parts = [table.get(key) for key in keys]
    return "/".join(map(str, parts)) if all(isinstance(p, str) for p in parts) else ""
