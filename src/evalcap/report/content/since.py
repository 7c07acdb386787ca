"""What changed since the cycle before: estimates side by side, and what became of its advice."""

from collections.abc import Iterator
from dataclasses import dataclass

from evalcap.evidence import Evidence
from evalcap.lessons import Lessons, Recommendation
from evalcap.portfolio import Entry
from evalcap.report.markdown import Markdown, table
from evalcap.words import Catalogue, read_estimate
from evalcap.words.names import capitalised
from evalcap.words.numbers import day


@dataclass(frozen=True, slots=True)
class SinceView:
    """A cycle beside the one before it.

    Attributes
    ----------
    opening
        Which cycle is meant.
    estimates
        Primary estimates of both; empty where none is in both.
    apart
        Primary outcomes of one cycle only, and those whose unit changed.
    advice
        Recommendations of the cycle before, and how far they were acted on; empty without any.
    """

    opening: str
    estimates: Markdown
    apart: tuple[str, ...]
    advice: Markdown


def since_view(now: Evidence, before: Entry | None, words: Catalogue) -> SinceView | None:
    """Set a cycle beside the one before it; None for a first cycle.

    Only estimates are set side by side. Counts of people are not: of two that are each large
    enough to be published, the difference can be too small.
    """
    if before is None:
        return None
    earlier = before.evidence
    return SinceView(
        opening=words.say(
            "since.opening",
            title=earlier.subject.title,
            cycle=earlier.subject.cycle,
            date=day(earlier.created, words),
        ),
        estimates=_estimates(now, earlier, words),
        apart=tuple(_apart(now, earlier, words)),
        advice=_advice(before.lessons, words),
    )


def _estimates(now: Evidence, earlier: Evidence, words: Catalogue) -> Markdown:
    shared = _units(now).items() & _units(earlier).items()
    names = [name for name in _units(now) if (name, _units(now)[name]) in shared]
    if not names:
        return Markdown("")
    header = [words.say(f"since.{name}") for name in ("outcome", "before", "now")]
    rows = [
        (
            capitalised(now.outcome(name).label),
            *(_told(evidence, name, words) for evidence in (earlier, now)),
        )
        for name in names
    ]
    return table(header, rows, widths=(26, 37, 37))


def _units(evidence: Evidence) -> dict[str, str]:
    """Give the unit of every outcome that has a headline."""
    return {e.outcome: evidence.outcome(e.outcome).unit for e in evidence.headlines()}


def _told(evidence: Evidence, name: str, words: Catalogue) -> str:
    outcome = evidence.outcome(name)
    found = [e for e in evidence.headlines() if e.outcome == name]
    return "; ".join(read_estimate(e, outcome, words).with_interval() for e in found)


def _apart(now: Evidence, earlier: Evidence, words: Catalogue) -> Iterator[str]:
    new, old = _units(now), _units(earlier)
    for name, unit in new.items():
        label = capitalised(now.outcome(name).label)
        if name not in old:
            yield words.say("since.only_now", outcome=label)
        elif old[name] != unit:
            yield words.say("since.unit", outcome=label, before=old[name], now=unit)
    for name in old.keys() - new.keys():
        yield words.say("since.only_before", outcome=capitalised(earlier.outcome(name).label))


def _advice(lessons: Lessons, words: Catalogue) -> Markdown:
    """Tabulate recommendations that follow from a lesson that may be published."""
    public = {lesson.id for lesson in lessons.public()}
    shown = [r for r in lessons.recommendations if public & set(r.lessons)]
    if not shown:
        return Markdown("")
    header = [words.say(f"since.{name}") for name in ("advice", "answer", "acted_on")]
    rows = [
        (r.text, words.say(f"lessons.response_{r.response.response}"), _acted_on(r, words))
        for r in shown
    ]
    return table(header, rows, widths=(46, 22, 32))


def _acted_on(recommendation: Recommendation, words: Catalogue) -> str:
    response = recommendation.response
    if response.response in ("rejected", "none_yet"):
        return words.say("since.not_acted_on")
    told = words.say(f"lessons.status_{response.status}")
    when = day(response.status_date, words) if response.status_date else ""
    return f"{told} ({when})" if when else told
