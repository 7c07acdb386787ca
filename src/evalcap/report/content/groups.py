"""For whom: the primary analysis in groups of people, where the plan asked for it."""

from evalcap.evidence import Evidence
from evalcap.evidence.model import SubgroupRecord
from evalcap.report.markdown import Markdown, table
from evalcap.words import Catalogue
from evalcap.words.names import capitalised, title
from evalcap.words.numbers import count
from evalcap.words.reading import read_effect
from evalcap.words.scale import scale_for


def groups_table(evidence: Evidence, words: Catalogue) -> Markdown | None:
    """Tabulate the groups; one that is withheld says why. None where there are no groups."""
    if not evidence.disaggregations:
        return None
    keys = ("outcome", "group", "estimate", "units")
    return table(
        [words.say(f"groups.{key}") for key in keys],
        [_row(evidence, record, words) for record in evidence.disaggregations],
        widths=(24, 24, 38, 14),
        align="lllr",
    )


def _row(evidence: Evidence, record: SubgroupRecord, words: Catalogue) -> tuple[str, ...]:
    outcome = evidence.outcome(record.outcome)
    group = f"{title(record.by)}: {record.level}"
    limits = (record.point, record.conf_low, record.conf_high)
    point, low, high = limits
    if point is None or low is None or high is None:
        told = words.say("groups.withheld", reason=record.reason or words.say("groups.few"))
    else:
        scale = scale_for(outcome.unit, (point, low, high))
        told = read_effect(point, low, high, scale=scale, words=words).with_interval()
    return capitalised(outcome.label), group, told, count(record.n_units, words)
