"""One cycle a study."""

import fake_portfolio as many

from evalcap.portfolio.cycles import latest_cycles


def kept(*entries):
    return [entry.slug for entry in latest_cycles(entries)]


def test_studies_that_name_no_cycle_before_are_all_kept():
    assert kept(many.study("b"), many.study("a")) == ["b", "a"]


def test_of_a_chain_of_cycles_the_latest_is_kept():
    first = many.study("first", **many.year(2021))
    second = many.study("second", previous_cycle="first", **many.year(2022))
    third = many.study("third", previous_cycle="second", **many.year(2023))
    assert kept(third, first, second) == ["third"]
    assert kept(first, second) == ["second"]


def test_where_the_cycle_between_is_gone_the_others_are_not_linked():
    first = many.study("first", **many.year(2021))
    third = many.study("third", previous_cycle="second", **many.year(2023))
    assert kept(first, third) == ["first", "third"]


def test_two_studies_that_follow_the_same_one_count_once():
    first = many.study("first", **many.year(2021))
    again = [
        many.study(slug, previous_cycle="first", **many.year(number))
        for slug, number in (("a", 2023), ("b", 2022))
    ]
    assert kept(first, *again) == ["a"]


def test_a_ring_of_cycles_keeps_its_most_recent():
    one = many.study("one", previous_cycle="two", **many.year(2022))
    two = many.study("two", previous_cycle="one", **many.year(2021))
    assert kept(one, two) == ["one"]


def test_a_citation_in_place_of_a_study_links_nothing():
    assert kept(many.study("a", previous_cycle="Evaluation unit (2019), mimeo")) == ["a"]
