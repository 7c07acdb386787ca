import numpy as np
import pytest

from evalcap.errors.simulate import ImpossibleProgrammeError
from evalcap.simulate.rollout import (
    Rollout,
    build_up,
    codes,
    country_names,
    lost_from,
    one_based,
    require_possible,
    stagger,
)


def test_rows_are_units_over_periods() -> None:
    rollout = Rollout(np.array([1.0, np.inf]), 3)
    assert rollout.unit.tolist() == [0, 0, 0, 1, 1, 1]
    assert rollout.period.tolist() == [0, 1, 2, 0, 1, 2]
    assert rollout.exposure.tolist() == [-1, 0, 1, -np.inf, -np.inf, -np.inf]
    assert rollout.is_reached.tolist() == [True] * 3 + [False] * 3


def test_names_are_invented_codes_that_sort_as_they_count() -> None:
    assert codes("POST", 2).tolist() == ["POST-001", "POST-002"]
    many = codes("OFF", 1200)
    assert many[-1] == "OFF-1200"
    assert sorted(many) == many.tolist()
    assert country_names(2).tolist() == ["Country A", "Country B"]


@pytest.mark.parametrize("n", [10, 61, 200])
def test_every_start_gets_its_share_of_units(n: int) -> None:
    rng = np.random.default_rng(1)
    start = stagger(rng, rng.normal(size=n), [4, 8], never=0.4)
    for value, share in ((np.inf, 0.4), (4, 0.3), (8, 0.3)):
        assert (start == value).sum() == pytest.approx(share * n, abs=1)


def test_the_eager_start_sooner_but_not_in_strict_order() -> None:
    rng = np.random.default_rng(1)
    eagerness = rng.normal(size=1000)
    start = stagger(rng, eagerness, [4, 8], never=0.4)
    early, late, never = (eagerness[start == value].mean() for value in (4, 8, np.inf))
    assert early > late > never
    assert eagerness[start == 4].min() < eagerness[np.isinf(start)].max()


def test_an_effect_builds_up_evenly_and_stays() -> None:
    exposure = np.array([-np.inf, -1, 0, 1, 2, 9])
    assert build_up(exposure, periods=3) == pytest.approx([0, 0, 1 / 3, 2 / 3, 1, 1])


def test_units_are_lost_at_the_rate_asked_for_and_not_before_the_earliest_period() -> None:
    lost = lost_from(np.random.default_rng(1), np.full(4000, 0.3), earliest=2, n_periods=5)
    share = (lost < 5).mean()
    assert share == pytest.approx(0.3, abs=3 * np.sqrt(0.3 * 0.7 / 4000))
    assert set(lost.tolist()) == {2, 3, 4, 5}


def test_starts_are_counted_from_one_and_missing_for_never() -> None:
    assert list(one_based(np.array([0.0, 2.0]))) == [1, 3]
    assert one_based(np.array([np.inf])).isna().all()


def test_every_impossible_option_is_named_at_once() -> None:
    with pytest.raises(ImpossibleProgrammeError) as refused:
        require_possible({"posts": (2, 10, 100), "months": (12, 8, 240), "never": (1.5, 0, 0.8)})
    assert refused.value.problems == (
        "posts=2 is not within 10 and 100",
        "never=1.5 is not within 0 and 0.8",
    )
