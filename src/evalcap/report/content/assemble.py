"""The whole content of a report, under the names that its template uses."""

from collections.abc import Collection, Mapping, Sequence

from evalcap.evidence import Evidence
from evalcap.lessons import Lessons
from evalcap.portfolio import Entry
from evalcap.rendering.formats import Form
from evalcap.report.content.annexes import (
    changes_table,
    estimates_table,
    excluded_table,
    not_checked,
    path_tables,
    quality_table,
    sources_table,
    versions_line,
)
from evalcap.report.content.codebook import codebook_origin, codebook_table
from evalcap.report.content.contribution import contribution_view, criteria_table
from evalcap.report.content.cover import (
    brief_line,
    correction_notices,
    cover_table,
    form_links,
    language_links,
    subtitle,
)
from evalcap.report.content.data_protection import data_protection_sentences
from evalcap.report.content.glossary import glossary_table
from evalcap.report.content.grading import grading_opening, grading_table
from evalcap.report.content.groups import group_tables
from evalcap.report.content.learning import lesson_entries, recommendation_entries
from evalcap.report.content.limits import limit_sentences
from evalcap.report.content.methods import method_views
from evalcap.report.content.outcomes import OutcomeView
from evalcap.report.content.protection import protection_sentences
from evalcap.report.content.since import since_view
from evalcap.report.content.trust import deviations, trust_views
from evalcap.words import Catalogue
from evalcap.words.numbers import day_format

Content = Mapping[str, object]


def report_content(
    evidence: Evidence,
    lessons: Lessons,
    outcomes: Collection[OutcomeView],
    narrative: Collection[str],
    words: Catalogue,
    *,
    before: Entry | None = None,
    forms: Sequence[Form] = (),
) -> Content:
    """Gather everything that a template may print.

    Parameters
    ----------
    evidence, lessons
        What the report is about; nothing else reaches it.
    outcomes
        The outcomes as viewed.
    narrative
        Names of the study's own sections, without `.md`.
    words
        The language.
    before
        The cycle before; None for a first one.
    forms
        What else is made beside the page, which links it.
    """
    return {
        "say": words.say,
        "language": words.language,
        "date_format": day_format(evidence.created, words),
        "role": evidence.subject.role,
        "title": evidence.subject.title,
        "subtitle": subtitle(evidence, words),
        "date": evidence.created.isoformat(),
        "summary": evidence.subject.summary,
        "narrative": tuple(sorted(narrative)),
        "corrections": correction_notices(evidence, words),
        "cover": cover_table(evidence, words),
        "brief_facts": brief_line(evidence, words),
        "other_forms": form_links(forms, words),
        "other_languages": language_links(evidence, words),
        "outcomes": tuple(outcomes),
        "primary": tuple(outcome for outcome in outcomes if outcome.primary),
        "groups": group_tables(evidence, words),
        "trust": trust_views(evidence, words, outcomes),
        "deviations": deviations(evidence, words),
        "since": since_view(evidence, before, words),
        "lessons": lesson_entries(evidence, lessons, words),
        "recommendations": recommendation_entries(lessons, words),
        "contribution": contribution_view(evidence, words),
        "criteria": criteria_table(evidence, words),
        "limits": limit_sentences(evidence, words),
        "protection": (
            *protection_sentences(evidence, words),
            *data_protection_sentences(evidence, words),
        ),
    } | _annexes(evidence, outcomes, words)


def _annexes(
    evidence: Evidence, outcomes: Collection[OutcomeView], words: Catalogue
) -> dict[str, object]:
    drawn = {p.path: p.label for outcome in outcomes for p in outcome.pictures if p.path}
    return {
        "methods": method_views(evidence, words),
        "grading_opening": grading_opening(words),
        "grading": grading_table(words),
        "estimates": estimates_table(evidence, words),
        "paths": path_tables(evidence, drawn, words),
        "excluded": excluded_table(evidence, words),
        "quality": quality_table(evidence, words),
        "not_checked": not_checked(evidence, words),
        "changes": changes_table(evidence, words),
        "codebook": codebook_table(evidence, words),
        "codebook_origin": codebook_origin(evidence, words),
        "sources": sources_table(evidence, words),
        "versions": versions_line(evidence),
        "glossary": glossary_table(evidence, words),
    }
