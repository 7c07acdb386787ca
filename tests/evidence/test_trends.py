import numpy as np
import pandas as pd
import pytest

from evalcap.dataset import Panel
from evalcap.evidence.trends import published_trends, trend_records, without_denominator
from evalcap.privacy.disclosure import Protected, Rules

WORKS = {"works": 1.0}


def test_a_mean_that_is_mostly_one_person_s_is_withheld_by_the_rules_for_people(panel):
    scores = np.where(panel.frame["person"] == 0, 1e6, 1.0 + (panel.frame["person"] == 1))
    rich = panel.frame.assign(score=scores)
    of = Panel.from_frame(rich, unit="person", time="year", outcome="score", treated_from="start")
    treated, comparison, *_ = trend_records(of, "score", Rules())
    assert treated.mean is None
    # Of three equal people two have two thirds, less than nine tenths, and hide the largest.
    assert comparison.mean == 1.0
    assert trend_records(of, "score")[0].mean == pytest.approx((1e6 + 12) / 12)


def test_the_mean_of_few_organisations_is_shown(panel):
    comparison = trend_records(panel, "score")[1]
    assert (comparison.mean, comparison.n_units) == (12.5, 2)  # units 12 and 13; 14 has none


def test_an_arm_without_anybody_has_no_mean(panel):
    everyone = panel.frame[panel.frame["person"] < 12]
    treated_all = Panel.from_frame(
        everyone, unit="person", time="year", outcome="score", treated_from="start"
    )
    comparison = trend_records(treated_all, "score")[1]
    assert (comparison.mean, comparison.n_units) == (None, 0)


def test_means_use_the_panel_s_weights(panel):
    frame = panel.frame.assign(weight=np.where(panel.frame["person"] == 12, 3.0, 1.0))
    weighted = Panel.from_frame(
        frame, unit="person", time="year", outcome="score", treated_from="start", weight="weight"
    )
    comparison = trend_records(weighted, "score")[1]
    assert comparison.mean == pytest.approx((3 * 12 + 13) / 4)


def _employed(*numbers, n=40):
    """Of `n` people in each arm, how many work: treated and comparison before, then after."""
    rows = [
        {"person": (arm, i), "year": year, "start": np.nan if arm else 1, "works": float(i < works)}
        for (year, arm), works in zip(((0, 0), (0, 1), (1, 0), (1, 1)), numbers, strict=True)
        for i in range(n)
    ]
    return Panel.from_frame(
        pd.DataFrame(rows), unit="person", time="year", outcome="works", treated_from="start"
    )


@pytest.mark.parametrize(
    ("numbers", "shown"),
    [
        ((10, 12, 20, 15), [True, True, True, True]),
        ((9, 12, 20, 15), [False, True, True, True]),  # nine work
        ((10, 31, 20, 15), [True, False, True, True]),  # nine do not
        ((10, 12, 40, 15), [True, True, False, True]),  # everybody in the arm works
        ((0, 0, 20, 15), [True, True, True, True]),  # nobody at all, as the programme asked for
    ],
)
def test_a_share_of_few_people_is_withheld(numbers, shown):
    records = trend_records(_employed(*numbers), "works", Rules())
    assert [r.mean is not None for r in records] == shown


def test_shares_of_places_are_shown():
    assert trend_records(_employed(1, 1, 1, 1), "works")[0].mean == 1 / 40


def test_with_a_mean_of_few_goes_the_whole_arm_because_effects_are_differences():
    exact = trend_records(_employed(9, 12, 20, 15), "works", Rules())
    told = published_trends(exact, exact, Protected({}), steps=WORKS)
    assert [t.mean for t in told] == [None, 0.3, None, 0.375]


def test_with_the_number_of_few_people_goes_the_mean_of_their_arm():
    exact = trend_records(_employed(10, 12, 20, 15), "works", Rules())
    few = frozenset(["trends/works/comparison/1"])
    assert [
        t.mean for t in published_trends(exact, exact, Protected({}, few=few), steps=WORKS)
    ] == [*(0.25, None, 0.5, None)]


def test_a_mean_that_few_people_changed_goes_alone():
    exact = trend_records(_employed(10, 12, 20, 15), "works", Rules())
    changed = frozenset(["trends/works/treated/0"])
    told = published_trends(exact, exact, Protected({}, changed=changed), steps=WORKS)
    assert [t.mean is None for t in told] == [True, False, False, False]


def test_a_period_without_anybody_hides_nothing_else():
    exact = list(trend_records(_employed(10, 12, 20, 15), "works", Rules()))
    exact[0] = exact[0].model_copy(update={"n_units": 0, "mean": None})
    assert published_trends(exact, exact, Protected({}), steps=WORKS)[2].mean == 0.5


@pytest.mark.parametrize("n", [12, 23, 40, 114, 250])
def test_a_mean_does_not_tell_of_how_many_people_it_is_where_that_is_withheld(n):
    exact = trend_records(_employed(10, 12, 11, 15, n=n), "works")
    told = [t.model_copy(update={"n_units": f"{n - 5}-{n + 5}"}) for t in exact]
    share = published_trends(exact, told, Protected({}), steps=WORKS)[0].mean
    assert share == pytest.approx(10 / n, abs=1 / (n - 5))
    # Every number of people near the true one has some number of workers with this share.
    for others in range(n - 5, n + 6):
        shares = [without_denominator(k / others, n - 5, 1) for k in range(others + 1)]
        assert share in shares


def test_means_of_values_with_many_digits_stay_as_they_are():
    assert without_denominator(1 / 3, 40, 0.0) == 1 / 3
    assert without_denominator(48.12345, 40, 0.1) == pytest.approx(48.125)  # 0.1 / 40 is 0.0025
