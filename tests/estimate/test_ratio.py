import numpy as np
import pytest
from scipy.stats import norm
from scipy.stats import t as student

from evalcap.estimate import Ratio

# A third more: 4/3.
RATIO = Ratio("rate ratio", np.log(4 / 3), 0.1, 11)


def test_a_ratio_is_told_as_a_change_in_per_cent_and_keeps_its_logarithm():
    assert RATIO.log == np.log(4 / 3)
    assert (RATIO.ratio, RATIO.percent) == pytest.approx((4 / 3, 100 / 3))


def test_its_interval_is_symmetric_in_logarithms():
    reach = student.ppf(0.975, 11) * 0.1
    expected = (np.exp(np.log(4 / 3) - reach), np.exp(np.log(4 / 3) + reach))
    assert RATIO.interval() == pytest.approx(expected)
    assert RATIO.percent_interval() == pytest.approx([100 * (e - 1) for e in expected])


def test_its_p_value_is_of_no_change_unless_another_ratio_is_named():
    z = Ratio("rate ratio", np.log(4 / 3), 0.1, np.inf)
    assert z.p_value() == pytest.approx(2 * norm.sf(np.log(4 / 3) / 0.1))
    assert z.p_value(4 / 3) == pytest.approx(1)


def test_rates_read_as_higher_or_lower():
    assert str(RATIO) == "33.3% higher (rate ratio 1.333, 95% CI 1.07 to 1.662)"
    fewer = Ratio("rate ratio", np.log(0.8), 0.1, np.inf)
    assert str(fewer).startswith("20% lower (rate ratio 0.8, 95% CI 0.657")


def test_odds_are_named_as_such():
    assert str(Ratio("odds ratio", np.log(3), 0.1, np.inf)).startswith("200% higher odds (odds rat")


def test_nothing_left_is_a_ratio_of_zero_without_a_standard_error():
    assert str(Ratio("rate ratio", -np.inf, np.nan, 9)) == (
        "100% lower (rate ratio 0, no standard error)"
    )


def test_a_ratio_beyond_all_numbers_is_infinite():
    huge = Ratio("rate ratio", 800.0, 30.0, np.inf)
    assert (huge.ratio, huge.interval().high) == (np.inf, np.inf)
    assert "rate ratio inf" in str(huge)
