"""Families and studies as the pages name them."""

from evalcap.compact.cards import report_folder
from evalcap.portfolio import Entry
from evalcap.words import Catalogue
from evalcap.words.names import capitalised, listed


def family_name(family: str) -> str:
    """Name a family of outcomes."""
    return capitalised(family)


def years(entry: Entry, words: Catalogue) -> str:
    """Say which years a study covers."""
    subject = entry.evidence.subject
    found = [str(day.year) for day in (subject.period_start, subject.period_end) if day]
    if len(set(found)) == 2:  # noqa: PLR2004 - a beginning and an end
        return words.say("list.span", first=found[0], last=found[-1])
    return found[0] if found else ""


def countries(entry: Entry, words: Catalogue) -> str:
    """List a study's countries."""
    return listed(entry.evidence.subject.countries, words)


def report_address(entry: Entry, words: Catalogue, above: str = "") -> str:
    """Give the address of a study's report as a page, in the language of the words if it can be.

    Empty where it has none; `above` leads to the folder of all studies.
    """
    page = f"{report_folder(entry, words, above)}index.html"
    return page if "index.html" in entry.files else ""


def grade_of(entry: Entry, outcome: str, words: Catalogue) -> str:
    """Write the grade of an outcome's primary analysis; empty where it has none."""
    found = entry.evidence.grade(outcome)
    if found is None or found.grade is None:
        return ""
    word = words.say(f"grade.word_{found.grade}")
    return words.say("grade.given", grade=found.grade, word=word)
