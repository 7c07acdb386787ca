"""Estimates as they are read."""

import fake_evidence as fake
import pytest

from evalcap.evidence.results import SmallSampleRecord
from evalcap.words import catalogue, read_estimate
from evalcap.words.reading import read_size
from evalcap.words.scale import Scale, scale_for

WORDS = catalogue()


def reading(evidence):
    (estimate,) = evidence.headlines()
    return read_estimate(estimate, evidence.outcome(estimate.outcome), WORDS)


def test_a_logarithm_reads_as_per_cent_with_the_same_digits_throughout():
    told = reading(fake.job_training())
    assert told.with_interval() == (
        "about 29\u00a0% lower (95\u00a0% interval: from 52\u00a0% lower to 4\u00a0% higher)"
    )


def test_limits_on_one_side_of_zero_do_not_repeat_the_direction():
    told = reading(fake.supported_work())
    assert told.with_interval() == "1,866 US dollars higher (95\u00a0% interval: 602 to 3,130)"


def test_limits_of_a_negative_effect_are_written_from_near_to_far():
    told = reading(fake.one_outcome(-3.2, -5.2, -1.2))
    assert told.with_interval() == "3.2 points lower (95\u00a0% interval: 1.2 to 5.2)"


def test_bare_numbers_carry_their_sign():
    assert reading(fake.job_training()).signed() == "\u221229\u00a0% (\u221252\u00a0% to +4\u00a0%)"


@pytest.mark.parametrize(
    ("low", "high", "direction"),
    [
        (0.1, 2.0, "higher"),
        (-2.0, -0.1, "lower"),
        (-0.1, 2.0, "unclear"),
        (0.0, 2.0, "unclear"),
        (-2.0, 0.0, "unclear"),
    ],
)
def test_a_direction_is_seen_only_where_the_whole_interval_has_it(low, high, direction):
    assert reading(fake.one_outcome((low + high) / 2, low, high)).direction == direction


def test_an_estimate_of_exactly_zero_is_no_different():
    assert reading(fake.one_outcome(0.0, -1.0, 1.0)).estimate() == "no different"


def endless(low, high, point=2.0, **limits):
    small = SmallSampleRecord(method="wild_bootstrap", p_value=0.2, sentence="", **limits)
    found = fake.estimate("score", "main", point, low, high, primary=True, small_sample=small)
    return reading(fake.one_outcome(estimates=(found,)))


def test_a_limit_that_is_lacking_is_said_to_lack():
    told = endless(1.0, 3.0, conf_low=None, conf_high=4.0)
    assert told.direction == "unclear"
    assert told.interval() == "from any amount lower to 4.0 points higher"
    assert told.signed() == "+2.0 (no limit to +4.0)"


def test_a_clear_effect_may_lack_a_limit_to_its_size():
    told = endless(1.0, 3.0, conf_low=0.5, conf_high=None)
    assert told.direction == "higher"
    assert told.with_interval() == "2.00 points higher (95\u00a0% interval: 0.50 to no limit)"


def test_a_limit_just_beside_zero_is_not_written_as_zero():
    assert reading(fake.one_outcome(5.0, 1e-5, 10.0)).bounds() == "0.00001 to 10.0"
    assert "from 0.00001 points lower" in reading(fake.one_outcome(5.0, -1e-5, 10.0)).interval()


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "1 percentage point higher"),
        ("fr", "1 point de pourcentage de plus"),
        ("es", "1 punto porcentual más"),
    ],
)
def test_one_point_is_one_point(language, told):
    scale = Scale("percentage_points", "%")
    assert read_size(1.0, scale, catalogue(language)).estimate() == told


@pytest.mark.parametrize(
    ("language", "size", "told"),
    [
        ("en", 1.0, "1 day higher"),
        ("en", 1.5, "1.5 days higher"),
        ("en", 3.0, "3 days higher"),
        ("fr", 1.5, "1,5 day de plus"),
        ("es", 1.5, "1,5 days más"),
    ],
)
def test_a_unit_has_a_form_after_the_number_one(language, size, told):
    scale = scale_for("days", (size,), "day")
    assert read_size(size, scale, catalogue(language)).estimate() == told


def test_a_unit_without_a_form_of_its_own_for_one_stays():
    assert read_size(1.0, scale_for("days", (1.0,)), catalogue("en")).size(1.0) == "1 days"
