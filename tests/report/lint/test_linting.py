"""A whole report looked at."""

import fake_evidence as fake

from evalcap.lessons import Lessons
from evalcap.report.lint import critical, lint_report
from evalcap.words import catalogue

WORDS = catalogue()


def found(evidence, html, **narrative):
    pages = {"index.html": (html, WORDS)} if html else {}
    return lint_report(evidence, Lessons(), narrative=narrative, pages=pages)


def test_the_gravest_findings_come_first_and_only_critical_ones_stop():
    findings = found(fake.one_outcome(), "<body><h1>H</h1><p><img src='x'></p></body>")
    order = ["critical", "warning", "note"]
    severities = [order.index(f.severity) for f in findings]
    assert severities == sorted(severities)
    assert [f.rule for f in critical(findings)] == ["alternative text"]


def test_simulated_data_that_do_not_say_so_stop_a_report():
    evidence = fake.demonstration()
    notice = WORDS.say("notice.demonstration")
    assert [f.rule for f in critical(found(evidence, "<body><p>Fine.</p></body>"))] == ["notice"]
    assert critical(found(evidence, f"<body><p>{notice}</p></body>")) == ()


def test_numbers_in_a_section_are_traced():
    findings = found(fake.one_outcome(), "", context="We trained 4,321 officers.")
    assert [f.where for f in findings if f.rule == "number"] == ["narrative/context.md"]


def test_a_section_with_nothing_in_it_is_found():
    findings = found(fake.one_outcome(), "<body><h1>Full</h1><p>x</p><h1>Bare</h1></body>")
    assert [f.where for f in findings if f.rule == "empty section"] == ["index.html, “Bare”"]
