import numpy as np
import pytest

from evalcap.kernels import tall
from evalcap.kernels.tall import combination, combined, crossed, lengths, products


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(3)


# In one block, in blocks that leave a rest, and where so few rows make one that it is the whole.
@pytest.mark.parametrize("limit", [2**18, 12 * 64, 12])
@pytest.mark.parametrize("order", ["C", "F"])
def test_products_in_blocks_are_those_of_the_whole(rng, monkeypatch, limit, order):
    monkeypatch.setattr(tall, "BEFORE_THREADS", limit)
    left, right = (np.array(rng.normal(size=(1000, k)), order=order) for k in (3, 4))
    np.testing.assert_allclose(crossed(left, right), left.T @ right, rtol=1e-12)
    np.testing.assert_allclose(crossed(left, left), left.T @ left, rtol=1e-12)
    weights = rng.normal(size=(3, 4))
    np.testing.assert_allclose(combined(left, weights), left @ weights, rtol=1e-12, atol=1e-14)


def test_products_with_vectors_are_those_of_matrices(rng):
    columns, vector = rng.normal(size=(50, 3)), rng.normal(size=50)
    np.testing.assert_allclose(products(columns, vector), columns.T @ vector)
    assert products(vector, vector) == pytest.approx(vector @ vector)
    np.testing.assert_allclose(combination(columns, vector[:3]), columns @ vector[:3])
    np.testing.assert_allclose(lengths(columns), np.linalg.norm(columns, axis=0))
    assert lengths(vector) == pytest.approx(np.linalg.norm(vector))


def test_matrices_without_columns_have_empty_products():
    none = np.empty((70, 0))
    assert crossed(none, np.ones((70, 2))).shape == (0, 2)
    assert combined(none, np.empty((0, 2))).tolist() == [[0, 0]] * 70
    assert combination(none, np.empty(0)).tolist() == [0] * 70
    assert crossed(np.empty((0, 2)), np.empty((0, 2))).tolist() == [[0, 0], [0, 0]]
