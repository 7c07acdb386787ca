"""The page of one synthesis."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from evalcap.compact.cards import spoken_title
from evalcap.portfolio.effect import LeftOut
from evalcap.portfolio.moderators import Moderation
from evalcap.portfolio.synthesis import Group, Synthesis
from evalcap.site.names import (
    countries,
    family_name,
    grade_of,
    report_address,
    years,
)
from evalcap.site.told import (
    alternative,
    mean_of,
    new_study_of,
    notes,
    opening,
    scale_of,
    small_studies,
    unlike,
)
from evalcap.words import Catalogue, Reading
from evalcap.words.names import labelled, programme_name, title
from evalcap.words.numbers import number, p_value
from evalcap.words.reading import read_effect

# A figure of more studies shows their intervals alone; the table beside it names them.
MOST_NAMED = 40


@dataclass(frozen=True, slots=True)
class StudyLine:
    """One study in the table of a synthesis."""

    title: str
    language: str
    page: str
    outcome: str
    countries: str
    years: str
    effect: str
    weight: str
    grade: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One meta-regression, told; rows are category and difference."""

    told: str
    reference: str
    rows: tuple[tuple[str, str], ...]


def page_name(group: Group, words: Catalogue) -> str:
    """Name a synthesis by its programme and its outcomes."""
    return words.say(
        "synthesis.title",
        programme=programme_name(group.programme, words),
        family=family_name(group.family),
    )


def synthesis_content(
    synthesis: Synthesis, words: Catalogue, above: str = "../"
) -> dict[str, object]:
    """Gather what the page of a synthesis shows; `above` leads to the folder of all studies."""
    group = synthesis.group
    return {
        "heading": page_name(group, words),
        "subtitle": words.say("synthesis.subtitle", n=len(synthesis.effect)),
        "simulated": group.role == "demonstration",
        "opening": tuple(opening(synthesis, words)),
        "notes": tuple(notes(synthesis, words)),
        "figure": f"{group.name}.svg",
        "many": len(synthesis.effect) > MOST_NAMED,
        "alternative": alternative(synthesis, words),
        "studies": tuple(_lines(synthesis, words, above)),
        "unlike": tuple(unlike(synthesis, words)),
        "small": tuple(small_studies(synthesis, words)),
        "differences": tuple(_difference(m, synthesis, words) for m in synthesis.moderations),
        "left_out": left_out(group, words),
    }


def study_readings(synthesis: Synthesis, words: Catalogue) -> list[Reading]:
    """Read each study's effect, in the order of the group, on the scale of the synthesis."""
    scale = scale_of(synthesis, words)
    return [
        read_effect(float(effect), float(low), float(high), scale=scale, words=words)
        for effect, (low, high) in zip(synthesis.effect, synthesis.group.limits, strict=True)
    ]


def by_weight(synthesis: Synthesis) -> list[int]:
    """Order studies from the heaviest; equal ones by name."""
    return [int(place) for place in np.argsort(-synthesis.pooled.weights, kind="stable")]


def _lines(synthesis: Synthesis, words: Catalogue, above: str) -> Iterator[StudyLine]:
    readings = study_readings(synthesis, words)
    for place in by_weight(synthesis):
        member = synthesis.group.members[place]
        entry = member.entry.told_in(words.language)
        share = 100 * float(synthesis.pooled.weights[place])
        title, language = spoken_title(entry, words)
        yield StudyLine(
            title=title,
            language=language,
            page=report_address(entry, words, above),
            outcome=entry.evidence.outcome(member.outcome.name).label,
            countries=countries(entry, words),
            years=years(entry, words),
            effect=readings[place].signed(),
            weight=words.say("amount.percent", n=number(share, 1, words)),
            grade=grade_of(entry, member.outcome.name, words),
        )


def left_out(group: Group, words: Catalogue) -> tuple[tuple[str, str], ...]:
    """Say which effects do not enter, and why."""
    return tuple(
        (
            _named(left, words),
            words.say(f"synthesis.{left.reason}"),
        )
        for left in group.left_out
    )


def _named(left: LeftOut, words: Catalogue) -> str:
    evidence = left.entry.told_in(words.language).evidence
    return labelled(evidence.subject.title, evidence.outcome(left.outcome.name).label, words)


def _difference(found: Moderation, synthesis: Synthesis, words: Catalogue) -> Difference:
    name = words.say(f"synthesis.by_{found.covariate}")
    if found.p_value is None:
        told = words.say("synthesis.too_few", name=name, needed=found.needed, n=found.n_studies)
        return Difference(told, "", ())
    p = p_value(found.p_value, words)
    told = words.say("synthesis.p", name=name, p=p, n=found.n_studies)
    scale = scale_of(synthesis, words)
    rows = []
    for term in found.terms:
        low, high = map(float, term.interval)
        reading = read_effect(term.point, low, high, scale=scale, words=words)
        numeric = found.covariate == "duration"
        label = words.say("synthesis.a_month") if numeric else title(term.label)
        rows.append((label, reading.signed()))
    return Difference(told, title(found.reference), tuple(rows))


def overview_row(synthesis: Synthesis, words: Catalogue) -> dict[str, str]:
    """Gather what the list of syntheses shows of one."""
    group = synthesis.group
    return {
        "programme": programme_name(group.programme, words),
        "family": family_name(group.family),
        "page": f"{group.name}.html",
        "studies": number(len(synthesis.effect), 0, words),
        "mean": mean_of(synthesis, words).signed(),
        "new_study": new_study_of(synthesis, words).signed_bounds(),
        "unit": scale_of(synthesis, words).unit,
    }
