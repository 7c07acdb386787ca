import numpy as np
import pytest

from evalcap.kernels.contrasts import Mean, weighted_mean
from evalcap.kernels.trimming import (
    NobodyObservedError,
    TrimmedBounds,
    average_bounds,
    trimmed_bounds,
)


def group(values: list[float], lost: int) -> tuple[np.ndarray, np.ndarray]:
    return np.array([*values, *([np.nan] * lost)]), np.array([True] * len(values) + [False] * lost)


def bounds(treated: tuple, comparison: tuple, weight: np.ndarray | None = None):
    outcome = np.concatenate([treated[0], comparison[0]])
    observed = np.concatenate([treated[1], comparison[1]])
    is_treated = np.arange(len(outcome)) < len(treated[0])
    size = np.ones(len(outcome)) if weight is None else weight
    return trimmed_bounds(outcome, is_treated, observed, size)


def test_the_excess_of_observed_treated_is_trimmed_from_either_end():
    """All 4 treated and 3 of 4 comparison units are observed: a quarter is trimmed."""
    found = bounds(group([1, 2, 3, 10], 0), group([2, 2, 2], 1))
    assert found.trimmed == pytest.approx(0.25)
    assert found.lower.value == pytest.approx((1 + 2 + 3) / 3 - 2)
    assert found.upper.value == pytest.approx((2 + 3 + 10) / 3 - 2)


def test_where_more_comparison_units_are_observed_they_are_trimmed():
    found = bounds(group([2, 2, 2], 1), group([1, 2, 3, 10], 0))
    assert found.trimmed == pytest.approx(-0.25)
    assert found.lower.value == pytest.approx(2 - (2 + 3 + 10) / 3)
    assert found.upper.value == pytest.approx(2 - (1 + 2 + 3) / 3)


def test_equal_losses_leave_the_difference_in_means():
    found = bounds(group([1, 5], 2), group([2, 3], 2))
    assert found.lower.value == found.upper.value == pytest.approx(0.5)


def test_ties_at_the_limit_are_split():
    """Of five treated ones and fives, a fifth goes: an outcome of one, or one of five."""
    found = bounds(group([1, 1, 5, 5, 5], 0), group([0, 0, 0, 0], 1))
    assert found.lower.value == pytest.approx((1 + 1 + 5 + 5) / 4)
    assert found.upper.value == pytest.approx((1 + 5 + 5 + 5) / 4)


def test_a_share_that_is_no_number_of_units_takes_part_of_one():
    """Two thirds of two units: the first and a third of the second."""
    found = bounds(group([0, 3], 0), group([0, 0], 1))
    assert found.lower.value == pytest.approx((0 * 1 + 3 * (1 / 3)) / (4 / 3))


def test_a_weight_counts_as_so_many_units():
    one = bounds(group([1, 2, 3, 10], 0), group([2, 2, 2], 1), np.array([2.0, 1, 1, 1, 1, 1, 1, 1]))
    many = bounds(group([1, 1, 2, 3, 10], 0), group([2, 2, 2], 1))
    assert one.lower.value == pytest.approx(many.lower.value)
    assert one.upper.value == pytest.approx(many.upper.value)


@pytest.mark.parametrize("side", ["lower", "upper"])
@pytest.mark.parametrize("more", ["treated", "comparison"])
def test_the_influence_gives_the_variance_of_lee(side, more):
    """Proposition 3, written out; sizes for which no unit is split."""
    rng = np.random.default_rng(2)
    full, part = group(list(rng.normal(size=160)), 40), group(list(rng.normal(size=120)), 80)
    found = bounds(full, part) if more == "treated" else bounds(part, full)
    n, share, alpha1, alpha0 = 400, 0.5, 0.8, 0.6
    kept = alpha0 / alpha1
    y = np.sort(full[0][:160])
    takes_low = (side == "lower") == (more == "treated")
    tail = y[:120] if takes_low else y[-120:]
    limit, mean = (tail[-1] if takes_low else tail[0]), tail.mean()
    of_share = kept**2 * ((1 - alpha1) / (share * alpha1) + (1 - alpha0) / ((1 - share) * alpha0))
    trimmed = (
        tail.var() / (share * alpha1 * kept)
        + (limit - mean) ** 2 * (1 - kept) / (share * alpha1 * kept)
        + ((limit - mean) / kept) ** 2 * of_share
    )
    rest = part[0][:120].var() / ((1 - share) * alpha0)
    influence = getattr(found, side).influence
    assert influence.mean() == pytest.approx(0, abs=1e-10)
    assert (influence**2).mean() == pytest.approx(trimmed + rest, rel=1e-10)
    assert n == len(influence)


def test_cells_count_by_how_many_are_observed_in_any_case():
    """Cells of equal size in which 0.8 and 0.4 of units are always observed."""
    zero = np.zeros(4)
    cells = [
        trimmed_like(lower=1.0, upper=2.0, share=0.8),
        trimmed_like(lower=4.0, upper=5.0, share=0.4),
    ]
    found = average_bounds(cells, [Mean(0.5, zero), Mean(0.5, zero)])
    assert found.lower.value == pytest.approx((1 * 2 + 4) / 3)
    assert found.upper.value == pytest.approx((2 * 2 + 5) / 3)
    assert found.trimmed == pytest.approx(0.1)


def trimmed_like(lower: float, upper: float, share: float):
    zero = np.zeros(4)
    return TrimmedBounds(Mean(lower, zero), Mean(upper, zero), Mean(share, zero), 0.1)


def test_the_average_over_cells_has_the_influence_of_its_parts():
    """A small step of one unit's weight moves the average by its influence."""
    rng = np.random.default_rng(5)
    n = 240
    treated, cell = np.arange(n) % 7 < 3, np.arange(n) % 2
    observed = rng.random(n) < 0.5 + 0.3 * treated + 0.1 * cell
    outcome = rng.normal(size=n) + cell

    def lower(weight: np.ndarray) -> Mean:
        cells, sizes = [], []
        for code in (0, 1):
            own = np.where(cell == code, weight, 0.0)
            cells.append(trimmed_bounds(outcome, treated, observed, own))
            sizes.append(weighted_mean((cell == code).astype(float), weight))
        return average_bounds(cells, sizes).lower

    base = lower(np.ones(n))
    for unit in (0, 1, 2, 3, 50, 51):
        step = np.ones(n)
        step[unit] += 1e-6
        slope = (lower(step).value - base.value) / 1e-6
        assert slope == pytest.approx(base.influence[unit] / n, rel=1e-3, abs=1e-6)


def test_a_group_without_outcomes_is_refused():
    with pytest.raises(NobodyObservedError):
        bounds(group([], 3), group([1, 2], 0))
