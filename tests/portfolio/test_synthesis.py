"""Effects of several studies put together, and the rules about which."""

import fake_evidence as fake
import fake_portfolio as many
import numpy as np
import pytest

from evalcap.portfolio import Portfolio
from evalcap.portfolio.synthesis import groups, synthesise


def only_group(*entries):
    (group,) = groups(Portfolio.of(entries))
    return group


def some(number, **more):
    return [many.study(f"s{i}", float(i), **more) for i in range(number)]


def test_equal_intervals_give_the_mean_and_its_interval():
    found = synthesise(only_group(*some(5, std_error=0.1)))
    points = np.arange(5.0)
    assert found.mean == pytest.approx(2.0)
    assert found.pooled.std_error() == pytest.approx(points.std(ddof=1) / 5**0.5)
    assert found.heterogeneity.tau2 == pytest.approx(points.var(ddof=1) - 0.01)


def test_two_studies_are_not_put_together():
    assert synthesise(only_group(*some(2))) is None
    assert synthesise(only_group(*some(3))) is not None


def test_demonstrations_and_benchmarks_are_never_among_evaluations():
    simulated = [many.study(f"d{i}", role="demonstration") for i in range(3)]
    benchmarks = [many.study(f"b{i}", role="benchmark") for i in range(3)]
    found = groups(Portfolio.of([*some(3), *simulated, *benchmarks]))
    shown = {group.role: {m.entry.role for m in group.members} for group in found}
    assert shown == {"evaluation": {"evaluation"}, "demonstration": {"demonstration"}}


def test_programmes_and_families_are_kept_apart():
    others = [
        many.study("x", programme="reintegration"),
        many.study("y", outcome={"family": "confidence"}),
    ]
    found = groups(Portfolio.of([*some(3), *others]))
    assert [(g.programme, g.family, len(g.members)) for g in found] == [
        ("reintegration", "learning", 1),
        ("training", "confidence", 1),
        ("training", "learning", 3),
    ]
    assert len({group.name for group in found}) == 3


def test_only_the_latest_cycle_of_a_study_enters():
    old = many.study("old", 100.0, **many.year(2020))
    new = many.study("new", 1.0, previous_cycle="old", **many.year(2023))
    group = only_group(old, new, *some(2))
    assert [m.entry.slug for m in group.members] == ["new", "s0", "s1"]


def test_a_withdrawn_study_does_not_enter_and_its_last_cycle_counts_again():
    old = many.study("old", **many.year(2020))
    new = many.study("new", previous_cycle="old", withdrawn=True, **many.year(2023))
    assert [m.entry.slug for m in only_group(old, new).members] == ["old"]


def test_lower_is_turned_into_better():
    rates = many.study("rates", -4.0, outcome={"better": "lower"})
    assert only_group(rates).effect == pytest.approx([4.0])


def test_equal_units_are_left_as_they_are_however_they_are_written():
    unit = {"unit": " Points "}
    group = only_group(many.study("a", 4.0, outcome=unit), many.study("b", 2.0))
    assert not group.standardised
    assert group.effect == pytest.approx([4.0, 2.0])


def test_unlike_units_are_standardised_by_the_spread_before():
    marks = many.study("a", 4.0, 1.0, outcome={"unit": "marks", "std_dev": 8.0})
    shares = many.study("b", 0.1, 0.02, outcome={"unit": "share", "std_dev": 0.2})
    group = only_group(marks, shares)
    assert group.standardised
    assert group.unit == ""
    assert group.effect == pytest.approx([0.5, 0.5])
    assert group.std_error == pytest.approx([0.125, 0.1])


def test_a_study_that_cannot_be_standardised_is_left_out_and_says_why():
    marks = many.study("a", outcome={"unit": "marks"})
    group = only_group(marks, many.study("b", outcome={"std_dev": 8.0}))
    assert [(left.entry.slug, left.reason) for left in group.left_out] == [("a", "no_spread")]


def test_a_study_counts_once_by_the_first_of_its_outcomes():
    first, second = (
        fake.one_outcome(outcome={"name": name, "family": "learning"}).outcomes[0]
        for name in ("score", "rank")
    )
    estimates = tuple(
        fake.estimate(name, "main", 1.0, 0.0, 2.0, primary=True) for name in ("rank", "score")
    )
    group = only_group(many.study("a", outcomes=(first, second), estimates=estimates))
    assert [m.outcome.name for m in group.members] == ["score"]
    assert [left.reason for left in group.left_out] == ["second_outcome"]


def test_small_studies_are_looked_at_from_ten_studies_on():
    def varied(number):
        return [many.study(f"s{i:02}", float(i % 4), 1.0 + i / 10) for i in range(number)]

    assert synthesise(only_group(*varied(9))).asymmetry is None
    assert synthesise(only_group(*varied(10))).asymmetry.degrees_of_freedom == 8
    assert synthesise(only_group(*some(10))).asymmetry is None  # all equally large


def test_families_are_told_apart_by_their_letters_and_have_names_for_files():
    written = ["Learning gains", "learning_gains", " LEARNING-gains "]
    entries = [many.study(f"s{i}", outcome={"family": f}) for i, f in enumerate(written)]
    assert only_group(*entries).name == "evaluation-training-learning-gains"


def test_a_long_family_has_a_short_name_of_its_own():
    long = ["long " * 60 + end for end in ("a", "b")]
    found = groups(Portfolio.of(many.study(f, outcome={"family": f}) for f in long))
    assert len({group.name for group in found}) == 2
    assert all(len(group.name.encode()) < 200 for group in found)
