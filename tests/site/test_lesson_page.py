"""The page of all lessons."""

import fake_portfolio as many

from evalcap.portfolio import Portfolio
from evalcap.site.lesson_page import lessons_content
from evalcap.words.catalogue import site_catalogue


def content(*entries):
    return lessons_content(Portfolio.of(entries), site_catalogue())


def test_a_lesson_can_be_found_by_its_objectives_and_programme():
    (item,) = content(many.study("a", objectives=(4, 11)))["items"]
    assert item.objectives == "4 11"
    assert item.programme == "Training of border officers"
    assert item.told_objectives == (
        "Objectives: 4 Legal identity and documentation; 11 Manage borders."
    )


def test_the_choice_of_objectives_holds_those_with_lessons_and_no_other():
    found = content(many.study("a", objectives=(11,)), many.study("b", objectives=(4,)))
    assert [number for number, _ in found["objectives"]] == [4, 11]
    assert found["counts"][0] == (
        "compact/index.html#objective-4",
        "4 Legal identity and documentation: 1",
    )


def test_benchmarks_have_no_lessons_here_and_demonstrations_are_marked():
    assert content(many.study("b", role="benchmark"))["items"] == ()
    (item,) = content(many.study("d", role="demonstration"))["items"]
    assert "Simulated" in item.card.notice
