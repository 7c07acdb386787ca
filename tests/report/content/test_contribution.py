"""Contribution to the Compact, and the criteria assessed."""

import fake_evidence as fake

from evalcap.evidence.model import Contribution
from evalcap.report.content.contribution import contribution_view, criteria_table
from evalcap.words import catalogue

WORDS = catalogue()
TAGS = Contribution(objectives=(21,), actions=("21(b)", "4(a)"), sdg=("10.7", "8.5"))


def test_an_evaluation_contributes_to_what_it_is_tagged_with():
    view = contribution_view(fake.one_outcome(contribution=TAGS), WORDS)
    assert "contributes to" in view.opening
    lists = dict(view.lists)
    (objective,) = lists["Objectives of the Global Compact for Migration"]
    assert objective.startswith("Objective 21: Cooperate in facilitating safe and dignified return")
    assert "(paragraph 37)" in objective
    assert "21(b)" in objective
    assert "4(a)" not in objective
    assert lists["Sustainable Development Goals"][1] == "Target 8.5."


def test_an_evaluation_without_tags_says_so():
    view = contribution_view(fake.one_outcome(), WORDS)
    assert view.lists == ()
    assert "not named an objective" in view.opening


def test_a_benchmark_is_not_counted():
    assert "not counted" in contribution_view(fake.job_training(), WORDS).opening


def test_tags_of_a_demonstration_are_called_what_a_real_programme_would_have():
    view = contribution_view(fake.demonstration(), WORDS)
    assert "not counted" in view.opening
    assert "A real programme of this kind would be tagged" in view.opening


def test_all_six_criteria_are_named_assessed_or_not():
    table = str(criteria_table(fake.one_outcome(), WORDS))
    rows = [line for line in table.splitlines() if line.startswith("| ")][1:]
    assert len(rows) == 6
    assert sum("Yes\\, through\\: Test score" in row for row in rows) == 1
    assert sum(row.rstrip(" |").endswith("No") for row in rows) == 5


def test_titles_are_official_and_those_only_known_in_english_say_so():
    tags = Contribution(objectives=(4, 17), principles=("f",), sdg=("10.7",))
    view = contribution_view(fake.one_outcome(contribution=tags), catalogue("fr"))
    objectives, principles, goals = dict(view.lists).values()
    assert "Munir tous les migrants d’une preuve d’identité légale" in objectives[0]
    assert "lang=en" not in str(objectives[0])
    assert "{lang=en} (intitulé officiel anglais)" in str(objectives[1])
    assert principles == ("Droits de l’homme",)
    assert "{lang=en} (intitulé officiel anglais)" in str(goals[0])
