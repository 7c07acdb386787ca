import numpy as np
import pytest

from evalcap.kernels.assignments import assignment_blocks, count_assignments, every_assignment

ONE = np.zeros(6, np.intp)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ([0, 0, 0, 1, 1, 1], 20),  # 6! / (3! 3!)
        ([0, 1, 1, 2, 2, 2], 60),  # 6! / (1! 2! 3!)
        ([0, 0, 0, 0, 0, 0], 1),
        ([0, 1, 2, 3, 4, 5], 720),
    ],
)
def test_assignments_are_counted_as_arrangements_of_a_word(kind, expected):
    kinds = np.array(kind)
    assert count_assignments(kinds, ONE) == expected
    every = np.array(list(every_assignment(kinds, ONE)))
    assert len(np.unique(every, axis=0)) == len(every) == expected
    assert (np.sort(every, axis=1) == np.sort(kinds)).all()


def test_strata_keep_what_they_have():
    kind, stratum = np.array([0, 1, 0, 0, 1, 1]), np.array([0, 0, 0, 1, 1, 1])
    assert count_assignments(kind, stratum) == 9
    every = np.array(list(every_assignment(kind, stratum)))
    assert len(np.unique(every, axis=0)) == 9
    assert (every[:, :3].sum(axis=1) == 1).all()
    assert (every[:, 3:].sum(axis=1) == 2).all()


def test_assignments_beyond_any_number_of_draws_are_still_counted():
    kind = np.repeat([0, 1], 500)
    assert count_assignments(kind, np.zeros(1000, np.intp)) > 10**299


def test_random_assignments_keep_strata_and_reach_every_arrangement():
    kind, stratum = np.array([0, 1, 0, 0, 1, 1]), np.array([0, 0, 0, 1, 1, 1])
    (drawn,) = assignment_blocks(np.tile(kind, 1), stratum, 8, seed=1)  # one fewer than all
    assert drawn.shape == (8, 6)
    many = np.concatenate([next(assignment_blocks(kind, stratum, 8, seed=s)) for s in range(50)])
    patterns, counts = np.unique(many, axis=0, return_counts=True)
    assert len(patterns) == 9
    # 400 draws of nine patterns: each within four standard deviations of 400 / 9.
    assert counts == pytest.approx(400 / 9, abs=4 * np.sqrt(400 * 8 / 81))


@pytest.mark.parametrize("draws", [20, 19])
def test_blocks_together_are_what_one_block_gives(monkeypatch, draws):
    kind = np.array([0, 0, 0, 1, 1, 1])
    (whole,) = assignment_blocks(kind, ONE, draws, seed=1)
    monkeypatch.setattr("evalcap.kernels.assignments._AT_ONCE", 24)
    parts = list(assignment_blocks(kind, ONE, draws, seed=1))
    assert len(parts) == 5
    np.testing.assert_array_equal(np.concatenate(parts), whole)
