"""What a study contributes to a synthesis."""

import fake_evidence as fake
import fake_portfolio as many
import pytest

from evalcap.evidence.results import SmallSampleRecord
from evalcap.portfolio.effect import effects_of


def effect(*arguments, **more):
    (found,) = effects_of(many.study("a", *arguments, **more))
    return found


def few_clusters(low, high):
    small = SmallSampleRecord(
        method="wild_bootstrap", conf_low=low, conf_high=high, p_value=0.2, sentence=""
    )
    estimate = fake.estimate("score", "main", 3.0, 1.0, 5.0, primary=True, small_sample=small)
    return effect(estimates=(estimate,))


def test_an_effect_counts_as_improvement_by_what_is_better():
    assert effect(3.0).point(1.0) == 3.0
    assert effect(3.0, outcome={"better": "lower"}).point(1.0) == -3.0


def test_its_standard_error_is_the_one_of_its_interval():
    assert effect(3.0, 0.5).std_error(1.0) == pytest.approx(0.5)
    assert effect(3.0, 0.5).std_error(2.0) == pytest.approx(0.25)


def test_a_wider_interval_for_few_clusters_makes_it_weigh_less():
    # From -1 to 5: six over twice 1.959964.
    assert few_clusters(-1.0, 4.0).std_error(1.0) == pytest.approx(6 / (2 * 1.959964), abs=1e-6)


def test_its_limits_are_those_told_to_readers_turned_as_it_is():
    assert few_clusters(-1.0, 4.0).limits(2.0) == (-0.5, 2.5)  # from -1 to 5, by two
    lower = effect(3.0, 1.0, outcome={"better": "lower"})
    assert lower.limits(1.0) == pytest.approx((-3 - 1.959964, -3 + 1.959964), abs=1e-6)


def test_an_interval_without_an_end_cannot_be_weighed():
    assert not few_clusters(None, 4.0).has_limits
    assert few_clusters(-1.0, 4.0).has_limits


def test_outcomes_without_a_family_stand_for_themselves():
    assert effect(outcome={"family": ""}).family == "score"
    assert effect(outcome={"family": " Learning  Gains "}).family == "learning gains"


def test_one_country_is_told_and_several_are_not():
    assert effect(countries=("Ghana",)).country == "Ghana"
    assert effect(countries=("Ghana", "Togo")).country == ""


def test_months_are_those_of_the_period():
    assert effect(**many.year(2023)).months == pytest.approx(11.96, abs=0.01)  # 364 days
    assert effect(period_start=None).months is None
