import numpy as np
import pandas as pd
import pytest
from scipy import stats

from evalcap.dataset import Panel
from evalcap.errors.design import DesignError, OptionError
from evalcap.errors.inference import NoRefitsError, NoSpreadError
from evalcap.estimate import Estimate
from evalcap.estimators.group_time import estimate_group_time
from evalcap.estimators.twfe import estimate_twfe
from evalcap.inference.jackknife import jackknife_clusters
from evalcap.kernels.cluster_robust import cluster_robust

ROLES = {"unit": "u", "time": "t", "outcome": "y", "treated_from": "g", "never": 0, "cluster": "c"}


def posts(treated: tuple[int, ...] = (0, 1, 2)) -> pd.DataFrame:
    rng = np.random.default_rng(8)
    unit, time = (a.ravel() for a in np.indices((24, 4)))
    frame = pd.DataFrame({"u": unit, "t": time, "c": unit % 8})
    frame["g"] = np.where(frame["c"].isin(treated), 2, 0)
    frame["d"] = ((frame["g"] > 0) & (time >= 2)).astype(float)
    frame["y"] = frame["d"] + rng.normal(size=24)[unit] + rng.normal(size=(8, 4))[unit % 8, time]
    return frame


def mean_of_outcome(panel: Panel) -> Estimate:
    return Estimate("mean", panel.outcome.mean(), 1.0, len(panel.outcome), 0, 0)


def test_a_mean_of_equal_clusters_has_the_textbook_standard_error():
    # Leaving out one of G equal clusters moves the mean by (mean - its mean) / (G - 1): the
    # jackknife gives the standard error of G cluster means.
    frame = posts()
    found = jackknife_clusters(Panel.from_frame(frame, **ROLES), mean_of_outcome)
    means = frame.groupby("c")["y"].mean()
    assert found.std_error == pytest.approx(means.std(ddof=1) / np.sqrt(8))
    assert found.n_clusters == 8


def test_for_least_squares_it_is_cr3_but_for_a_factor():
    frame = posts()
    times = pd.get_dummies(frame["t"], drop_first=True, dtype=float)
    columns = pd.concat([frame[["y", "d", "c", "u"]], times], axis=1)
    # Units lie within clusters, so that their means can be taken out beforehand.
    within = columns - columns.groupby("u").transform("mean")
    regressors = within[["d", *times]].to_numpy()
    cr3 = cluster_robust(regressors, within["y"].to_numpy(), frame["c"].to_numpy(), "CR3")
    found = jackknife_clusters(Panel.from_frame(frame, **ROLES), estimate_twfe)
    assert found.point == pytest.approx(cr3.coefficients[0], rel=1e-8)
    assert found.std_error**2 == pytest.approx(7 / 8 * cr3.covariance[0, 0], rel=1e-8)


def test_refits_are_the_estimates_without_each_cluster():
    frame = posts()
    found = jackknife_clusters(Panel.from_frame(frame, **ROLES), estimate_twfe).to_frame()
    for row in found.itertuples():
        rest = Panel.from_frame(frame[frame["c"] != row.left_out], **ROLES)
        assert row.estimate == pytest.approx(estimate_twfe(rest).point)
    assert found["change"].tolist() == pytest.approx(
        found["estimate"] - estimate_twfe(Panel.from_frame(frame, **ROLES)).point
    )


def test_interval_and_p_value_take_t_with_one_less_than_the_clusters():
    found = jackknife_clusters(Panel.from_frame(posts(), **ROLES), estimate_twfe)
    assert found.interval(0.9) == pytest.approx(
        stats.t.interval(0.9, 7, found.point, found.std_error)
    )
    assert found.p_value == pytest.approx(2 * stats.t.sf(abs(found.statistic), 7))
    low, high = found.interval()
    assert str(found) == (
        f"TWFE coefficient of treatment {found.point:.4g} (95% CI {low:.4g} to {high:.4g}, "
        f"p = {found.p_value:.3g}; jackknife of 8 clusters)"
    )


def test_spread_around_the_mean_is_never_wider_than_around_the_estimate():
    panel = Panel.from_frame(posts().query("u < 20"), **ROLES)  # clusters of two or three units
    cv3, cv3j = (jackknife_clusters(panel, estimate_twfe, centre=c) for c in ("estimate", "mean"))
    expected = np.sqrt(7 / 8 * 8) * cv3j.refits.std(ddof=0)
    assert cv3j.std_error == pytest.approx(expected)
    assert cv3j.std_error < cv3.std_error


def test_any_estimator_can_be_refitted():
    panel = Panel.from_frame(posts(), **ROLES)
    found = jackknife_clusters(panel, lambda p: estimate_group_time(p).aggregate("overall"))
    assert found.estimate.estimand == "ATT"
    assert found.n_clusters == 8


def test_clusters_without_which_nothing_is_identified_are_reported():
    panel = Panel.from_frame(posts(treated=(5,)), **ROLES)
    found = jackknife_clusters(panel, estimate_twfe)
    assert [f.left_out for f in found.failed] == [5]
    assert "treatment does not vary" in found.failed[0].reason
    assert found.n_clusters == 7
    assert "Without 1 cluster" in found.notes[0]
    assert "too small" in found.notes[0]
    assert jackknife_clusters(Panel.from_frame(posts(), **ROLES), estimate_twfe).notes == ()


def test_an_estimate_that_is_no_number_is_a_failure():
    def without_first(panel: Panel) -> Estimate:
        whole = mean_of_outcome(panel)
        return whole if 0 in panel.cluster_labels else Estimate("mean", np.nan, 1.0, 1, 0, 0)

    found = jackknife_clusters(Panel.from_frame(posts(), **ROLES), without_first)
    assert [f.left_out for f in found.failed] == [0]


def test_a_cluster_outside_the_sample_is_no_cluster_of_it():
    frame = posts()
    frame.loc[frame["c"] == 7, "y"] = None
    found = jackknife_clusters(Panel.from_frame(frame, **ROLES), estimate_twfe)
    plain = jackknife_clusters(Panel.from_frame(frame.dropna(), **ROLES), estimate_twfe)
    assert found.excluded == {"clusters without a row in the sample": 1}
    assert found.std_error == pytest.approx(plain.std_error)


def test_a_design_that_stands_on_every_cluster_is_refused():
    few = Panel.from_frame(posts(treated=(0,)).query("c in (0, 3)"), **ROLES)
    with pytest.raises(NoRefitsError, match="Of 2 clusters, fewer than two"):
        jackknife_clusters(few, estimate_twfe)


def test_an_outcome_that_never_varies_is_refused():
    panel = Panel.from_frame(posts().assign(y=0.1), **ROLES)
    with pytest.raises(NoSpreadError, match="any of 8 clusters"):
        jackknife_clusters(panel, mean_of_outcome)


def test_a_level_is_a_share():
    found = jackknife_clusters(Panel.from_frame(posts(), **ROLES), estimate_twfe)
    with pytest.raises(DesignError, match="confidence level"):
        found.interval(95)


def test_the_centre_is_one_of_two():
    with pytest.raises(OptionError, match="mean"):
        jackknife_clusters(Panel.from_frame(posts(), **ROLES), estimate_twfe, centre="median")
