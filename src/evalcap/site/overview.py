"""The page of all syntheses, with progress against targets."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from evalcap.compact.cards import spoken_title
from evalcap.evidence.model import Role
from evalcap.portfolio import LISTED, Entry, Portfolio
from evalcap.portfolio.synthesis import LEAST_STUDIES, Group, Synthesis
from evalcap.site.names import family_name, report_address
from evalcap.site.syntheses import overview_row
from evalcap.words import Catalogue, read_estimate
from evalcap.words.names import capitalised, programme_name
from evalcap.words.threshold import target


@dataclass(frozen=True, slots=True)
class Part:
    """Evaluations, or demonstrations; never both.

    Attributes
    ----------
    rows
        One a synthesis.
    few
        Programme, family and number of studies where there are not enough.
    targets
        One a study and outcome with a target.
    """

    role: Role
    heading: str
    rows: tuple[Mapping[str, str], ...]
    few: tuple[tuple[str, str, int], ...]
    targets: tuple["TargetRow", ...]


@dataclass(frozen=True, slots=True)
class TargetRow:
    """How one study stands against its target."""

    title: str
    language: str
    page: str
    outcome: str
    target: str
    estimate: str
    verdict: str


def overview_content(
    portfolio: Portfolio,
    groups: tuple[Group, ...],
    syntheses: Mapping[str, Synthesis],
    words: Catalogue,
    above: str = "../",
) -> dict[str, object]:
    """Gather what the page of all syntheses shows.

    Parameters
    ----------
    syntheses
        Those that could be made, by the name of their group.
    above
        What leads from the page to the folder of all studies.
    """
    parts = [
        _part(role, groups, syntheses, words, _progress(portfolio, role, words, above))
        for role in LISTED
    ]
    shown = [part for part in parts if part.rows or part.few]
    return {
        "heading": words.say("portfolio.heading"),
        "subtitle": words.say("portfolio.subtitle"),
        "parts": shown,
        "least": LEAST_STUDIES,
        "simulated": any(part.role == "demonstration" for part in shown),
        "all_simulated": all(part.role == "demonstration" for part in shown) and bool(shown),
    }


def _part(
    role: Role,
    groups: tuple[Group, ...],
    syntheses: Mapping[str, Synthesis],
    words: Catalogue,
    targets: tuple[TargetRow, ...],
) -> Part:
    own = [group for group in groups if group.role == role]
    few = [group for group in own if group.name not in syntheses]
    return Part(
        role=role,
        heading=words.say(f"portfolio.role_{role}"),
        rows=tuple(overview_row(syntheses[g.name], words) for g in own if g.name in syntheses),
        few=tuple(
            (programme_name(g.programme, words), family_name(g.family), len(g.members)) for g in few
        ),
        targets=targets,
    )


def _progress(
    portfolio: Portfolio, role: Role, words: Catalogue, above: str
) -> tuple[TargetRow, ...]:
    return tuple(row for e in portfolio.current(role) for row in _targets(e, words, above))


def _targets(entry: Entry, words: Catalogue, above: str) -> Iterator[TargetRow]:
    for estimate in entry.evidence.headlines():
        outcome = entry.evidence.outcome(estimate.outcome)
        if (aim := target(outcome, estimate, words)) is not None:
            title, language = spoken_title(entry, words)
            yield TargetRow(
                title=title,
                language=language,
                page=report_address(entry, words, above),
                outcome=capitalised(outcome.label),
                target=aim.effect,
                estimate=read_estimate(estimate, outcome, words).signed(),
                verdict=words.say(f"verdict_of_target.{aim.verdict}"),
            )
