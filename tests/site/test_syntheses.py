"""The page of one synthesis."""

import fake_portfolio as many
import pytest

from evalcap.portfolio import Portfolio
from evalcap.portfolio.synthesis import groups, synthesise
from evalcap.site.syntheses import by_weight, overview_row, synthesis_content
from evalcap.words.catalogue import site_catalogue

WORDS = site_catalogue()


def found(*entries):
    (group,) = groups(Portfolio.of(entries))
    return synthesise(group)


@pytest.fixture
def three():
    return found(*(many.study(f"s{i}", 3.0 + i, 1.0 + i) for i in (2, 0, 1)))


def test_studies_stand_from_the_heaviest_with_links_and_shares(three):
    lines = synthesis_content(three, WORDS)["studies"]
    assert [line.title for line in lines] == ["S0", "S1", "S2"]
    assert lines[0].page == "../s0/index.html"
    assert lines[0].effect == "+3.00 (+1.04 to +4.96)"
    assert lines[0].grade == "3 of 5 (moderate)"
    # Equal true effects: weights are one over the variance, 1, 1/4 and 1/9.
    assert [line.weight.split()[0] for line in lines] == ["73.5", "18.4", "8.2"]


def test_equal_weights_stand_by_name():
    assert by_weight(found(*(many.study(s, 3.0) for s in ("c", "a", "b")))) == [0, 1, 2]


def test_what_has_too_few_studies_says_how_many_it_needs(three):
    told = [difference.told for difference in synthesis_content(three, WORDS)["differences"]]
    assert "Country: not looked at. It needs 10 studies" in told[0]
    assert len(told) == 3


def test_a_difference_is_told_against_its_reference():
    entries = [
        many.study(f"s{i:02}", 1.0 if i < 6 else 3.0, countries=("Ghana" if i < 6 else "Togo",))
        for i in range(10)
    ]
    country = synthesis_content(found(*entries), WORDS)["differences"][0]
    assert country.reference == "Ghana"
    ((label, told),) = country.rows
    assert label == "Togo"
    assert told.startswith("+2.0")


def test_the_list_of_syntheses_shows_the_mean_and_a_new_study(three):
    row = overview_row(three, WORDS)
    assert (row["programme"], row["family"]) == ("Training of border officers", "Learning")
    assert row["page"] == "evaluation-training-learning.html"
    assert row["unit"] == "points"
