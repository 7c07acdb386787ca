import numpy as np
import pytest

from evalcap.errors.design import DesignError, OptionError
from evalcap.estimate import EffectPath


@pytest.fixture
def path() -> EffectPath:
    covariance = np.diag([0.04, 0.09, 0.16])
    return EffectPath.from_estimates(at=[1, -2, 0], estimate=[2.0, 0.1, 1.0], covariance=covariance)


def test_a_path_estimated_elsewhere_is_put_in_order(path):
    assert path.at.tolist() == [-2, 0, 1]
    assert path.estimate.tolist() == [0.1, 1, 2]
    np.testing.assert_allclose(path.std_error, [0.3, 0.4, 0.2])
    assert path.pre_trends == "one_base"


@pytest.mark.parametrize(("estimate", "covariance"), [([1, 2], np.eye(3)), ([1, 2, 3], np.eye(2))])
def test_parts_that_do_not_fit_are_refused(estimate, covariance):
    with pytest.raises(DesignError, match="3 event times came with"):
        EffectPath.from_estimates(at=[-2, 0, 1], estimate=estimate, covariance=covariance)


def test_what_is_no_covariance_is_refused():
    for covariance in ([[1, 0.5], [0.2, 1]], [[1, 0], [0, np.nan]], [[1, 0], [0, -1]]):
        with pytest.raises(DesignError, match="The covariance of the estimates"):
            EffectPath.from_estimates(at=[-2, 0], estimate=[0.1, 1], covariance=covariance)


def test_pointwise_intervals(path):
    low, high = path.interval()
    np.testing.assert_allclose(high - path.estimate, 1.959964 * path.std_error, rtol=1e-6)
    np.testing.assert_allclose(path.estimate - low, 1.959964 * path.std_error, rtol=1e-6)


def test_a_uniform_interval_is_wider_and_never_narrower(path):
    # Three independent normals: the largest is within 2.388 with probability 0.95.
    wide = path.uniform_interval(draws=20_000).high - path.estimate
    np.testing.assert_allclose(wide / path.std_error, 2.388, atol=0.06)
    one = EffectPath.from_estimates([0], [1.0], [[0.04]])
    assert one.uniform_interval().high[0] == pytest.approx(1 + 1.959964 * 0.2)


def test_the_same_seed_gives_the_same_interval(path):
    once, again, other = (path.uniform_interval(draws=200, seed=s) for s in (1, 1, 2))
    np.testing.assert_array_equal(once, again)
    assert (once.high != other.high).all()


@pytest.mark.parametrize("draws", [0, -1, 99.5, "many"])
def test_no_draws_are_refused(path, draws):
    with pytest.raises(OptionError, match="draws"):
        path.uniform_interval(draws=draws)


def test_a_level_in_per_cent_is_refused(path):
    with pytest.raises(DesignError, match="level=95"):
        path.uniform_interval(95)


def test_a_base_period_has_no_standard_error_and_says_why():
    path = EffectPath.from_estimates([-1, 0], [0.0, 1.0], [[0, 0], [0, 0.04]])
    frame = path.to_frame()
    assert frame["note"].tolist() == ["base period, zero by construction", ""]
    assert frame.loc[0, ["std_error", "p_value", "conf_low"]].isna().all()
    assert path.uniform_interval().high[1] == pytest.approx(1 + 1.959964 * 0.2)


def test_tidy_rows_name_what_they_count(path):
    frame = path.to_frame()
    assert frame.columns[0] == "event_time"
    assert frame["event_time"].tolist() == [-2, 0, 1]
    np.testing.assert_allclose(frame["statistic"], [0.1 / 0.3, 2.5, 10])


def test_a_path_without_cells_cannot_be_averaged_otherwise(path):
    with pytest.raises(DesignError, match="does not carry effects by cohort"):
        path.aggregate("cohort")


def test_it_reads_as_a_sentence(path):
    assert str(path) == "3 effects by event time"
