from itertools import permutations

import numpy as np
import pytest

from evalcap.kernels.contrasts import unadjusted
from evalcap.kernels.reassigned import Changes, reassigned


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(6)


def one_by_one(change, weight, cluster, treated):
    """Contrast and clustered squared standard error of one assignment, from its influence."""
    contrast = unadjusted(change, treated.astype(float), np.ones((len(change), 1)), weight)
    sums = np.bincount(cluster, weights=contrast.influence) / len(change)
    return contrast.att, (sums**2).sum()


@pytest.mark.parametrize("cluster", [[0, 1, 2, 3, 4, 5], [1, 0, 1, 0, 2, 2]])
def test_each_assignment_gives_the_unadjusted_contrast(rng, cluster):
    cluster = np.array(cluster)
    change, weight = rng.normal(size=6), rng.uniform(0.5, 2, 6)
    treated = np.unique(list(permutations([True, True, False, False, False, False])), axis=0)
    changes = Changes(weight * change, weight, cluster)
    observed = np.array([1.0, 1.0, 0, 0, 0, 0])
    found = reassigned(changes, weight * observed, treated)
    for gap in (0.0, 2.5):
        expected = np.array(
            [one_by_one(change - gap * observed, weight, cluster, t) for t in treated]
        )
        numerator = found.shift - gap * found.slope
        np.testing.assert_allclose(numerator, expected[:, 0], atol=1e-12)
        np.testing.assert_allclose(
            found.statistics(gap), expected[:, 0] / np.sqrt(expected[:, 1]), rtol=1e-9, atol=1e-12
        )


def test_units_summed_within_groups_are_the_units(rng):
    group, change = np.repeat([0, 1, 2, 3], [3, 1, 2, 4]), rng.normal(size=10)
    total, size = np.bincount(group, weights=change), np.bincount(group).astype(float)
    treated = np.array([[True, False, True, False]])
    found = reassigned(Changes(total, size, np.arange(4)), size, treated)
    expected = one_by_one(change, np.ones(10), group, treated[0][group])
    assert found.shift[0] == pytest.approx(expected[0])
    assert found.square[0, 0] == pytest.approx(expected[1])
