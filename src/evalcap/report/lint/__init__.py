"""Looks at a report before it is published: checklists, numbers, acronyms, identifiers."""

from evalcap.report.lint.authored import OwnWords
from evalcap.report.lint.finding import LintFinding
from evalcap.report.lint.linting import critical, lint_report

__all__ = ["LintFinding", "OwnWords", "critical", "lint_report"]
