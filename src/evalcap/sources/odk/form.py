"""An XLSForm as its export needs it: questions, choices, groups and languages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal

Texts = Mapping[str, str]  # language to text; "" is the language of a form that names none
Path = tuple[str, ...]

Kind = Literal[
    "text",
    "number",
    "date",
    "moment",
    "select_one",
    "select_multiple",
    "geopoint",
    "media",
    "note",
    "calculate",
]

OTHER: Final = "other"


@dataclass(frozen=True)
class Choice:
    """One answer that can be chosen."""

    name: str
    labels: Texts


@dataclass(frozen=True, eq=False)
class Question:
    """One question of a form; two of them are the same only if they are one.

    Attributes
    ----------
    name
        Its name in the form.
    kind
        What its answers are.
    path
        Names of the groups and repeated groups around it, outermost first.
    repeat
        Those of them up to the innermost repeated one; empty for questions asked once.
    labels
        Its text by language.
    choices
        Its answers, if it has any to choose from.
    """

    name: str
    kind: Kind
    path: Path = ()
    repeat: Path = ()
    labels: Texts = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class Form:
    """What a form asks.

    Attributes
    ----------
    questions
        In the order of the form.
    groups
        Path of each group, repeated or not, to its label by language.
    repeats
        Paths of the repeated groups, in the order of the form.
    languages
        In the order of the form; "" for a form that names none.
    default_language
        The one that the form opens with.
    """

    questions: tuple[Question, ...]
    groups: Mapping[Path, Texts] = field(default_factory=dict)
    repeats: tuple[Path, ...] = ()
    languages: tuple[str, ...] = ("",)
    default_language: str = ""

    def table(self, repeat: Path) -> tuple[Question, ...]:
        """List the questions of a repeated group, or with () those asked once."""
        return tuple(q for q in self.questions if q.repeat == repeat)

    def repeat_name(self, repeat: Path) -> str:
        """Name a repeated group: by its own name, or by its path where two share that."""
        shared = sum(path[-1] == repeat[-1] for path in self.repeats) > 1
        return "/".join(repeat) if shared else repeat[-1]


def merged(forms: Sequence[Form]) -> Form:
    """Put several versions of a form together; where they differ, the last one's words hold."""
    latest = forms[-1]
    questions = {(q.repeat, q.name, q.path): q for q in latest.questions}
    names = {(q.repeat, q.name) for q in latest.questions}
    for form in reversed(forms[:-1]):
        for question in form.questions:
            key = (question.repeat, question.name, question.path)
            known = questions.get(key)
            if known:
                questions[key] = replace(
                    known, choices=_with_former(known.choices, question.choices)
                )
            elif (question.repeat, question.name) not in names:
                questions[key] = question
                names.add((question.repeat, question.name))
    every = list(reversed(forms))
    return Form(
        questions=tuple(questions.values()),
        groups={path: texts for form in forms for path, texts in form.groups.items()},
        repeats=tuple(dict.fromkeys(path for form in every for path in form.repeats)),
        languages=tuple(dict.fromkeys(name for form in every for name in form.languages)),
        default_language=latest.default_language,
    )


def _with_former(now: tuple[Choice, ...], before: tuple[Choice, ...]) -> tuple[Choice, ...]:
    names = {choice.name for choice in now}
    return (*now, *(choice for choice in before if choice.name not in names))
