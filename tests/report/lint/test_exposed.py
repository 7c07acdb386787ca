"""What must be in no report."""

import pytest

from evalcap.report.lint.exposed import exposed
from evalcap.report.lint.page import read_page


def rules(text):
    return [f.rule for f in exposed(read_page(f"<body><p>{text}</p></body>"))]


@pytest.mark.parametrize(
    "text",
    [
        "Write to ama.mensah@example.org for more.",
        "Call +233 24 412 34 567 after noon.",
        "Call +44 (0) 20 7946 0958.",
        "P&lt;UTOERIKSSON&lt;&lt;ANNA&lt;MARIA&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;",
    ],
)
def test_what_identifies_a_person_is_found(text):
    assert rules(text) == ["identifier"]


@pytest.mark.parametrize(
    "text", ["See /home/ama/data.csv.", r"See C:\Users\ama\data.csv", "Read file:///srv/x"]
)
def test_a_path_is_found(text):
    assert rules(text) == ["path"]


@pytest.mark.parametrize(
    "text",
    [
        "Effects of +1,866 (+602 to +3,130) dollars.",
        "Un effet de +123 456 789 francs.",
        "Contact: evaluation@example.org",
        "Objective 11(c), resolution A/RES/73/195, per month and/or year.",
        "p &lt; 0.001 and &lt;10 persons",
    ],
)
def test_ordinary_text_exposes_nobody(text):
    assert rules(text) == []


def test_a_finding_does_not_repeat_what_it_found():
    (finding,) = exposed(read_page("<body><p>Write to ama@example.org</p></body>"))
    assert "ama" not in str(finding)
    assert "Write to …" in finding.where


def test_links_are_looked_at_too():
    page = read_page('<body><p><a href="mailto:ama@example.org">Here</a></p></body>')
    assert [f.severity for f in exposed(page)] == ["critical"]
