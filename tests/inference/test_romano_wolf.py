from itertools import product

import numpy as np
import pandas as pd
import pytest

from evalcap.errors.design import OptionError
from evalcap.errors.inference import BootstrapShapeError
from evalcap.inference.romano_wolf import (
    multiplier_statistics,
    romano_wolf,
    romano_wolf_p_values,
)
from evalcap.inference.wild_bootstrap import wild_bootstrap

ROLES = {"regressors": ["d"], "parameter": "d", "cluster": "c"}


@pytest.fixture
def frame() -> pd.DataFrame:
    rng = np.random.default_rng(7)
    cluster = np.repeat(np.arange(11), 8)
    frame = pd.DataFrame({"c": cluster, "d": (cluster % 2).astype(float)})
    for j, effect in enumerate([1.5, 0.4, 0.0]):
        frame[f"y{j}"] = effect * frame["d"] + rng.normal(size=11)[cluster] + rng.normal(size=88)
    return frame


def test_each_outcome_is_tested_as_by_itself(frame):
    table = romano_wolf(frame, outcomes=["y0", "y1"], **ROLES)
    for row in table.itertuples():
        alone = wild_bootstrap(frame, outcome=row.outcome, **ROLES)
        assert (row.estimate, row.std_error) == pytest.approx((alone.point, alone.std_error))
        assert row.p_value == alone.p_value


def t_statistic(design: np.ndarray, outcome: np.ndarray, cluster: np.ndarray) -> float:
    """Of the last column, with errors clustered by the definition."""
    bread = np.linalg.inv(design.T @ design)
    coefficients = bread @ design.T @ outcome
    left = outcome - design @ coefficients
    scores = [design[cluster == g].T @ left[cluster == g] for g in np.unique(cluster)]
    meat = sum(np.outer(s, s) for s in scores)
    return coefficients[-1] / np.sqrt((bread @ meat @ bread)[-1, -1])


def test_adjusted_p_values_are_those_of_the_definition_over_all_sign_patterns(frame):
    # Romano and Wolf (2016), by regressions one at a time: the null is imposed, residuals of a
    # cluster change sign together, and the same pattern serves every outcome. 2^7 patterns.
    frame = frame[frame["c"] < 7]
    names, cluster = ["y0", "y1", "y2"], frame["c"].to_numpy()
    ones = np.ones((len(frame), 1))
    design = np.column_stack([ones, frame["d"]])
    observed, drawn = [], []
    for name in names:
        outcome = frame[name].to_numpy()
        observed.append(abs(t_statistic(design, outcome, cluster)))
        left = outcome - outcome.mean()
        patterns = np.array(list(product([-1, 1], repeat=7)))[:, cluster]
        under_null = [outcome.mean() + left * signs for signs in patterns]
        drawn.append([abs(t_statistic(design, y, cluster)) for y in under_null])
    order, expected, last = np.argsort(observed)[::-1], {}, 0.0
    for j, k in enumerate(order):
        largest = np.array(drawn)[order[j:]].max(axis=0)
        beyond = (largest >= observed[k] * (1 - 1e-9)).sum()
        last = max(last, (1 + beyond) / (1 + 2**7))
        expected[names[k]] = last
    table = romano_wolf(frame, outcomes=names, **ROLES).set_index("outcome")
    assert table["adjusted_p_value"].to_dict() == pytest.approx(expected)


def test_adjusting_never_makes_a_p_value_smaller_and_keeps_their_order(frame):
    table = romano_wolf(frame, outcomes=["y0", "y1", "y2"], **ROLES)
    assert (table["adjusted_p_value"] >= table["p_value"]).all()
    ordered = table.sort_values("statistic", key=abs)["adjusted_p_value"]
    assert ordered.is_monotonic_decreasing


def test_outcomes_that_repeat_each_other_need_no_adjustment(frame):
    three = frame.assign(y1=2 * frame["y0"], y2=5 - frame["y0"])
    table = romano_wolf(three, outcomes=["y0", "y1", "y2"], **ROLES)
    single = romano_wolf(frame, outcomes=["y0"], **ROLES)
    assert table["adjusted_p_value"].tolist() == single["adjusted_p_value"].tolist() * 3


def test_the_last_cluster_may_be_missing_in_one_outcome_like_any_other(frame):
    gap = frame.assign(y0=frame["y0"].where(frame["c"] != 10))
    turned = gap.assign(c=10 - gap["c"])
    ours, other = (romano_wolf(f, outcomes=["y0", "y1"], **ROLES) for f in (gap, turned))
    assert ours["adjusted_p_value"].tolist() == other["adjusted_p_value"].tolist()


