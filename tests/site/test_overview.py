"""The page of all syntheses."""

import fake_portfolio as many

from evalcap.portfolio import Portfolio
from evalcap.portfolio.synthesis import groups, synthesise
from evalcap.site.overview import overview_content
from evalcap.words.catalogue import site_catalogue


def overview(*entries):
    portfolio = Portfolio.of(entries)
    found = groups(portfolio)
    made = {g.name: s for g in found if (s := synthesise(g))}
    return overview_content(portfolio, found, made, site_catalogue())


def test_evaluations_and_demonstrations_stand_apart():
    evaluations = [many.study(f"s{i}") for i in range(3)]
    simulated = [many.study(f"d{i}", role="demonstration") for i in range(2)]
    shown = overview(*evaluations, *simulated)["parts"]
    assert [(p.role, len(p.rows), len(p.few)) for p in shown] == [
        ("evaluation", 1, 0),
        ("demonstration", 0, 1),
    ]


def test_a_page_of_simulated_data_alone_is_known_as_such():
    assert overview(many.study("d", role="demonstration"))["all_simulated"]
    assert not overview(many.study("a"), many.study("d", role="demonstration"))["all_simulated"]
    assert not overview()["all_simulated"]


def test_targets_are_held_against_intervals():
    entries = [
        many.study(slug, 3.0, 1.0, outcome={"target": target})
        for slug, target in (("reached", 1.0), ("open", 3.0), ("missed", 6.0), ("none", None))
    ]
    (part,) = overview(*entries)["parts"]
    shown = {row.title: row.verdict.partition(":")[0] for row in part.targets}
    assert shown == {"Reached": "Reached", "Open": "Open", "Missed": "Missed"}
