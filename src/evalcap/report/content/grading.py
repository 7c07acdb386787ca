"""The rules by which evidence is graded, for the annex."""

from collections.abc import Iterator

from evalcap.evidence.grade import rules
from evalcap.report.content.recorded import shown
from evalcap.report.markdown import Markdown, Text, said, table
from evalcap.words import Catalogue


def grading_opening(words: Catalogue) -> Text:
    """Say what is graded, and on which scale."""
    return said(words, "grading.opening", scale=shown(rules()["scale"], words))


def grading_table(words: Catalogue) -> Markdown:
    """Tabulate every rule: what a design can reach, and what takes steps away."""
    header = [words.say("grading.when"), words.say("grading.rule")]
    return table(header, list(_rules(words)), widths=(76, 24))


def _rules(words: Catalogue) -> Iterator[tuple[Text, Text]]:
    kinds = (("cap", "most"), ("downgrade", "steps"))
    for kind, number in kinds:
        for rule in rules()[kind].values():
            effect = words.say(f"grading.{kind}", n=rule[number])
            yield shown(rule["because"], words), effect
