"""Which studies count, and what was learnt by objective."""

from dataclasses import replace
from datetime import date

import fake_evidence as fake

from evalcap.evidence.corrections import Correction
from evalcap.evidence.model import Contribution
from evalcap.portfolio import Entry, Portfolio


def evaluation(slug, tags=(), **lesson):
    evidence = fake.one_outcome(
        subject=fake.subject(slug=slug), contribution=Contribution(objectives=tags)
    )
    return Entry(evidence, fake.some_lessons(**lesson))


def others():
    lessons = fake.some_lessons(objectives=(11,))
    return [Entry(fake.demonstration(), lessons), Entry(fake.job_training(), lessons)]


def test_only_evaluations_count_as_evidence():
    portfolio = Portfolio.of([*others(), evaluation("b"), evaluation("a")])
    assert [e.slug for e in portfolio.evaluations] == ["a", "b"]
    assert [e.slug for e in portfolio.listed] == ["a", "b", "document-checks-demo"]
    assert [item.entry.slug for item in portfolio.lessons] == ["a", "b", "document-checks-demo"]


def test_restricted_lessons_are_not_in_a_portfolio():
    portfolio = Portfolio.of([evaluation("a")])
    assert [item.lesson.id for item in portfolio.lessons] == ["start-early"]


def test_evaluations_stand_under_every_objective_they_name():
    portfolio = Portfolio.of([evaluation("a", (21, 11)), evaluation("b", (11,)), evaluation("c")])
    found = {n: [e.slug for e in es] for n, es in portfolio.studies_by_objective().items()}
    assert found == {11: ["a", "b"], 21: ["a"]}
    assert [e.slug for e in portfolio.untagged()] == ["c"]


def test_a_lesson_stands_under_its_own_objectives_else_under_its_studys():
    portfolio = Portfolio.of([evaluation("a", (21,), objectives=(4,)), evaluation("b", (11,))])
    by_objective = portfolio.lessons_by_objective().items()
    found = {n: [item.entry.slug for item in items] for n, items in by_objective}
    assert found == {4: ["a"], 11: ["b"]}


def test_benchmarks_stand_under_no_objective():
    portfolio = Portfolio.of(others()[1:])
    assert portfolio.studies_by_objective() == {}
    assert portfolio.lessons_by_objective() == {}


def test_demonstrations_are_listed_after_evaluations():
    portfolio = Portfolio.of([*others(), evaluation("z", (11,), objectives=(11,))])
    (items,) = portfolio.lessons_by_objective().values()
    assert [item.entry.role for item in items] == ["evaluation", "demonstration"]


def test_a_withdrawn_study_counts_nowhere():
    gone = evaluation("a", (11,))
    correction = Correction(kind="withdrawn", day=date(2026, 3, 4), reason="Why")
    told = gone.evidence.model_copy(update={"corrections": (correction,)})
    portfolio = Portfolio.of([replace(gone, evidence=told), evaluation("b", (11,))])
    assert [e.slug for e in portfolio.withdrawn] == ["a"]
    assert [e.slug for e in portfolio.listed] == ["b"]
    assert [item.entry.slug for item in portfolio.lessons] == ["b"]