def test_random_draws_are_the_same_where_an_outcome_lacks_the_last_cluster(frame):
    # One more row, of a cluster of its own, hardly moves a thing: with common draws the copy
    # without it needs no adjustment, with draws of its own nearly twice the p-value.
    row = pd.DataFrame({"c": [11], "d": [0.0], "y1": [frame["y1"][frame["d"] == 0].mean()]})
    both = pd.concat([frame, row], ignore_index=True)
    both["copy"] = both["y1"].where(both["c"] != 11)
    table = romano_wolf(both, outcomes=["y1", "copy"], draws=999, **ROLES)
    assert table["p_value"].min() > 0.1
    assert table["adjusted_p_value"].max() < table["p_value"].max() + 0.03


def test_a_cluster_missing_in_one_outcome_leaves_the_draws_together(frame):
    gap = frame.assign(y0=frame["y0"].where(frame["c"] != 4))
    table = romano_wolf(gap.assign(y1=gap["y0"] * 3), outcomes=["y0", "y1", "y2"], **ROLES)
    assert table.loc[0, "p_value"] == table.loc[1, "p_value"]
    assert table.attrs["excluded"]["y0"] == {"rows without outcome": 8}
    assert table.attrs["excluded"]["y2"] == {}
    alone = wild_bootstrap(gap, outcome="y0", **ROLES)
    assert table.loc[0, "statistic"] == pytest.approx(alone.statistic)
    # A cluster without rows doubles every sign pattern and changes nothing else.
    assert table.loc[0, "p_value"] == alone.p_value


def test_draws_of_single_tests_can_be_joined(frame):
    tests = [wild_bootstrap(frame, outcome=f"y{j}", **ROLES) for j in range(3)]
    found = romano_wolf_p_values(
        [test.statistic for test in tests], np.column_stack([test.bootstrap for test in tests])
    )
    table = romano_wolf(frame, outcomes=["y0", "y1", "y2"], **ROLES)
    np.testing.assert_allclose(found, table["adjusted_p_value"])


def test_multiplier_statistics_have_the_correlation_of_the_estimates():
    rng = np.random.default_rng(2)
    scores = rng.normal(size=(300, 3)) @ np.array([[1, 0.8, 0], [0, 0.6, 0], [0, 0, 4.0]])
    drawn = multiplier_statistics(scores, draws=40_000)
    covariance = scores.T @ scores
    scale = np.sqrt(np.diag(covariance))
    # A correlation from so many draws has a standard error of 1 / sqrt(draws) at most.
    np.testing.assert_allclose(
        np.cov(drawn.T), covariance / np.outer(scale, scale), atol=4 * np.sqrt(2 / 40_000)
    )


def test_independent_statistics_are_adjusted_as_by_sidak():
    scores, _ = np.linalg.qr(np.random.default_rng(2).normal(size=(500, 4)))
    drawn = multiplier_statistics(scores, draws=40_000)
    found = romano_wolf_p_values([2.5, 0.0, 0.0, 0.0], drawn)
    single = (np.abs(drawn) >= 2.5).mean()
    expected = 1 - (1 - single) ** 4
    assert found[0] == pytest.approx(expected, abs=4 * np.sqrt(expected / 40_000))


@pytest.mark.parametrize("shape", [(5, 2), (5,), (0, 3)])
def test_draws_that_do_not_match_the_statistics_are_refused(shape):
    with pytest.raises(BootstrapShapeError, match="3 statistics"):
        romano_wolf_p_values([1.0, 2.0, 3.0], np.zeros(shape))


@pytest.mark.parametrize("wrong", [{"weights": "normal"}, {"parameter": "z"}, {"outcomes": []}])
def test_options_say_what_they_take(frame, wrong):
    with pytest.raises(OptionError):
        romano_wolf(frame, **{"outcomes": ["y0"]} | ROLES | wrong)


def test_one_outcome_and_one_regressor_may_be_named_without_a_list(frame):
    listed, alone = (
        romano_wolf(frame, **ROLES | {"outcomes": outcomes, "regressors": regressors})
        for outcomes, regressors in ((["y0"], ["d"]), ("y0", "d"))
    )
    pd.testing.assert_frame_equal(alone, listed)
