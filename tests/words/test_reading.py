"""Estimates as they are read."""

import fake_evidence as fake
import pytest

from evalcap.words import catalogue, read_estimate

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
