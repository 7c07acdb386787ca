"""Findings as a page to read: rules, verdicts and counts, and no key of any record."""

from collections.abc import Iterable, Mapping
from html import escape
from typing import Final

from evalcap.validation.finding import Finding, Validation

# Rule to how many rows it was about and how many break it, as they may be shown.
Counts = Mapping[str, Mapping[str, int | str | None]]
Reasons = Mapping[str, Mapping[str, int | str]]
_NONE: Final[Reasons] = {}

_STYLE: Final = """
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem;
  color: #1b2733; background: #fff; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
dl { margin: 0; } dt { font-weight: 600; margin-top: 1rem; } dd { margin: 0; }
.unmet, .error { color: #9b1c1c; } .met { color: #1d6b3a; } code { font-size: .9em; }
@media (prefers-color-scheme: dark) { body { color: #e6edf3; background: #10171e; }
  .unmet, .error { color: #ff9a9a; } .met { color: #8fdcaa; } }
"""
_SIGN: Final = {"unmet": "✗", "error": "!", "met": "✓", "not_applicable": "-"}
_GROUPS: Final = (
    ("unmet", "Not met"),
    ("error", "Could not be checked"),
    ("met", "Met"),
    ("not_applicable", "Not applicable to these data"),
)


def findings_page(
    validation: Validation, *, title: str, counts: Counts, reasons: Reasons = _NONE
) -> str:
    """Write the findings as one HTML page that needs nothing else.

    Parameters
    ----------
    validation
        The findings.
    title
        What was checked.
    counts
        By the id of each rule `n_checked` and `n_unexpected`, as they may be shown.
    reasons
        By the id of each rule the declared reasons for missing, with numbers as they may be shown.
    """
    entry = {f.id: _entry(f, counts[f.id], reasons.get(f.id, {})) for f in validation.findings}
    groups = "".join(_group(validation, status, heading, entry) for status, heading in _GROUPS)
    return (
        "<!doctype html>\n"
        f'<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{_STYLE}</style></head>\n<body><main><h1>{escape(title)}</h1>\n"
        f"<p>{escape(str(validation))}</p>\n{groups}</main></body></html>\n"
    )


def _group(validation: Validation, status: str, heading: str, entry: Mapping[str, str]) -> str:
    found = [finding for finding in validation.findings if finding.status == status]
    if not found:
        return ""
    entries = "".join(entry[finding.id] for finding in _by_severity(found))
    return f"<h2>{heading} ({len(found)})</h2>\n<dl>{entries}</dl>\n"


def _by_severity(findings: Iterable[Finding]) -> list[Finding]:
    order = ("critical", "warning", "info")
    return sorted(findings, key=lambda finding: order.index(finding.severity))


def _entry(
    finding: Finding, counts: Mapping[str, int | str | None], reasons: Mapping[str, int | str]
) -> str:
    rows = ""
    if finding.n_unexpected:
        rows = f" ({counts['n_unexpected']} of {counts['n_checked']} rows)"
    said = [f"{reason}: {n}" for reason, n in reasons.items()]
    missing = escape(f" Declared reasons: {', '.join(said)}.") if said else ""
    return (
        f'<dt class="{finding.status}">{_SIGN[finding.status]} {escape(finding.what + rows)}</dt>'
        f"<dd>{escape(finding.why)}{missing} "
        f"<code>{finding.severity}, {escape(finding.id)}</code></dd>\n"
    )
