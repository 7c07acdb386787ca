"""What the pages show, as tables for spreadsheets."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from evalcap.compact.observations import limits
from evalcap.compact.tables import Cell, csv_text, inert
from evalcap.portfolio import Entry, Portfolio
from evalcap.portfolio.gaps import GapMap
from evalcap.portfolio.synthesis import Synthesis
from evalcap.site.citation import citation
from evalcap.words import Catalogue

Row = Mapping[str, str | int | float | list[str]]
_STUDIES = (
    "study",
    "title",
    "role",
    "programme",
    "mode",
    "countries",
    "period_start",
    "period_end",
    "cycle",
    "previous_cycle",
    "outcome",
    "family",
    "unit",
    "better",
    "estimate",
    "std_error",
    "conf_low",
    "conf_high",
    "target",
    "grade",
    "citation",
)
_SYNTHESES = (
    "role",
    "programme",
    "family",
    "unit",
    "standardised",
    "n_studies",
    "mean",
    "std_error",
    "conf_low",
    "conf_high",
    "new_study_low",
    "new_study_high",
    "tau2",
    "tau2_low",
    "tau2_high",
    "i2",
    "q",
    "q_p_value",
    "egger_p_value",
    "studies",
)
_GAPS = ("role", "objective", "programme", "family", "n_studies", "highest_grade", "studies")


def studies_csv(portfolio: Portfolio, words: Catalogue) -> str:
    """Write every study's headline estimates, one a row, with the limits that the pages tell.

    A limit is empty where no effect in its direction is ruled out.
    """
    return _text(_STUDIES, (row for e in portfolio.standing for row in _studies(e, words)))


def syntheses_csv(syntheses: Iterable[Synthesis]) -> str:
    """Write the syntheses, one a row; effects above zero are improvements."""
    return _text(_SYNTHESES, map(_synthesis, syntheses))


def gaps_csv(maps: Iterable[GapMap]) -> str:
    """Write the places of the gap map that hold a study, one a row."""
    return _text(_GAPS, (row for laid in maps for row in _gaps(laid)))


def _text(columns: Sequence[str], rows: Iterable[Row]) -> str:
    return csv_text([columns, *([_cell(row[name]) for name in columns] for row in rows)])


def _cell(value: str | float | list[str]) -> Cell:
    """Write a value for one cell; lists are parted by semicolons, and no text is a formula."""
    if isinstance(value, int | float):
        return value
    return inert("; ".join(value) if isinstance(value, list) else value)


def _studies(entry: Entry, words: Catalogue) -> Iterator[Row]:
    subject, told = entry.evidence.subject, citation(entry, words)
    for estimate in entry.evidence.headlines():
        outcome = entry.evidence.outcome(estimate.outcome)
        grade = entry.evidence.grade(outcome.name)
        low, high = limits(estimate)
        yield {
            "study": subject.slug,
            "title": subject.title,
            "role": subject.role,
            "programme": subject.programme,
            "mode": subject.mode,
            "countries": list(subject.countries),
            "period_start": subject.period_start.isoformat() if subject.period_start else "",
            "period_end": subject.period_end.isoformat() if subject.period_end else "",
            "cycle": subject.cycle,
            "previous_cycle": subject.previous_cycle,
            "outcome": outcome.label,
            "family": outcome.family,
            "unit": outcome.unit,
            "better": outcome.better,
            "estimate": estimate.point,
            "std_error": estimate.std_error,
            "conf_low": "" if low is None else low,
            "conf_high": "" if high is None else high,
            "target": "" if outcome.target is None else outcome.target,
            "grade": grade.grade if grade and grade.grade is not None else "",
            "citation": told,
        }


def _synthesis(synthesis: Synthesis) -> Row:
    group, found = synthesis.group, synthesis.heterogeneity
    low, high = synthesis.interval
    new_low, new_high = synthesis.pooled.prediction()
    tau2_low, tau2_high = found.tau2_interval
    asymmetry = synthesis.asymmetry
    return {
        "role": group.role,
        "programme": group.programme,
        "family": group.family,
        "unit": group.unit,
        "standardised": "yes" if group.standardised else "no",
        "n_studies": len(group.members),
        "mean": synthesis.mean,
        "std_error": synthesis.pooled.std_error(),
        "conf_low": float(low),
        "conf_high": float(high),
        "new_study_low": float(new_low),
        "new_study_high": float(new_high),
        "tau2": found.tau2,
        "tau2_low": float(tau2_low),
        "tau2_high": float(tau2_high),
        "i2": found.i2,
        "q": found.q,
        "q_p_value": found.q_p_value,
        "egger_p_value": "" if asymmetry is None else asymmetry.p_value,
        "studies": [member.entry.slug for member in group.members],
    }


def _gaps(laid: GapMap) -> Iterator[Row]:
    for (objective, (programme, family)), cell in sorted(laid.cells.items(), key=lambda c: c[0]):
        yield {
            "role": laid.role,
            "objective": objective,
            "programme": programme,
            "family": family,
            "n_studies": len(cell.studies),
            "highest_grade": "" if cell.grade is None else cell.grade,
            "studies": [entry.slug for entry in cell.studies],
        }
