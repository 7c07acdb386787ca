"""Every analysis of an outcome, as a table and as the rows of a figure."""

from evalcap.evidence import Evidence
from evalcap.evidence.model import Outcome
from evalcap.evidence.results import EstimateRecord
from evalcap.report.figures.forest import Row
from evalcap.report.markdown import Markdown, Text, strong, table
from evalcap.words import Catalogue, read_estimate
from evalcap.words.comparison import is_experimental
from evalcap.words.evidence import estimate_name
from evalcap.words.names import analysis_name, capitalised
from evalcap.words.numbers import count, decimals_for, number
from evalcap.words.scale import Scale, scale_for


def estimates_of(evidence: Evidence, outcome: Outcome) -> list[EstimateRecord]:
    """Give an outcome's estimates, the primary analysis first."""
    own = [e for e in evidence.estimates if e.outcome == outcome.name]
    return sorted(own, key=lambda e: not e.primary)


def common_scale(outcome: Outcome, estimates: list[EstimateRecord]) -> Scale:
    """Choose a scale on which all estimates of an outcome can be told."""
    limits = [v for e in estimates for v in (e.point, e.told_low, e.told_high)]
    return scale_for(outcome.unit, limits)


def forest_rows(evidence: Evidence, outcome: Outcome, words: Catalogue) -> list[Row]:
    """Make the rows of the dot-and-interval figure."""
    estimates = estimates_of(evidence, outcome)
    scale = common_scale(outcome, estimates)
    rows = []
    for estimate in estimates:
        reading = read_estimate(estimate, outcome, words, scale)
        flags = estimate.primary, is_experimental(evidence, estimate)
        rows.append(Row(estimate_name(estimate, words), reading, *flags))
    return rows


def analyses_table(evidence: Evidence, outcome: Outcome, words: Catalogue, label: str) -> Markdown:
    """Tabulate the estimates in the outcome's unit, and as change in per cent for logarithms."""
    estimates = estimates_of(evidence, outcome)
    scale = common_scale(outcome, estimates)
    told = scale.translates
    keys = ["analysis", "estimate", "interval", *([f"told_{scale.kind}"] if told else []), "units"]
    rows = [_row(evidence, e, outcome, words, scale if told else None) for e in estimates]
    return table(
        [words.say(f"analyses.{key}") for key in keys],
        rows,
        widths=(28, 13, 22, 26, 11) if told else (38, 18, 28, 16),
        align="lrrlr" if told else "lrrr",
        caption=words.say(
            "analyses.caption", outcome=capitalised(outcome.label), unit=outcome.unit
        ),
        label=label,
    )


def _row(
    evidence: Evidence,
    estimate: EstimateRecord,
    outcome: Outcome,
    words: Catalogue,
    scale: Scale | None,
) -> list[Text]:
    name: Text = estimate_name(estimate, words)
    if estimate.primary:
        name = strong(words.say("analyses.primary", name=name))
    elif is_experimental(evidence, estimate):
        name = words.say("analyses.experimental", name=name)
    point, limits = estimate_cells(estimate, words)
    cells: list[Text] = [name, point, limits]
    if scale is not None:
        cells.append(read_estimate(estimate, outcome, words, scale).signed())
    return [*cells, count(estimate.n_units, words)]


def estimate_cells(estimate: EstimateRecord, words: Catalogue) -> tuple[str, str]:
    """Write an estimate and its interval in the outcome's own unit, with the same digits."""
    values = (estimate.point, estimate.told_low, estimate.told_high)
    decimals = decimals_for(estimate.std_error, values)
    point, low, high = (number(v, decimals, words) for v in values)
    no_limit = words.say("amount.no_limit")
    limits = words.say(
        "amount.between",
        low=no_limit if estimate.open_low else low,
        high=no_limit if estimate.open_high else high,
    )
    return point, limits


def notes_of(evidence: Evidence, outcome: Outcome, words: Catalogue) -> list[tuple[str, str]]:
    """Give what the plan says about analyses, except those told elsewhere."""
    noted = [a for a in evidence.analyses if a.outcome == outcome.name and a.note.strip()]
    return [(analysis_name(a.name, words), a.note) for a in noted if not a.experimental]
