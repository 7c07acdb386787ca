import numpy as np
import pytest
from statsmodels.stats.proportion import proportion_confint

from evalcap.kernels.proportion import clustered_variance, proportion, wilson


@pytest.mark.parametrize(("successes", "trials"), [(0, 10), (3, 10), (10, 10), (86, 100)])
def test_one_cluster_gives_wilson_s_interval(successes, trials):
    found = proportion(np.array([float(successes)]), np.array([float(trials)]))
    expected = proportion_confint(successes, trials, method="wilson")
    assert wilson(found, 0.95) == pytest.approx(expected)


def test_the_variance_between_equal_clusters_is_that_of_their_mean():
    shares = np.array([0.1, 0.5, 0.6, 0.9])
    found = proportion(shares * 20, np.full(4, 20.0))
    assert clustered_variance(found.influence) == pytest.approx(shares.var(ddof=1) / 4)


def test_clusters_that_agree_by_chance_do_not_narrow_the_interval():
    found = proportion(np.full(5, 10.0), np.full(5, 20.0))
    assert clustered_variance(found.influence) == pytest.approx(0)
    assert found.variance == pytest.approx(0.5 * 0.5 / 100)


def test_no_trial_gives_no_share():
    found = proportion(np.zeros(3), np.zeros(3))
    assert np.isnan([found.share, *wilson(found, 0.95)]).all()
