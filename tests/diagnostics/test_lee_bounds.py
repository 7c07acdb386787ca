from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog

from evalcap.diagnostics import lee_bounds
from evalcap.errors.dataset import ColumnNotFoundError, WeightError
from evalcap.errors.design import ClusterError, NoVariationError
from evalcap.errors.diagnostics import EmptyCellsError, NotBinaryError


def draw(seed: int = 1, n: int = 2000, effect: float = 0.5) -> pd.DataFrame:
    """Treatment keeps more people in the survey, above all those with low scores."""
    rng = np.random.default_rng(seed)
    treated, sex = rng.integers(0, 2, n), rng.integers(0, 2, n)
    liking = rng.normal(size=n)
    stays = liking + 0.5 * sex + 0.5 * treated > 0
    score = 2 * sex + liking + effect * treated + rng.normal(size=n)
    return pd.DataFrame(
        {
            "treated": treated,
            "sex": np.where(sex == 1, "f", "m"),
            "score": np.where(stays, score, np.nan),
            "full": score,
            "stays": stays.astype(int),
            "always": liking + 0.5 * sex > 0,
            "place": np.arange(n) // 20,
        }
    )


def bound(data: pd.DataFrame, **options: Any) -> Any:
    return lee_bounds(data, outcome="score", treated="treated", **options)


def test_small_numbers_by_hand():
    data = pd.DataFrame({"treated": [1] * 4 + [0] * 4, "score": [1, 2, 3, 10, 2, 2, 2.5, None]})
    found = bound(data)
    assert found.lower == pytest.approx(2 - 6.5 / 3)
    assert found.upper == pytest.approx(5 - 6.5 / 3)
    assert (found.observed_treated, found.observed_comparison) == (1.0, 0.75)
    assert found.trimmed == pytest.approx(0.25)


def small(seed: int) -> pd.DataFrame:
    """Forty people in ten places with weights, some lost; every second draw has ties."""
    rng = np.random.default_rng(seed)
    data = pd.DataFrame({"treated": rng.integers(0, 2, 40), "score": rng.normal(size=40)})
    data["size"] = rng.uniform(0.2, 3, 40)
    data["sex"], data["place"] = rng.integers(0, 2, 40), rng.integers(0, 10, 40)
    if seed % 2:
        data["score"] = data["score"].round()
    lost = rng.uniform(size=40) < np.where(data["treated"] == 1, *rng.uniform(0, 0.5, 2))
    return data.assign(score=data["score"].mask(lost))


@pytest.mark.parametrize("seed", range(12))
def test_bounds_are_the_optima_of_a_linear_programme(seed):
    # Which share of each person in the group observed more often to keep, so that as large a
    # share is kept as is observed of the other, and their mean is least or greatest.
    data, found = small(seed), bound(small(seed), weight="size")
    share = (
        data["size"].where(data["score"].notna(), 0).groupby(data["treated"]).sum()
        / data["size"].groupby(data["treated"]).sum()
    )
    more, less = share.idxmax(), share.idxmin()
    seen = data.dropna(subset="score")
    trimmed, rest = seen[seen["treated"] == more], seen[seen["treated"] == less]
    kept = share.min() / share.max() * trimmed["size"].sum()
    value, equal = (trimmed["size"] * trimmed["score"]).to_numpy(), trimmed[["size"]].T
    extremes = [
        sign * linprog(sign * value, A_eq=equal, b_eq=[kept], bounds=(0, 1)).fun / kept
        for sign in (1, -1)
    ]
    sign = 1 if more == 1 else -1
    expected = sorted(
        sign * (x - np.average(rest["score"], weights=rest["size"])) for x in extremes
    )
    assert (found.lower, found.upper) == pytest.approx(tuple(expected), rel=1e-9)


@pytest.mark.parametrize(
    "options", [{}, {"tighten": "sex"}, {"tighten": "sex", "cluster": "place"}]
)
@pytest.mark.parametrize("seed", [0, 2, 4])
def test_errors_are_those_of_the_infinitesimal_jackknife(seed, options):
    # What a bound gains when a person weighs a little more, squared and summed (by place).
    data, found = small(seed), bound(small(seed), weight="size", **options)
    step = 1e-5
    gain = np.empty((40, 2))
    for i in range(40):
        moved = [
            data.assign(size=data["size"] * (1 + s * (data.index == i))) for s in (step, -step)
        ]
        up, down = (bound(d, weight="size", **options) for d in moved)
        gain[i] = [(up.lower - down.lower) / 2 / step, (up.upper - down.upper) / 2 / step]
    by = data["place"] if "cluster" in options else data.index
    expected = np.sqrt((pd.DataFrame(gain).groupby(by).sum() ** 2).sum())
    errors = (found.lower_std_error, found.upper_std_error)
    assert errors == pytest.approx(tuple(expected), rel=1e-6)


