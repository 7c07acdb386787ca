"""A report looked at before it is published."""

from collections.abc import Iterator, Mapping, Sequence

from evalcap.evidence import Evidence
from evalcap.lessons import Lessons
from evalcap.report.content.glossary import acronyms_of
from evalcap.report.lint.acronyms import unexplained
from evalcap.report.lint.authored import OwnWords, findings_in_words
from evalcap.report.lint.checklists import Reported, checklist_findings
from evalcap.report.lint.exposed import exposed
from evalcap.report.lint.finding import LintFinding
from evalcap.report.lint.page import Page, read_page
from evalcap.words import Catalogue

_ORDER = ("critical", "warning", "note")


def lint_report(
    evidence: Evidence,
    lessons: Lessons,
    *,
    narrative: Mapping[str, str],
    pages: Mapping[str, tuple[str, Catalogue]],
    further: Mapping[str, OwnWords] | None = None,
) -> tuple[LintFinding, ...]:
    """Look at what a report is made from and at its pages; the gravest findings come first.

    Parameters
    ----------
    narrative
        The study's own sections as Markdown, by name.
    pages
        Each page's HTML with the words of its language, by its name; none leaves out what only a
        page shows.
    further
        The study's own words in the further languages of its report, by language.
    """
    reported = Reported(evidence, lessons, frozenset(narrative))
    found = [*checklist_findings(reported)]
    found += findings_in_words(evidence, lessons, narrative, further or {})
    for name, (html, words) in pages.items():
        found += _of_page(name, read_page(html), evidence, words)
    return tuple(sorted(dict.fromkeys(found), key=lambda f: _ORDER.index(f.severity)))


def critical(findings: Sequence[LintFinding]) -> tuple[LintFinding, ...]:
    """Give the findings that stop publication."""
    return tuple(f for f in findings if f.severity == "critical")


def _of_page(name: str, page: Page, evidence: Evidence, words: Catalogue) -> Iterator[LintFinding]:
    for place in page.without_words:
        what = "A picture has no alternative text; write it between the brackets of ![...](...)."
        yield LintFinding("alternative text", "critical", f"{name}, picture {place}", what)
    for heading in page.empty:
        what = "Nothing stands under this heading."
        yield LintFinding("empty section", "warning", f"{name}, “{heading}”", what)
    role = evidence.subject.role
    # Blocks have plain spaces where a language asks for unbreakable ones.
    if role != "evaluation" and " ".join(words.say(f"notice.{role}").split()) not in page.blocks:
        what = "The notice that the data are no evidence is missing. Restore parts/notice.qmd."
        yield LintFinding("notice", "critical", name, what)
    yield from unexplained(page.prose, acronyms_of(evidence, words))
    yield from exposed(page)
