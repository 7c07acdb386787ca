"""What the programme contributes to, and which criteria the evaluation speaks to."""

from collections.abc import Iterator
from dataclasses import dataclass

from evalcap.codelists.compact import compact
from evalcap.codelists.criteria import CRITERIA
from evalcap.codelists.titles import official_title
from evalcap.evidence import Evidence
from evalcap.report.markdown import Markdown, Text, in_language, said, table
from evalcap.words import Catalogue
from evalcap.words.names import capitalised, listed


@dataclass(frozen=True, slots=True)
class ContributionView:
    """What the programme contributes to.

    Attributes
    ----------
    opening
        What is claimed, or why nothing is.
    lists
        Headings, each with its lines; only those that have any.
    """

    opening: str
    lists: tuple[tuple[str, tuple[Text, ...]], ...]


def contribution_view(evidence: Evidence, words: Catalogue) -> ContributionView:
    """View the tags of a study; only evaluations of programmes count.

    Raises
    ------
    UnknownCodeError
        If a tag is in no list.
    """
    tags, role = evidence.contribution, evidence.subject.role
    tagged = bool(tags.objectives or _goals(evidence))
    key = "untagged" if role == "evaluation" and not tagged else role
    opening = words.say(f"contribution.{key}")
    if tagged and role != "evaluation":
        opening += " " + words.say("contribution.would")
    return ContributionView(opening, tuple(_lists(evidence, words)))


def _lists(evidence: Evidence, words: Catalogue) -> Iterator[tuple[str, tuple[Text, ...]]]:
    tags = evidence.contribution
    lines = {
        "objectives": [_objective(n, evidence, words) for n in sorted(set(tags.objectives))],
        "principles": [_principle(letter, words) for letter in tags.principles],
        "goals": [_goal(code, words) for code in sorted(_goals(evidence))],
    }
    for name, found in lines.items():
        if found:
            yield words.say(f"contribution.{name}"), tuple(found)


def _principle(letter: str, words: Catalogue) -> Text:
    own = official_title("principles", letter, words.language)
    return _official(compact().principle(letter).title, own, words)


def _official(title: str, own: str | None, words: Catalogue) -> Text:
    """Give the official title in the report's language, else the English one, and say so."""
    return _english(title, words) if own is None else own


def _english(title: str, words: Catalogue) -> Text:
    own = title if words.language == "en" else in_language(title, "en")
    return said(words, "contribution.english", title=own)


def _objective(number: int, evidence: Evidence, words: Catalogue) -> Text:
    objective = compact().objective(number)
    actions = [a for a in evidence.contribution.actions if a.startswith(f"{number}(")]
    named = words.say("contribution.actions", actions=listed(actions, words)) if actions else ""
    return said(
        words,
        "contribution.objective",
        number=str(number),
        title=_official(
            objective.title, official_title("objectives", number, words.language), words
        ),
        paragraph=str(objective.paragraph),
        actions=named,
    )


def _goals(evidence: Evidence) -> set[str]:
    return {*evidence.contribution.sdg, *(code for o in evidence.outcomes for code in o.sdg)}


def _goal(code: str, words: Catalogue) -> Text:
    title = compact().target_title(code)
    key = "contribution.goal" if title else "contribution.goal_code"
    return said(words, key, code=code, title=_english(title, words))


def criteria_table(evidence: Evidence, words: Catalogue) -> Markdown:
    """Say of each of the six criteria whether this evaluation assessed it."""
    header = [words.say(f"criteria.{key}") for key in ("criterion", "question", "assessed")]
    return table(header, list(_criteria(evidence, words)), widths=(20, 40, 40))


def _criteria(evidence: Evidence, words: Catalogue) -> Iterator[tuple[str, str, str]]:
    for name in CRITERIA:
        by = [capitalised(o.label) for o in evidence.outcomes if name in _tags(o.dac)]
        assessed = words.say("criteria.yes", outcomes=listed(by, words))
        question = words.say(f"criteria.question_{name}")
        yield words.say(f"dac.{name}"), question, assessed if by else words.say("criteria.no")


def _tags(given: tuple[str, ...]) -> set[str]:
    return {tag.strip().lower() for tag in given}
