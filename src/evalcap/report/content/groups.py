"""For whom: the primary analysis in groups of people, where the plan asked for it."""

from evalcap.evidence import Evidence
from evalcap.evidence.model import Outcome
from evalcap.evidence.results import SubgroupRecord
from evalcap.report.markdown import Markdown, table
from evalcap.words import Catalogue
from evalcap.words.names import capitalised, labelled, title
from evalcap.words.numbers import count
from evalcap.words.reading import read_effect
from evalcap.words.recorded import retold
from evalcap.words.scale import Scale, scale_for

_POINT_AND_LIMITS = 3


def group_tables(evidence: Evidence, words: Catalogue) -> tuple[tuple[str, Markdown], ...]:
    """Tabulate the groups by outcome, under a heading; one that is withheld says why."""
    names = dict.fromkeys(record.outcome for record in evidence.disaggregations)
    return tuple(_table(evidence, evidence.outcome(name), words) for name in names)


def _table(evidence: Evidence, outcome: Outcome, words: Catalogue) -> tuple[str, Markdown]:
    own = [r for r in evidence.disaggregations if r.outcome == outcome.name]
    scale = scale_for(outcome.unit, [v for r in own for v in _numbers(r)])
    unit = outcome.unit if scale.kind == "plain" else words.say(f"figure.unit_{scale.kind}")
    heading = words.say("groups.of_outcome", outcome=capitalised(outcome.label), unit=unit)
    header = [words.say(f"groups.{key}") for key in ("group", "estimate", "units")]
    rows = [_row(record, scale, words) for record in own]
    return heading, table(header, rows, widths=(34, 50, 16), align="llr")


def _row(record: SubgroupRecord, scale: Scale, words: Catalogue) -> tuple[str, str, str]:
    numbers = _numbers(record)
    told = words.say("groups.withheld", reason=_reason(record, words))
    if len(numbers) == _POINT_AND_LIMITS:
        point, low, high = numbers
        told = read_effect(point, low, high, scale=scale, words=words).signed()
    return labelled(title(record.by), record.level, words), told, count(record.n_units, words)


def _reason(record: SubgroupRecord, words: Catalogue) -> str:
    return retold(record.reason, words, {}).text or words.say("groups.few")


def _numbers(record: SubgroupRecord) -> list[float]:
    given = (record.point, record.conf_low, record.conf_high)
    return [value for value in given if value is not None]
