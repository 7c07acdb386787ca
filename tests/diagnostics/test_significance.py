import pytest
from scipy import stats

from evalcap.diagnostics.significance import FromZero, verdict_at
from evalcap.estimate import Estimate


@pytest.mark.parametrize(
    ("p", "verdict"), [(0.049, "failed"), (0.05, "concern"), (0.099, "concern"), (0.1, "passed")]
)
def test_the_verdict_follows_the_p_value(p, verdict):
    assert verdict_at(p) == verdict


def test_the_distance_is_measured_in_standard_errors_of_t():
    found = FromZero(3.0, 1.5, 8)
    assert found.statistic == 2
    assert found.p_value == pytest.approx(2 * stats.t.sf(2, 8))
    assert found.limits == pytest.approx(stats.t.interval(0.95, 8, 3.0, 1.5))


def test_it_takes_an_estimate_as_it_is():
    estimate = Estimate("ATT", 3.0, 1.5, 10, 10, 9, degrees_of_freedom=8)
    assert FromZero.of(estimate).p_value == pytest.approx(estimate.p_value())


def test_it_reads_as_part_of_a_sentence():
    assert str(FromZero(3.0, 1.0)) == "3, 95% interval 1.04 to 4.96, p = 0.003"
