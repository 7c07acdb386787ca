"""What must be in no report: direct identifiers of people, and paths of a machine."""

import re
from collections.abc import Iterator

from evalcap.report.lint.finding import LintFinding
from evalcap.report.lint.page import Page

_MAIL = re.compile(r"\b([\w.+-]+)@[\w-]+(?:\.[\w-]+)+\b")
# Addresses of an office are published on purpose.
_OFFICES = frozenset({"info", "contact", "office", "evaluation", "evaluations", "enquiries"})
_PHONE = re.compile(r"(?<![\w.,])\+\d[\d\s\u00a0\u202f().-]{7,}\d(?!\w)")
_THOUSANDS = re.compile(r"\+\d{1,3}(?:[\s\u00a0\u202f.]\d{3})+(?:[.,]\d+)?")
_FEWEST_DIGITS = 9
# The two lines at the foot of a passport, which begin with its type and its country.
_MACHINE_READABLE = re.compile(r"\b[PVI][A-Z<][A-Z<]{3}[A-Z<]{10,}|[A-Z0-9]{5,}<{3,}")
_PATH = re.compile(
    r"(?<![\w./])/(?:home|Users|root|tmp|var|etc|mnt|opt|srv|work)/[^\s,;)]+"
    r"|\b[A-Za-z]:\\[^\s,;)]+|\bfile://[^\s,;)]+"
)
_SHOWN = 24


def exposed(page: Page) -> Iterator[LintFinding]:
    """Find e-mail addresses, telephone numbers, passport lines and paths anywhere in a page."""
    for text in (*page.blocks, *page.links):
        for what, found in _in(text):
            yield LintFinding(
                rule=what,
                severity="critical",
                where=f"near “{_near(text, found)}”",
                what=f"The report shows {_ARTICLES[what]}. Take it out of the study's own text.",
            )


_ARTICLES = {
    "identifier": "what identifies a person: an address, a telephone number or a passport",
    "path": "a path of a machine",
}


def _in(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    for mail in _MAIL.finditer(text):
        if mail[1].lower() not in _OFFICES:
            yield "identifier", mail
    for phone in _PHONE.finditer(text):
        digits = sum(char.isdigit() for char in phone[0])
        if digits >= _FEWEST_DIGITS and not _THOUSANDS.fullmatch(phone[0].strip()):
            yield "identifier", phone
    yield from (("identifier", line) for line in _MACHINE_READABLE.finditer(text))
    yield from (("path", path) for path in _PATH.finditer(text))


def _near(text: str, found: re.Match[str]) -> str:
    """Quote what stands before, so that the finding itself exposes nothing."""
    before = text[max(0, found.start() - _SHOWN) : found.start()]
    return f"{before.strip()} …"
