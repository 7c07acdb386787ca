import numpy as np
import pandas as pd
import pytest
from scipy import stats

from evalcap.errors.design import CollinearTermsError, DesignError, OptionError
from evalcap.errors.inference import DecisiveClustersError, PerfectFitError, TooFewRowsError
from evalcap.inference.cluster_robust import cluster_robust

ROLES = {"outcome": "y", "regressors": ["x", "d"], "cluster": "c"}


@pytest.fixture
def frame() -> pd.DataFrame:
    rng = np.random.default_rng(3)
    frame = pd.DataFrame({"c": np.repeat(list("abcdefg"), 9), "x": rng.normal(size=63)})
    frame["d"] = frame["c"].isin(["a", "b", "c"])
    frame["y"] = frame["x"] + rng.normal(size=7)[frame["c"].map(ord) - 97] + rng.normal(size=63)
    return frame


def test_every_term_has_a_row_the_intercept_first(frame):
    table = cluster_robust(frame, **ROLES)
    assert table["term"].tolist() == ["(Intercept)", "x", "d"]
    assert table.columns.tolist() == [
        "term", "estimate", "std_error", "statistic", "p_value", "conf_low", "conf_high",
        "degrees_of_freedom",
    ]  # fmt: skip


def test_intervals_and_p_values_take_each_terms_own_degrees_of_freedom(frame):
    table = cluster_robust(frame, **ROLES, level=0.9)
    for row in table.itertuples():
        low, high = stats.t.interval(0.9, row.degrees_of_freedom, row.estimate, row.std_error)
        assert (row.conf_low, row.conf_high) == pytest.approx((low, high))
        p = 2 * stats.t.sf(abs(row.statistic), row.degrees_of_freedom)
        assert row.p_value == pytest.approx(p)


def test_rows_left_out_are_counted(frame):
    frame.loc[[0, 5], "x"] = None
    table = cluster_robust(frame, **ROLES)
    assert table.attrs["excluded"] == {"rows without regressor": 2}
    whole = cluster_robust(frame.dropna(), **ROLES)
    np.testing.assert_allclose(table["std_error"], whole["std_error"])


def test_errors_grow_with_the_correction(frame):
    kinds = ("CR0", "CR2", "CR3")
    errors = [cluster_robust(frame, **ROLES, kind=k)["std_error"].to_numpy() for k in kinds]
    assert (np.diff(errors, axis=0) > 0).all()


def test_a_redundant_regressor_is_refused_by_name(frame):
    with pytest.raises(CollinearTermsError, match="'twice'"):
        cluster_robust(
            frame.assign(twice=2 * frame["x"]), **ROLES | {"regressors": ["x", "d", "twice"]}
        )


def test_cr3_is_refused_where_one_cluster_decides_but_cr2_is_not(frame):
    alone = frame.assign(d=frame["c"] == "b")
    with pytest.raises(DecisiveClustersError, match="Without 1 cluster"):
        cluster_robust(alone, **ROLES, kind="CR3")
    assert (cluster_robust(alone, **ROLES)["std_error"] > 0).all()


def test_residuals_that_are_all_zero_are_refused(frame):
    with pytest.raises(PerfectFitError):
        cluster_robust(frame.assign(y=frame["x"] - frame["d"]), **ROLES)


def test_as_many_coefficients_as_clusters_leave_no_variation_between_them(frame):
    three = frame[frame["c"].isin(["a", "b", "g"])].assign(one=lambda f: f["c"] == "a")
    with pytest.raises(PerfectFitError):
        cluster_robust(three, **ROLES | {"regressors": ["d", "one"]}, kind="CR0")


def test_as_many_coefficients_as_rows_are_refused(frame):
    with pytest.raises(TooFewRowsError):
        cluster_robust(frame.iloc[[0, 10, 40]], **ROLES)


def test_kinds_are_named_when_another_is_asked_for(frame):
    with pytest.raises(OptionError, match="CR1S"):
        cluster_robust(frame, **ROLES, kind="HC3")


def test_a_level_is_a_share(frame):
    with pytest.raises(DesignError, match="confidence level"):
        cluster_robust(frame, **ROLES, level=95)