def test_the_effect_on_those_observed_in_any_case_lies_between_the_bounds():
    data = draw(n=50_000)
    found = bound(data)
    always = data[data["always"]]
    truth = always.groupby("treated")["full"].mean().diff().iloc[-1]
    assert found.lower < truth < found.upper


def test_tightening_narrows_the_bounds():
    data = draw(n=20_000)
    wide, narrow = bound(data), bound(data, tighten=["sex"])
    assert narrow.upper - narrow.lower < wide.upper - wide.lower
    assert narrow.n_cells == 2
    assert bound(data, tighten="sex").lower == narrow.lower


def test_a_column_that_says_who_is_observed_gives_the_same():
    data = draw()
    assert bound(data, selected="stays").lower == bound(data).lower


def test_clusters_widen_the_errors_of_outcomes_that_they_share():
    data = draw()
    data["score"] += np.random.default_rng(3).normal(size=100)[data["place"]] * 2
    data["treated"] = data["place"] % 2
    alone, together = bound(data), bound(data, cluster="place")
    assert together.lower == alone.lower
    assert together.lower_std_error > 2 * alone.lower_std_error
    assert together.n_clusters == 100


def test_duplicates_with_half_weight_change_nothing_within_clusters():
    data = draw(n=400).assign(row=np.arange(400), weight=1.0)
    twice = pd.concat([data, data]).assign(weight=0.5)
    one = bound(data, weight="weight", cluster="row")
    two = bound(twice, weight="weight", cluster="row")
    for name in ("lower", "upper", "lower_std_error", "upper_std_error"):
        assert getattr(two, name) == pytest.approx(getattr(one, name))


def test_rows_that_cannot_be_used_are_counted():
    data = draw(n=200).astype({"treated": float}).assign(weight=1.0)
    data.loc[[0, 1], "treated"] = None
    data.loc[[2], "weight"] = 0
    data.loc[[3, 4, 5], "sex"] = None
    found = bound(data, weight="weight", tighten=["sex"])
    assert found.excluded == {
        "rows without treatment": 2,
        "rows without weight": 1,
        "rows without a value to tighten by": 3,
    }
    assert found.n_units == 194


def test_an_observed_row_without_outcome_is_counted():
    data = draw(n=200)
    lost = int((data["stays"] == 0).sum())
    found = bound(data.assign(stays=1), selected="stays")
    assert found.excluded == {"observed rows without outcome": lost}


@pytest.mark.parametrize(
    ("changes", "options", "error"),
    [
        ({"treated": 2}, {}, NotBinaryError),
        ({"stays": 0.5}, {"selected": "stays"}, NotBinaryError),
        ({}, {"tighten": ["age"]}, ColumnNotFoundError),
        ({"weight": -1.0}, {"weight": "weight"}, WeightError),
        ({"score": np.nan}, {}, EmptyCellsError),
        ({"treated": np.nan}, {}, EmptyCellsError),
        ({"place": 1}, {"cluster": "place"}, ClusterError),
        # Sums of 0.1 leave a spread that is rounding alone.
        ({"score": 0.1, "stays": 1}, {"selected": "stays"}, NoVariationError),
    ],
)
def test_what_cannot_be_bounded_is_refused(changes, options, error):
    with pytest.raises(error):
        bound(draw(n=100).assign(**changes), **options)


def test_a_cell_in_which_nobody_is_observed_is_named():
    data = draw(n=100)
    data.loc[(data["sex"] == "f") & (data["treated"] == 1), "score"] = None
    with pytest.raises(EmptyCellsError, match="In 1 of 2 cells of the columns to tighten by"):
        bound(data, tighten=["sex"])


def test_cells_with_opposite_losses_are_noted():
    data = pd.DataFrame({"treated": [1, 1, 0, 0] * 10, "sex": (["f"] * 4 + ["m"] * 4) * 5})
    data["score"] = np.random.default_rng(0).normal(size=40)
    more, fewer = data["sex"] == "f", data["sex"] == "m"
    data.loc[data[more & (data["treated"] == 1)].index[:3], "score"] = None
    data.loc[data[fewer & (data["treated"] == 0)].index[:3], "score"] = None
    assert "in others the comparison units" in bound(data, tighten=["sex"]).notes[0]


@pytest.mark.simulation
def test_the_bounds_cover_themselves_as_often_as_they_say():
    """Each bound's own 95 % interval against its value in a large sample."""
    truth = bound(draw(0, 2_000_000))
    hits = []
    for seed in range(1000):
        found = bound(draw(seed + 1, 800))
        for side in ("lower", "upper"):
            gap = getattr(found, side) - getattr(truth, side)
            hits.append(abs(gap) <= 1.96 * getattr(found, f"{side}_std_error"))
    assert np.mean(hits) == pytest.approx(0.95, abs=3 * np.sqrt(0.95 * 0.05 / 1000))
