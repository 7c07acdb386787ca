"""Whether effects differ by what differs between studies."""

from datetime import date

import fake_portfolio as many
import numpy as np
import pytest

from evalcap.portfolio.effect import effects_of
from evalcap.portfolio.moderators import moderations


def by_covariate(entries, noise=0.0):
    members = [effect for entry in entries for effect in effects_of(entry)]
    effect = np.array([m.point(1.0) for m in members]) + noise
    found = moderations(members, effect, np.full(len(members), 0.01))
    return {moderation.covariate: moderation for moderation in found}


def two_countries(number):
    names = ["Ghana" if i < 0.6 * number else "Togo" for i in range(number)]
    return [
        many.study(f"s{i:02}", 1.0 if n == "Ghana" else 3.0, countries=(n,))
        for i, n in enumerate(names)
    ]


def test_two_groups_differ_by_the_difference_of_their_means():
    found = by_covariate(two_countries(10))["country"]
    (term,) = found.terms
    assert found.reference == "Ghana"
    assert (term.label, term.point) == ("Togo", pytest.approx(2.0))
    assert found.p_value < 0.001


def test_ten_studies_are_needed_for_each_coefficient():
    found = by_covariate(two_countries(9))["country"]
    assert (found.n_studies, found.needed, found.terms) == (9, 10, ())
    three = [
        many.study(f"s{i:02}", countries=(n,)) for i, n in enumerate(["Ghana", "Togo", "Mali"] * 6)
    ]
    found = by_covariate(three)["country"]
    assert (found.n_studies, found.needed, found.terms) == (18, 20, ())


def test_countries_of_fewer_than_three_studies_and_none_are_left_out():
    rare = [many.study("x", countries=("Mali",)), many.study("y", countries=("Ghana", "Togo"))]
    assert by_covariate([*two_countries(10), *rare])["country"].n_studies == 10


def test_a_month_adds_the_slope_of_a_line_through_the_effects():
    ends = [date(2021 + i // 4, 1 + 3 * (i % 4), 1) for i in range(12)]
    entries = [
        many.study(f"s{i:02}", period_start=date(2020, 1, 1), period_end=end)
        for i, end in enumerate(ends)
    ]
    months = np.array([(end - date(2020, 1, 1)).days for end in ends]) / (365.25 / 12)
    found = by_covariate(entries, noise=0.5 * months)["duration"]
    assert found.terms[0].point == pytest.approx(0.5)


def test_what_does_not_vary_explains_nothing():
    found = by_covariate(two_countries(10))
    assert found["duration"].terms == ()
    assert found["mode"].n_studies == 0
