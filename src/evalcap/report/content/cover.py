"""The facts on the first page."""

import re
from collections.abc import Iterator, Sequence

from evalcap.evidence import Evidence
from evalcap.evidence.model import Source
from evalcap.rendering.formats import FILES, Form
from evalcap.report.markdown import Markdown, Text, literal, strong, table
from evalcap.words import Catalogue, report_places
from evalcap.words.names import labelled, listed, programme_name, series
from evalcap.words.numbers import day

_YEAR = re.compile(r"\d{4}\b")


def subtitle(evidence: Evidence, words: Catalogue) -> str:
    """Say in one line what this is; simulated data are called so here already."""
    return words.say(f"cover.subtitle_{evidence.subject.role}")


def period(evidence: Evidence, words: Catalogue) -> str:
    """Say what the evaluation covers."""
    start, end = evidence.subject.period_start, evidence.subject.period_end
    if start is None or end is None:
        known = start or end
        return day(known, words) if known else ""
    return words.say("cover.from_to", start=day(start, words), end=day(end, words))


def cover_table(evidence: Evidence, words: Catalogue) -> Markdown:
    """Tabulate the facts; what is not known has no row."""
    rows = [(strong(words.say(f"cover.{key}")), fact) for key, fact in cover_facts(evidence, words)]
    return table(("", ""), rows, widths=(28, 72))


def correction_notices(evidence: Evidence, words: Catalogue) -> tuple[tuple[str, str], ...]:
    """Say what became of the report, why and when: a title and a sentence each, newest first."""
    return tuple(
        (
            words.say(f"correction.{c.kind}_title"),
            words.say(f"correction.{c.kind}", date=day(c.day, words), reason=c.reason),
        )
        for c in reversed(evidence.corrections)
    )


def cover_facts(evidence: Evidence, words: Catalogue) -> tuple[tuple[str, Text], ...]:
    """Give the facts that are known, by the key of their name."""
    return tuple((key, fact) for key, fact in _facts(evidence, words) if str(fact))


def brief_line(evidence: Evidence, words: Catalogue) -> str:
    """Say in one line what was evaluated, where and when."""
    facts = dict(cover_facts(evidence, words))
    shown = ("programme", "countries", "period")
    return series((str(facts[key]) for key in shown if key in facts), words)


def language_links(evidence: Evidence, words: Catalogue) -> Markdown | None:
    """Link the same report in the study's other languages; None where it has no other."""
    places = report_places(evidence.subject.languages)
    up = "../" if places.get(words.language) else ""
    links = [
        f"[{words.say(f'language.{code}')}]({up}{f'{place}/'.lstrip('/')}index.html){{lang={code}}}"
        for code, place in places.items()
        if code != words.language
    ]
    if not links:
        return None
    return Markdown(words.say("cover.languages", languages=", ".join(links)))


def form_links(forms: Sequence[Form], words: Catalogue) -> Markdown | None:
    """Link what is made beside the page, in the page's own folder; None where nothing is."""
    others = [form for form in forms if form != "html"]
    links = [f"[{literal(words.say(f'site.{form}'))}]({FILES[form]})" for form in others]
    return Markdown(words.say("cover.forms", forms=", ".join(links))) if links else None


def _facts(evidence: Evidence, words: Catalogue) -> Iterator[tuple[str, Text]]:
    subject = evidence.subject
    none = subject.commissioner.strip().lower() in ("", "none")
    yield "programme", _programme(evidence, words)
    yield "role", words.say(f"role.{subject.role}")
    yield "countries", listed(subject.countries, words)
    yield "period", period(evidence, words)
    yield "commissioner", words.say("cover.nobody") if none else subject.commissioner
    yield "evaluators", listed(subject.evaluators, words)
    yield "cycle", _cycle(evidence, words)
    yield "as_of", _as_of(evidence, words)
    yield "sources", series((_source(s, words) for s in evidence.sources), words)


def _programme(evidence: Evidence, words: Catalogue) -> str:
    """Name the type of programme; benchmark data come from something else, and stand in for it."""
    name = programme_name(evidence.subject.programme, words)
    benchmark = evidence.subject.role == "benchmark"
    return words.say("cover.stands_in", programme=name) if benchmark else name


def _cycle(evidence: Evidence, words: Catalogue) -> str:
    before = evidence.subject.previous_cycle
    # The name of a folder tells a reader nothing; the part on what changed since names the report.
    if " " in before:
        return words.say("cover.cycle_after", cycle=evidence.subject.cycle, before=before)
    return words.say("cover.cycle_first", cycle=evidence.subject.cycle)


def _as_of(evidence: Evidence, words: Catalogue) -> str:
    """Say of when the data are: of the day they were fetched, or else of their last period.

    Nothing is said of data in waves or other periods that bear no year.
    """
    fetched = [source.retrieved for source in evidence.sources if source.retrieved]
    if fetched:
        return day(max(fetched), words)
    _, last = max(((t.time, t.label) for t in evidence.trends), default=(0.0, ""))
    return last if _YEAR.match(last) else ""


def _source(source: Source, words: Catalogue) -> str:
    facts = [source.licence]
    if source.retrieved:
        facts.append(words.say("cover.retrieved", date=day(source.retrieved, words)))
    known = ", ".join(fact for fact in facts if fact)
    return labelled(source.name, known, words) if known else source.name
