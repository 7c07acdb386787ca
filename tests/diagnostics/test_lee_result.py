import pytest
from scipy import stats

from evalcap.diagnostics import LeeBounds


def result(lower: float, upper: float) -> LeeBounds:
    return LeeBounds(
        outcome="score",
        lower=lower,
        upper=upper,
        lower_std_error=0.1,
        upper_std_error=0.2,
        observed_treated=0.9,
        observed_comparison=0.72,
        trimmed=0.2,
        n_units=100,
        n_observed=80,
        n_clusters=100,
    )


def test_bounds_that_meet_have_a_two_sided_interval():
    low, high = result(1.0, 1.0).interval()
    assert low == pytest.approx(1 - stats.norm.ppf(0.975) * 0.1)
    assert high == pytest.approx(1 + stats.norm.ppf(0.975) * 0.2)


def test_bounds_far_apart_can_each_be_missed_on_one_side_only():
    low, high = result(1.0, 9.0).interval()
    assert low == pytest.approx(1 - stats.norm.ppf(0.95) * 0.1)
    assert high == pytest.approx(9 + stats.norm.ppf(0.95) * 0.2)


def test_between_the_interval_solves_the_equation_of_imbens_and_manski():
    low, _ = result(1.0, 1.1).interval(0.9)
    reach = (1 - low) / 0.1
    inside = stats.norm.cdf(reach + 0.1 / 0.2) - stats.norm.cdf(-reach)
    assert inside == pytest.approx(0.9)


def test_it_reads_as_a_sentence():
    assert str(result(0.5, 1.5)) == (
        "The effect on score of units observed in either group lies between 0.5 and 1.5 (95% "
        "interval 0.336 to 1.83): 90% of treated and 72% of comparison units were observed, and "
        "20% of the larger share are trimmed."
    )


def test_the_frame_has_a_row_for_each_bound():
    frame = result(0.5, 1.5).to_frame()
    assert frame["bound"].tolist() == ["lower", "upper"]
    assert frame["estimate"].tolist() == [0.5, 1.5]
    assert "<table" in result(0.5, 1.5)._repr_html_()
